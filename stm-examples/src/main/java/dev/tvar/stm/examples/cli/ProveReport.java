package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.testing.prove.Counterexample;
import dev.tvar.stm.testing.prove.Figures;
import dev.tvar.stm.testing.prove.Plan;
import dev.tvar.stm.testing.prove.Property;
import dev.tvar.stm.testing.prove.Result;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the results of proofs. */
final class ProveReport {
    /**
     * All results of one engine or service.
     *
     * @param option the option that chose it
     */
    record OfEngine(String name, String option, List<Result> results) {}

    private final PrintWriter out;
    private final Plan plan;
    private final String options;

    ProveReport(PrintWriter out, Plan plan, String options) {
        this.out = out;
        this.plan = plan;
        this.options = options;
    }

    void printPlan(List<String> names, @Nullable String leftOut) {
        out.println(Text.format(
                "Trying %s%s: at most %,d cases of each property, %,d runs each, %,d s for each engine; seed %d",
                String.join(", ", names),
                leftOut == null ? "" : ", with the step " + leftOut + " left out of our engine",
                plan.tries(),
                plan.runs(),
                plan.timeLimit().toSeconds(),
                plan.seed()));
        out.flush();
    }

    void print(List<OfEngine> found) {
        out.println();
        Columns table = new Columns(
                        "engine",
                        "property",
                        "verdict",
                        "tries",
                        "runs",
                        "transactions",
                        "aborts",
                        "transfers",
                        "audits",
                        "gave up",
                        "seconds")
                .left(1, 2);
        found.forEach(one -> one.results().forEach(result -> row(table, one.name(), result)));
        table.print(out);
        found.forEach(one -> one.results().forEach(result -> result.counterexample()
                .ifPresent(failing -> print(one, result.property(), failing))));
    }

    private static void row(Columns table, String name, Result result) {
        Figures figures = result.figures();
        boolean moves = result.property() == Property.CONSERVATION || result.property() == Property.SERVICE;
        table.row(
                name,
                result.property(),
                verdict(result),
                figures.tries(),
                figures.runs(),
                figures.transactions(),
                figures.aborts().isPresent() ? Text.number(figures.aborts().getAsLong()) : "unknown",
                moves ? Text.number(figures.transfers()) : "-",
                moves ? Text.number(figures.audits()) : "-",
                figures.gaveUp(),
                seconds(result.elapsed()));
    }

    static String verdict(Result result) {
        return switch (result.ending()) {
            case ALL_TRIES -> "holds";
            case TIME_LIMIT -> "holds, time is up";
            case STOPPED -> "holds so far";
            case FAILED -> "FAILS";
        };
    }

    private static String seconds(Duration elapsed) {
        return Text.format("%.1f", elapsed.toMillis() / 1e3);
    }

    private void print(OfEngine one, Property property, Counterexample failing) {
        out.println();
        out.println(Text.format("%s FAILS on %s. It should be that %s.", property, one.name(), property.text()));
        out.println(how(failing));
        out.println();
        failing.report().lines().forEach(line -> out.println("    " + line));
        out.println();
        out.println("The same case again:");
        out.println(Text.format(
                "    ./stm prove %s %s%s --seed %d --tries 1 --runs 1000%s",
                one.option(),
                one.name(),
                property == Property.SERVICE && one.option().equals(ServiceOptions.SERVICE)
                        ? ""
                        : " --property " + property,
                failing.seed(),
                options));
        failing.java().ifPresent(statement -> {
            out.println("The smallest case in a test:");
            out.println("    " + statement);
        });
    }

    private static String how(Counterexample failing) {
        String runs = failing.runs() == 1 ? "at its first run" : Text.format("at run %,d", failing.runs());
        return switch (failing.shrinking()) {
            case COMPLETE ->
                Text.format("The smallest failing case, after %,d steps; it failed %s:", failing.steps(), runs);
            case CUT ->
                Text.format(
                        "The smallest case found within the time limit, after %,d steps; it failed %s:",
                        failing.steps(), runs);
            case HUNG ->
                Text.format(
                        "The case after %,d steps; a thread hangs and may hold resources that a smaller case needs; it"
                                + " failed %s:",
                        failing.steps(), runs);
        };
    }

    int printEarlyEnd() {
        out.println();
        out.println("Ended by Ctrl-C.");
        return ExitCode.INTERRUPTED;
    }

    /** A service that refuses everything keeps every law. */
    boolean isWithoutTransfers(OfEngine service) {
        return service.results().stream()
                .allMatch(result -> result.holds() && result.figures().transfers() == 0);
    }

    int printVerdict(List<OfEngine> found) {
        boolean held = found.stream().flatMap(one -> one.results().stream()).allMatch(Result::holds);
        out.println();
        out.println(held ? "All properties held." : "A property FAILS.");
        return held ? ExitCode.HELD : ExitCode.VIOLATED;
    }
}
