package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.compare.Comparison;
import dev.tvar.stm.examples.compare.Measurement;
import dev.tvar.stm.examples.compare.Plan;
import dev.tvar.stm.examples.compare.Progress;
import dev.tvar.stm.examples.compare.ProgressLines;
import dev.tvar.stm.examples.compare.ProgressOnTerminal;
import dev.tvar.stm.examples.compare.Report;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.lesson.CrashLesson;
import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the engines. */
@Command(
        name = "compare",
        description = {
            "Compares STM with actors and with locks: the same random transfers through every engine, while an auditor"
                    + " sums up all accounts.",
            "",
            "With --csv it replays your own ledger instead, as 'stm ledger FILE' does.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all laws held",
            "1:a law was violated",
            "2:bad command line or bad file",
            "3:the program failed",
            "130:ended by Ctrl-C"
        },
        exitCodeOnExecutionException = ExitCode.FAILED)
final class CompareCommand implements Callable<Integer> {
    static final int DEFAULT_THREADS = 2;
    static final int MOST_THREADS = 1_000;
    private static final int MOST_ACCOUNTS = 100_000;
    private static final int MOST_TRANSFERS = 10_000_000;

    /** The launcher sets it, for only the shell knows about standard error on every JDK. */
    private static final String ON_TERMINAL = "stm.terminal";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many accounts, 2 to 100000. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--transfers",
            paramLabel = "N",
            defaultValue = "8000000",
            description =
                    "How many transfers, 1 to 10000000. The actor engines make the first 20th part of them, but at"
                            + " least 20000 if there are so many. Default: ${DEFAULT-VALUE}.")
    private int transfers;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_THREADS,
            description = "How many threads make transfers, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides the list of transfers. Default: a new one each time, which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            split = ",",
            converter = EngineConverter.class,
            description =
                    "Only these engines, in this order: stm, actors, cashier, ordered-locks, global-lock. Repeat it"
                            + " or separate by commas. Default: all; with --csv: stm.")
    private @Nullable List<Engine> engines;

    @Option(names = "--csv", paramLabel = "FILE", description = "Replay this ledger instead.")
    private @Nullable Path csv;

    @ArgGroup(validate = false, heading = "%nOnly with --csv:%n")
    private final LedgerOptions ledgerOptions = new LedgerOptions();

    @Override
    public Integer call() {
        Check.range(spec, "--accounts", accounts, 2, MOST_ACCOUNTS);
        Check.range(spec, "--transfers", transfers, 1, MOST_TRANSFERS);
        Check.range(spec, "--threads", threads, 1, MOST_THREADS);
        if (csv != null) {
            Check.absent(spec, "makes no sense with --csv: the ledger says it", "--accounts", "--transfers", "--seed");
            return new LedgerRun(spec, ledgerOptions).run(csv, chosen(List.of(Engine.STM)), threads);
        }
        Check.absent(spec, "needs --csv FILE", LedgerOptions.NAMES);
        return compare(
                new Plan(accounts, transfers, threads, LessonCommand.seedOr(seed), chosen(List.of(Engine.values()))));
    }

    private List<Engine> chosen(List<Engine> otherwise) {
        return engines == null ? otherwise : engines.stream().distinct().toList();
    }

    private int compare(Plan plan) {
        PrintWriter out = spec.commandLine().getOut();
        Report.printConditions(plan, out);
        out.flush();
        try (CtrlC ctrlC = CtrlC.watch()) {
            List<Measurement> measurements;
            try (Progress progress = progress(plan)) {
                measurements = new Comparison(plan, progress, ctrlC::isPressed).run();
            }
            boolean held = measurements.isEmpty() || report(plan, measurements, out);
            if (ctrlC.isPressed()) {
                printEarlyEnd(plan, measurements, out);
                return ExitCode.INTERRUPTED;
            }
            return printDeath(out) && held ? allHeld(out) : ExitCode.VIOLATED;
        }
    }

    private static boolean report(Plan plan, List<Measurement> measurements, PrintWriter out) {
        Report report = new Report(plan, measurements);
        report.printTables(out);
        return report.printLaws(out);
    }

    private static void printEarlyEnd(Plan plan, List<Measurement> measurements, PrintWriter out) {
        long complete = measurements.stream().filter(Measurement::complete).count();
        int all = plan.engines().size();
        out.println(Text.format("Ended by Ctrl-C: %d of %d engines measured completely.", complete, all));
        out.flush();
    }

    private Progress progress(Plan plan) {
        return Boolean.getBoolean(ON_TERMINAL)
                ? new ProgressOnTerminal(Comparison.pieces(plan))
                : new ProgressLines(spec.commandLine().getErr());
    }

    private static boolean printDeath(PrintWriter out) {
        CrashLesson.Losses losses = CrashLesson.play();
        out.println(Text.format(
                "  lesson    a participant dies between withdraw and deposit: actors lose %d,"
                        + "%n            locks lose %d, stm loses %d",
                losses.actors(), losses.locks(), losses.stm()));
        return losses.stm() == 0;
    }

    private static int allHeld(PrintWriter out) {
        out.println("All laws held.");
        return ExitCode.HELD;
    }
}
