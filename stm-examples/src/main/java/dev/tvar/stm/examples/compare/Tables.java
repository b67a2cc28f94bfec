package dev.tvar.stm.examples.compare;

import dev.tvar.stm.diagnostics.Conflict;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints the results of a comparison on a terminal. */
public final class Tables {
    private static final double MEDIAN = 50;
    private static final double HIGH = 99;
    private static final double THOUSAND = 1_000;
    private static final int PERCENT = 100;

    private final Results results;
    private final Plan plan;

    /**
     * Tables of some results.
     *
     * @param results the results, possibly incomplete
     */
    public Tables(Results results) {
        this.results = results;
        this.plan = results.plan();
    }

    /**
     * Prints the conditions of the run.
     *
     * @param plan what will be compared
     * @param out where to
     */
    public static void printConditions(Plan plan, PrintWriter out) {
        out.println(Text.format(
                "%,d accounts of %,d, seed %d; each measurement %s, %d x in rounds.",
                plan.accounts(), Plan.OPENING, plan.seed(), plan.extent(), plan.repetitions()));
        out.println("Each thread has one operation in flight at a time. An auditor sums all");
        out.println("accounts, some thousand times a second.");
    }

    /**
     * Prints a table of speed for each load, one of money for all, and one of the reasons why transactions ran again.
     *
     * @param out where to
     */
    public void printTables(PrintWriter out) {
        plan.loads().stream()
                .filter(load -> results.measurements().stream().anyMatch(m -> m.load() == load))
                .forEach(load -> printSpeed(load, out));
        out.println();
        out.println("Thousands of operations per second, the median of the rounds; spread: from the");
        out.println("slowest to the fastest round, as a part of it. Latencies are sampled.");
        out.println();
        out.println("money");
        printMoney(out);
        out.println("Audits and aborts: all loads but 'failing'. Lost: of the money in flight when");
        out.println("participants failed under 'failing', the part missing at the end.");
        printMessages(out);
        printReasons(out);
    }

    private void printSpeed(Workload load, PrintWriter out) {
        out.println();
        out.println(load + ": " + load.about());
        List<String> headings = new ArrayList<>(List.of("engine"));
        plan.threads().forEach(threads -> headings.add(Text.threads(threads)));
        headings.addAll(List.of("spread", "p50 us", "p99 us"));
        Columns table = new Columns(headings.toArray(String[]::new));
        for (Engine engine : plan.engines()) {
            List<Object> row = new ArrayList<>(List.of(engine));
            plan.threads()
                    .forEach(threads -> row.add(results.cell(engine, load, threads)
                            .map(Tables::rate)
                            .orElse("-")));
            results.cell(engine, load, plan.mostThreads())
                    .ifPresentOrElse(cell -> addDetails(cell, row), () -> row.addAll(List.of("-", "-", "-")));
            table.row(row.toArray());
        }
        table.print(out);
    }

    private static String rate(Cell cell) {
        double thousands = cell.rate().median() / THOUSAND;
        return Text.format(thousands < PERCENT ? "%,.1f" : "%,.0f", thousands);
    }

    private static void addDetails(Cell cell, List<Object> row) {
        row.add(
                cell.rounds().size() > 1
                        ? Text.format("%.0f%%", PERCENT * cell.rate().relative())
                        : "-");
        row.add(Text.format("%,.2f", cell.latency(MEDIAN)));
        row.add(Text.format("%,.2f", cell.latency(HIGH)));
    }

    private void printMoney(PrintWriter out) {
        Columns money = new Columns("engine", "audits", "wrong audits", "aborts", "at stake", "lost");
        for (Outcome outcome : Outcome.of(results)) {
            money.row(
                    outcome.engine(),
                    outcome.audits(),
                    outcome.wrongAudits(),
                    aborts(outcome.engine()),
                    outcome.atStake(),
                    outcome.lost());
        }
        money.print(out);
    }

    /** The most frequent conflicts of each load, from the diagnostics of the library. */
    private void printReasons(PrintWriter out) {
        if (results.conflicts().runs().isEmpty()) {
            return;
        }
        out.println();
        out.println("why transactions ran again, from STM.diagnostics()");
        Columns table = new Columns("load", "commits", "lost", "worst over", "loser", "lost to").left(3, 4, 5);
        for (Conflicts.Run run : results.conflicts().runs()) {
            Optional<Conflict> worst = run.top().stream().findFirst();
            table.row(
                    run.name(),
                    run.commits(),
                    run.aborts(),
                    worst.map(Conflict::variable).orElse("-"),
                    worst.map(Conflict::transaction).orElse("-"),
                    worst.map(Conflict::winner).orElse("-"));
        }
        table.print(out);
        out.println("Each load once more, not timed. Lost: attempts that ran again. get-and-set: as");
        out.println("hot-account, with get and set in place of isAtLeast and add, and a pause.");
    }

    private void printMessages(PrintWriter out) {
        List<MessageCost> costs = MessageCost.of(results);
        if (!costs.isEmpty()) {
            out.println();
            out.println("messages between actors, as counted");
            Columns table = new Columns("engine", "per transfer", "per audit");
            costs.forEach(cost -> table.row(
                    cost.engine(), Text.format("%.1f", cost.perTransfer()), Text.format("%,.1f", cost.perAudit())));
            table.print(out);
        }
    }

    private Object aborts(Engine engine) {
        List<Measurement> counted = results.measurements().stream()
                .filter(m ->
                        m.engine() == engine && !m.load().kills() && m.aborts().isPresent())
                .toList();
        return counted.isEmpty()
                ? "-"
                : counted.stream().mapToLong(m -> m.aborts().getAsLong()).sum();
    }

    /**
     * Prints which laws held, and the lessons.
     *
     * @param out where to
     * @return whether all laws held
     */
    public boolean printLaws(PrintWriter out) {
        List<Law> laws = Law.of(results);
        out.println();
        out.println("laws");
        laws.forEach(law -> {
            out.println((law.held() ? "  held      " : "  VIOLATED  ") + law.text());
            out.println("            (" + (law.held() ? "" : "not so: ") + law.who() + ")");
        });
        Remark.of(results).forEach(remark -> {
            out.println("  lesson    " + remark.engine() + ": " + remark.text() + ":");
            out.println("            " + remark.why());
        });
        return laws.stream().allMatch(Law::held);
    }
}
