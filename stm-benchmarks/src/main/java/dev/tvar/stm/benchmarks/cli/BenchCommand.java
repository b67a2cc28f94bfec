package dev.tvar.stm.benchmarks.cli;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.plan.RunSettings;
import dev.tvar.stm.benchmarks.plan.TableCell;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.report.Sections;
import dev.tvar.stm.benchmarks.result.Machine;
import dev.tvar.stm.benchmarks.result.Measurement;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.ResultsFile;
import dev.tvar.stm.benchmarks.run.Builds;
import dev.tvar.stm.benchmarks.run.Jdks;
import dev.tvar.stm.benchmarks.run.Jdks.Jdk;
import dev.tvar.stm.benchmarks.run.ProgressLines;
import dev.tvar.stm.benchmarks.run.Session;
import dev.tvar.stm.examples.console.CtrlC;
import dev.tvar.stm.examples.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures engines on workloads. */
@Command(
        name = "stm bench",
        description = {
            "Measures this library, other transactional memories, locks and actors on the same workloads: W1 transfers,"
                    + " W2 sums, W3 a counter, W4 reads, W5 hand-over, W6 a shared account, W7 a map, W8 parked waiters,"
                    + " W9 queues, W10 bodies as programs write them, W11 a travel agency, W12 a CAD design.",
            "",
            "Every fork checks the law of its workload (such as: money is conserved) and fails if it is broken.",
            ""
        },
        subcommands = BulkCommand.class,
        version = "TVar STM 0.1.0-SNAPSHOT",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was measured and no law was broken; a missed bar is not a failure",
            "1:a law was broken or an engine failed",
            "2:bad command line or bad file",
            "3:the program failed",
            "130:ended by Ctrl-C; the report contains the figures measured until then"
        },
        exitCodeOnExecutionException = ExitCode.FAILED)
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_FORKS = 100;
    private static final DateTimeFormatter IN_FILE_NAMES = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** At most one of the two. */
    static final class Length {
        @Option(
                names = "--quick",
                description = "A few minutes: orders of magnitude, not figures to quote. This is the default.")
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
            description = "Only these workloads: w1 to w12, separated by commas.")
    private Set<Workload> workloads = EnumSet.allOf(Workload.class);

    @Option(
            names = "--engines",
            paramLabel = "NAME",
            split = ",",
            description = "Only these engines: ${COMPLETION-CANDIDATES}.")
    private Set<MeasuredEngine> engines = EnumSet.allOf(MeasuredEngine.class);

    @Option(
            names = "--forks",
            paramLabel = "N",
            description = "The number of JVMs for each cell, 1 to " + MOST_FORKS + ". Default: 3 with --full, else 1.")
    private @Nullable Integer forks;

    @Option(names = "--jdk", paramLabel = "DIR", description = "The measured JDK. Default: the running one.")
    private @Nullable Path jdk;

    @Option(
            names = "--virtual-jdk",
            paramLabel = "DIR",
            description =
                    "A JDK 21 or newer for virtual threads. Default: the measured one, or the newest in a neighbouring directory.")
    private @Nullable Path virtualJdk;

    @Option(
            names = "--jdk-args",
            paramLabel = "ARGS",
            split = " ",
            description = "Further arguments for the measured JVMs: one word, in which spaces separate them.")
    private List<String> jdkArguments = List.of();

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "Compare this library with the build of its core in another checkout, in alternating forks.")
    private @Nullable Path against;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench-results",
            description = "The directory for reports and charts. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "Also put the tables into this document, between its marks <!-- bench:NAME -->.")
    private @Nullable Path document;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Measure nothing; write the report of this results.json of an earlier run.")
    private @Nullable Path from;

    @Override
    public Integer call() throws IOException {
        if (forks != null && (forks < 1 || forks > MOST_FORKS)) {
            throw wrong("--forks must be 1 to " + MOST_FORKS + ", not " + forks);
        }
        if (document != null && !(Files.isRegularFile(document) && Files.isWritable(document))) {
            throw wrong("--document: cannot write " + document);
        }
        if (against != null && (document != null || from != null)) {
            throw wrong("--against cannot be combined with --document or --from");
        }
        if (from != null) {
            Results earlier = earlier(from); // before the directory of the report is created
            return reports().write(earlier, document);
        }
        Jdk measured = jdk == null ? Jdks.current() : given(jdk);
        String virtualJava = virtualJdk == null
                ? Jdks.withVirtualThreads(measured).map(Jdk::java).orElse("")
                : virtual(virtualJdk).java();
        RunSettings settings = length.full
                ? RunSettings.full(forks == null ? 3 : forks, measured.java(), virtualJava, arguments())
                : RunSettings.quick(forks == null ? 1 : forks, measured.java(), virtualJava, arguments());
        List<TableCell> cells = TableCell.of(workloads, engines, settings.quick());
        if (cells.isEmpty()) {
            throw wrong("none of these engines supports any of these workloads in such a run");
        }
        return against == null ? measure(cells, settings, measured) : compare(cells, settings, measured, against);
    }

    private Results earlier(Path file) {
        try {
            return ResultsFile.read(file);
        } catch (NoSuchFileException e) {
            throw wrong("--from: there is no file " + file);
        } catch (IOException e) {
            throw wrong("--from: cannot use " + file + ": " + e.getMessage());
        }
    }

    private List<String> arguments() {
        return jdkArguments.stream().filter(argument -> !argument.isBlank()).toList();
    }

    private Integer measure(List<TableCell> cells, RunSettings settings, Jdk measured) throws IOException {
        OffsetDateTime started = OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS);
        Machine machine = machine(measured);
        Reports reports = reports();
        return run(cells, List.of(Builds.own()), settings, reports, (session, complete) -> {
            Results results = new Results(started.toString(), machine, settings, complete, session.measurements(0));
            return reports.write(results, document);
        });
    }

    private Integer compare(List<TableCell> all, RunSettings settings, Jdk measured, Path checkout) throws IOException {
        String other = Builds.withCoreOf(checkout)
                .orElseThrow(
                        () -> wrong("--against: stm-core is not built in " + checkout + "; run mvn compile there"));
        List<TableCell> cells = all.stream()
                .filter(cell -> cell.engine().role() == MeasuredEngine.Role.OURS)
                .toList();
        if (cells.isEmpty()) {
            throw wrong("--against compares builds of this library, and none of these engines belongs to it");
        }
        machine(measured);
        Reports reports = reports();
        return run(cells, List.of(Builds.own(), other), settings, reports, (session, complete) -> {
            List<Measurement> own = session.measurements(0);
            reports.write(Sections.comparison(own, session.measurements(1)));
            return own.stream().anyMatch(m -> m.failure() != null) ? ExitCode.VIOLATED : ExitCode.HELD;
        });
    }

    /** Writes the report of a run, complete or not; returns the exit code of a complete one. */
    private interface Finish {
        int write(Session session, boolean complete) throws IOException;
    }

    private Integer run(
            List<TableCell> cells, List<String> builds, RunSettings settings, Reports reports, Finish finish)
            throws IOException {
        int forks = cells.size() * builds.size() * settings.forks();
        try (CtrlC ctrlC = CtrlC.watch(Session::endForks)) { // keeps the program alive until the report is written
            Session session;
            boolean complete;
            try (ProgressLines progress =
                    new ProgressLines(forks, spec.commandLine().getErr())) {
                session = new Session(cells, builds, settings, progress, ctrlC::isPressed, reports.transcript());
                complete = session.run();
            }
            int code = finish.write(session, complete);
            return complete ? code : ExitCode.INTERRUPTED;
        }
    }

    /** Describes the machine, and warns if other programs use it. */
    private Machine machine(Jdk measured) {
        Machine machine = Machine.here(measured.description());
        if (machine.wasBusy()) {
            spec.commandLine()
                    .getErr()
                    .println("stm bench: other programs keep the machine busy; the figures will be too low");
        }
        return machine;
    }

    /** Creates the directory of the report before the run, so that an unwritable one is reported at once. */
    private Reports reports() {
        Path directory = out.resolve(IN_FILE_NAMES.format(ZonedDateTime.now()));
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw wrong("--out: cannot write into " + out);
        }
        return new Reports(directory, spec.commandLine().getOut());
    }

    private Jdk given(Path home) {
        return Jdks.at(home).orElseThrow(() -> wrong("there is no JDK in " + home));
    }

    private Jdk virtual(Path home) {
        Jdk newer = given(home);
        if (!newer.hasVirtualThreads()) {
            throw wrong("--virtual-jdk: the JDK in " + home + " is older than 21");
        }
        return newer;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
