package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Prints what a comparison measured, and judges it. */
public final class Report {
    private static final double MEDIAN = 50;
    private static final double HIGH = 99;

    private final Plan plan;
    private final List<Measurement> measurements;

    /**
     * A report on what was measured.
     *
     * @param plan what was to be compared
     * @param measurements what came out, perhaps not of all engines
     */
    public Report(Plan plan, List<Measurement> measurements) {
        this.plan = plan;
        this.measurements = measurements;
    }

    /**
     * Prints the conditions of the run.
     *
     * @param plan what will be compared
     * @param out where to
     */
    public static void printConditions(Plan plan, PrintWriter out) {
        out.println(Text.format(
                "%,d accounts of %,d, %,d threads and an auditor, seed %d",
                plan.accounts(), Plan.OPENING, plan.threads(), plan.seed()));
        out.println("Every engine gets the same random transfers; slow ones stop earlier in the list.");
        out.println("A transfer goes through only if the funds suffice. Each thread has one under");
        out.println("way at a time. The auditor sums up all accounts again and again, without rest.");
    }

    /**
     * Prints both tables.
     *
     * @param out where to
     */
    public void printTables(PrintWriter out) {
        out.println();
        out.println("Speed");
        printSpeed(out);
        out.println();
        out.println("Money");
        printMoney(out);
    }

    private void printSpeed(PrintWriter out) {
        Columns speed = new Columns("engine", "transfers", "per second", "vs locks", "p50 us", "p99 us", "aborts");
        measurements.forEach(m -> speed.row(
                m.engine(),
                m.done(),
                (long) m.rate(),
                ratio(m),
                Text.format("%,.2f", m.latency(MEDIAN)),
                Text.format("%,.2f", m.latency(HIGH)),
                m.aborts().isPresent() ? m.aborts().getAsLong() : "-"));
        speed.print(out);
        out.println("vs locks: transfers per second, where ordered-locks are 1. Every 8th is timed.");
        out.println("aborts: runs of a transfer thrown away and repeated; only STM has them.");
    }

    private void printMoney(PrintWriter out) {
        Columns money = new Columns("engine", "audits", "wrong audits", "final total", "expected", "conserved");
        measurements.forEach(m -> money.row(
                m.engine(),
                m.findings().audits(),
                m.findings().wrong(),
                m.finalTotal(),
                plan.total(),
                conserved(m) ? "yes" : "NO"));
        money.print(out);
        out.println("An audit under locks stops every transfer, an STM snapshot stops none.");
        measurements.stream().flatMap(m -> m.remarks().stream()).forEach(out::println);
    }

    private String ratio(Measurement measurement) {
        return measurements.stream()
                .filter(m -> m.engine() == Engine.ORDERED_LOCKS)
                .findFirst()
                .map(locks -> Text.format("%.3f", measurement.rate() / locks.rate()))
                .orElse("-");
    }

    /**
     * Prints which laws held. Wrong audits of an engine that cannot audit exactly are its lesson, not a failure.
     *
     * @param out where to
     * @return whether all held
     */
    public boolean printLaws(PrintWriter out) {
        List<Measurement> exact =
                measurements.stream().filter(m -> m.engine().auditsExactly()).toList();
        boolean conserved = measurements.stream().allMatch(this::conserved);
        boolean auditedRight = exact.stream().allMatch(m -> m.findings().wrong() == 0);
        out.println();
        out.println("Laws");
        if (!measurements.isEmpty()) {
            printLaw(out, conserved, "the total is the same at the end", measurements, this::conserved);
        }
        if (!exact.isEmpty()) {
            printLaw(
                    out,
                    auditedRight,
                    "no audit saw a wrong total",
                    exact,
                    m -> m.findings().wrong() == 0);
        }
        measurements.stream().filter(m -> !m.engine().auditsExactly()).forEach(m -> printLesson(out, m));
        return conserved && auditedRight;
    }

    private boolean conserved(Measurement measurement) {
        return measurement.finalTotal() == plan.total();
    }

    private static void printLaw(
            PrintWriter out, boolean held, String law, List<Measurement> of, Predicate<Measurement> keeps) {
        String who = of.stream()
                .filter(held ? m -> true : keeps.negate())
                .map(m -> m.engine().toString())
                .collect(Collectors.joining(", "));
        out.println((held ? "  held      " : "  VIOLATED  ") + law);
        out.println("            (" + (held ? "" : "not so: ") + who + ")");
    }

    private static void printLesson(PrintWriter out, Measurement m) {
        out.println(Text.format(
                "  lesson    %s: %,d of %,d audits saw a wrong total;"
                        + "%n            between two messages, money is in flight",
                m.engine(), m.findings().wrong(), m.findings().audits()));
    }
}
