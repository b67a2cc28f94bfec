package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.compare.Advice;
import dev.tvar.stm.examples.compare.Comparison;
import dev.tvar.stm.examples.compare.Headline;
import dev.tvar.stm.examples.compare.Plan;
import dev.tvar.stm.examples.compare.Progress;
import dev.tvar.stm.examples.compare.ProgressLines;
import dev.tvar.stm.examples.compare.ProgressOnTerminal;
import dev.tvar.stm.examples.compare.Results;
import dev.tvar.stm.examples.compare.Tables;
import dev.tvar.stm.examples.console.CtrlC;
import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.report.Conditions;
import dev.tvar.stm.examples.support.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Compares, prints the tables, and writes the report; after Ctrl-C with the measurements made so far. */
final class CompareRun {
    /** The launcher sets it, for only the shell knows about standard error on every JDK. */
    private static final String ON_TERMINAL = "stm.terminal";

    private final CommandSpec spec;
    private final Plan plan;
    private final boolean oneProcess;
    private final ReportOptions files;
    private final PrintWriter out;

    CompareRun(CommandSpec spec, Plan plan, boolean oneProcess, ReportOptions files) {
        this.spec = spec;
        this.plan = plan;
        this.oneProcess = oneProcess;
        this.files = files;
        this.out = files.useStandardOutput()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    int run() {
        ZonedDateTime started = ZonedDateTime.now().truncatedTo(ChronoUnit.SECONDS);
        long began = System.nanoTime();
        try (CtrlC ctrlC = CtrlC.watch()) {
            Tables.printConditions(plan, out);
            out.flush();
            Results results;
            try (Progress progress = progress()) {
                results = comparison(progress, ctrlC).run();
            }
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            return report(results, Conditions.ofThisMachine(started, seconds, oneProcess), ctrlC);
        }
    }

    private Comparison comparison(Progress progress, CtrlC ctrlC) {
        return oneProcess
                ? Comparison.inOneProcess(plan, progress, ctrlC::isPressed)
                : Comparison.inProcesses(plan, progress, ctrlC::isPressed);
    }

    private Progress progress() {
        int pieces = Comparison.pieces(plan);
        return Boolean.getBoolean(ON_TERMINAL)
                ? new ProgressOnTerminal(pieces)
                : new ProgressLines(spec.commandLine().getErr(), pieces);
    }

    private int report(Results results, Conditions conditions, CtrlC ctrlC) {
        boolean held = true;
        if (!results.measurements().isEmpty()) {
            Tables tables = new Tables(results);
            tables.printTables(out);
            held = tables.printLaws(out);
            out.println();
            out.println("in short, with " + Text.threads(plan.mostThreads()));
            Stream.concat(
                            Advice.of(results).stream().map(Advice::sentence),
                            Stream.of(String.join(" ", Headline.of(results))))
                    .forEach(this::printWrapped);
        }
        boolean written = results.measurements().isEmpty() || write(results, conditions);
        if (ctrlC.isPressed()) {
            out.println(Text.format(
                    "Ended by Ctrl-C: %,d of %,d measurements made.", results.completed(), plan.measurements()));
            out.flush();
            return ExitCode.INTERRUPTED;
        }
        if (held) {
            out.println("All laws held.");
        }
        return !held ? ExitCode.VIOLATED : written ? ExitCode.HELD : ExitCode.FAILED;
    }

    private void printWrapped(String text) {
        String indent = "- ";
        for (String line : Text.wrapped(text)) {
            out.println(indent + line);
            indent = "  ";
        }
    }

    private boolean write(Results results, Conditions conditions) {
        out.flush();
        try {
            out.println();
            for (Path file : files.write(results, conditions, spec.commandLine().getOut())) {
                out.println("Written: " + file.toAbsolutePath().normalize());
            }
            return true;
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("cannot write the report: " + e.getMessage() + "; earlier files are as they were");
            return false;
        }
    }
}
