package dev.tvar.stm.benchmarks.cli;

import dev.tvar.stm.benchmarks.plan.Cell;
import dev.tvar.stm.benchmarks.plan.Settings;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.report.ScalingSection;
import dev.tvar.stm.benchmarks.result.Machine;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.run.Jdks;
import dev.tvar.stm.benchmarks.run.Jdks.Jdk;
import dev.tvar.stm.benchmarks.run.Session;
import dev.tvar.stm.benchmarks.scaling.Forecast;
import dev.tvar.stm.benchmarks.scaling.PingPong;
import dev.tvar.stm.examples.console.CtrlC;
import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.support.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Predicts how transfers scale with cores. */
@Command(
        name = "scaling",
        description = {
            "Predicts how transfers scale to 64 cores: counts the cache lines that a transfer reads and writes, and lets"
                    + " simulated cores queue for them. Measures W1 with one thread for the local work, with two for a"
                    + " check, and what a cache line takes from one core to another.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was measured and predicted",
            "2:bad command line or bad file",
            "3:the program failed",
            "130:ended by Ctrl-C"
        },
        exitCodeOnExecutionException = ExitCode.FAILED)
final class ScalingCommand implements Callable<Integer> {
    private static final int ACCOUNTS = 1024;
    private static final double MOST_NANOS = 100_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Measure no transfers; take them from this results.json of a run with w1.")
    private @Nullable Path from;

    @Option(
            names = "--line-nanos",
            paramLabel = "N",
            description = "Nanoseconds for a cache line from one core to another. Default: measured.")
    private @Nullable Double lineNanos;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        if (lineNanos != null && !(lineNanos >= 0 && lineNanos <= MOST_NANOS)) {
            throw wrong("--line-nanos must be 0 to " + (int) MOST_NANOS + ", not " + lineNanos);
        }
        output.checkDocument();
        output.make(output.directory);
        Results measured = from == null ? measure() : EarlierRun.read(from, spec);
        double line = lineNanos == null ? PingPong.nanosPerTransfer() : lineNanos;
        Forecast forecast = Forecast.of(ACCOUNTS, measured, line);
        if (forecast.rows().isEmpty()) {
            throw wrong("no transfers between " + ACCOUNTS + " accounts with 1 thread in " + from);
        }
        return report(forecast);
    }

    private int report(Forecast forecast) throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        String text = ScalingSection.markdown(forecast);
        print.println(text);
        ScalingSection.draw(forecast, output.directory.resolve("scaling"));
        print.println("In " + output.directory + ": scaling.png, scaling.svg");
        Path document = output.document;
        if (document != null) {
            Document.rewrite(document, "bench", Map.of("scaling", text));
            Path beside = document.resolveSibling("scaling.png");
            Files.copy(output.directory.resolve("scaling.png"), beside, StandardCopyOption.REPLACE_EXISTING);
            print.println("Tables put into " + document + ", chart into " + beside);
        }
        return ExitCode.HELD;
    }

    private Results measure() {
        Jdk jdk = Jdks.current();
        Machine machine = Machine.here(jdk.description());
        Settings settings = Settings.full(1, jdk.java(), "", List.of());
        List<Cell> cells = Cell.of(EnumSet.of(Workload.W1), EnumSet.copyOf(Forecast.engines()), true).stream()
                .filter(cell -> cell.scenario().parameters().containsValue(String.valueOf(ACCOUNTS)))
                .toList();
        try (CtrlC ctrlC = CtrlC.watch(Session::endForks);
                ProgressLines progress =
                        new ProgressLines(cells.size(), spec.commandLine().getErr())) {
            Session session = new Session(
                    cells, settings, progress, ctrlC::isPressed, output.directory.resolve("scaling-transcript.txt"));
            boolean complete = session.run();
            return new Results(OffsetDateTime.now().toString(), machine, settings, complete, session.measurements());
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
