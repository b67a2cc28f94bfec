package dev.tvar.stm.benchmarks.cli;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.plan.Cell;
import dev.tvar.stm.benchmarks.plan.Settings;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Machine;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.run.Jdks;
import dev.tvar.stm.benchmarks.run.Jdks.Jdk;
import dev.tvar.stm.benchmarks.run.Session;
import dev.tvar.stm.examples.console.CtrlC;
import dev.tvar.stm.examples.console.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures all engines at all workloads. */
@Command(
        name = "stm bench",
        description = {
            "Measures this library, other transactional memories, locks and actors at the same work in one run: W1"
                    + " transfers, W2 sums, W3 a hot counter, W4 mostly reads, W5 hand-over, W6 a hot account, W7 a map,"
                    + " W8 parked waiters, W9 queues.",
            "",
            "Every run checks its law (money is conserved, no count is lost) and fails if it is broken.",
            ""
        },
        version = "TVar STM 0.1.0-SNAPSHOT",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = ScalingCommand.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was measured and all laws held; a missed bar is no failure",
            "1:a law was broken or an engine failed",
            "2:bad command line or bad file",
            "3:the program failed",
            "130:ended by Ctrl-C; what was measured until then is reported"
        },
        exitCodeOnExecutionException = ExitCode.FAILED)
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_FORKS = 100;
    private static final DateTimeFormatter IN_FILE_NAMES = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Either of them, or neither. */
    static final class Length {
        @Option(names = "--quick", description = "A few minutes: sizes of figures only. This is the default.")
        private boolean quick;

        @Option(names = "--full", description = "Well over an hour: figures to quote.")
        private boolean full;
    }

    @ArgGroup
    private final Length length = new Length();

    @Option(
            names = "--workloads",
            paramLabel = "NAME",
            split = ",",
            converter = Choices.OfWorkload.class,
            description = "Only these: w1 to w9, separated by commas.")
    private Set<Workload> workloads = EnumSet.allOf(Workload.class);

    @Option(
            names = "--engines",
            paramLabel = "NAME",
            split = ",",
            converter = Choices.OfEngine.class,
            completionCandidates = Choices.AllEngines.class,
            description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<Engines> engines = EnumSet.allOf(Engines.class);

    @Option(
            names = "--forks",
            paramLabel = "N",
            description = "JVMs for each figure, 1 to " + MOST_FORKS + ". Default: 3 with --full, else 1.")
    private @Nullable Integer forks;

    @Option(names = "--jdk", paramLabel = "DIR", description = "The JDK that is measured. Default: the running one.")
    private @Nullable Path jdk;

    @Option(
            names = "--virtual-jdk",
            paramLabel = "DIR",
            description = "A JDK 21 or newer for W8. Default: the measured one, or the newest beside it.")
    private @Nullable Path virtualJdk;

    @Option(
            names = "--jdk-args",
            paramLabel = "ARGS",
            split = " ",
            description = "Further arguments for the measured JVMs, in one word with spaces between them.")
    private List<String> jdkArguments = List.of();

    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Measure nothing; report from this results.json of an earlier run.")
    private @Nullable Path from;

    @Override
    public Integer call() throws IOException {
        if (forks != null && (forks < 1 || forks > MOST_FORKS)) {
            throw wrong("--forks must be 1 to " + MOST_FORKS + ", not " + forks);
        }
        output.checkDocument();
        if (from != null) {
            Results earlier = EarlierRun.read(from, spec);
            return reports().write(earlier, output.document);
        }
        Jdk measured = jdk == null ? Jdks.current() : given(jdk);
        String virtualJava = virtualJdk == null
                ? Jdks.withVirtualThreads(measured).map(Jdk::java).orElse("")
                : virtual(virtualJdk).java();
        Settings settings = length.full
                ? Settings.full(forks == null ? 3 : forks, measured.java(), virtualJava, arguments())
                : Settings.quick(forks == null ? 1 : forks, measured.java(), virtualJava, arguments());
        List<Cell> cells = Cell.of(workloads, engines, settings.quick());
        if (cells.isEmpty()) {
            throw wrong("none of these engines does any of these workloads in such a run");
        }
        return measure(cells, settings, measured);
    }

    private List<String> arguments() {
        return jdkArguments.stream().filter(argument -> !argument.isBlank()).toList();
    }

    private Integer measure(List<Cell> cells, Settings settings, Jdk measured) throws IOException {
        ZonedDateTime started = ZonedDateTime.now();
        Machine machine = Machine.here(measured.description());
        Reports reports = reports();
        if (machine.wasBusy()) {
            spec.commandLine().getErr().println("stm bench: the machine is busy; figures will be off");
        }
        try (CtrlC ctrlC = CtrlC.watch(Session::endForks)) {
            Session session;
            boolean complete;
            int forksInAll = cells.size() * settings.forks();
            try (ProgressLines progress =
                    new ProgressLines(forksInAll, spec.commandLine().getErr())) {
                session = new Session(cells, settings, progress, ctrlC::isPressed, reports.transcript());
                complete = session.run();
            }
            String when =
                    started.truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime().toString();
            Results results = new Results(when, machine, settings, complete, session.measurements());
            int code = reports.write(results, output.document);
            return complete ? code : ExitCode.INTERRUPTED;
        }
    }

    /** In a new directory, which is made now: what cannot be written is found before the work. */
    private Reports reports() {
        Path directory = output.directory.resolve(IN_FILE_NAMES.format(ZonedDateTime.now()));
        output.make(directory);
        return new Reports(directory, spec.commandLine().getOut());
    }

    private Jdk given(Path home) {
        return Jdks.at(home).orElseThrow(() -> wrong("there is no JDK in " + home));
    }

    private Jdk virtual(Path home) {
        return Stream.of(given(home))
                .filter(Jdk::hasVirtualThreads)
                .findFirst()
                .orElseThrow(() -> wrong("the JDK in " + home + " is older than 21"));
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
