package dev.tvar.stm.benchmarks.plan;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.util.Locale;

/**
 * The workloads; each checks a law at its end. In a laboratory, bodies are allocated once and each JVM has one: a yardstick for
 * the engine alone.
 */
public enum Workload {
    /** Transfers. */
    W1("Transfers between random accounts, laboratory", "transfers/s", MeasuredEngine.ORDERED_LOCKS),
    /** Sums. */
    W2("Sum of all accounts, laboratory", "sums/s", MeasuredEngine.ORDERED_LOCKS),
    /** One counter. */
    W3("One counter for all threads, laboratory", "increments/s", MeasuredEngine.ORDERED_LOCKS),
    /** Reads. */
    W4("16 reads, and a write in one of ten, laboratory", "operations/s", MeasuredEngine.ORDERED_LOCKS),
    /** Hand-over. */
    W5("Hand-over between two threads", "hand-overs/s", MeasuredEngine.PARK),
    /** Shared account. */
    W6("One account that all threads use, laboratory", "transfers/s", MeasuredEngine.ORDERED_LOCKS),
    /** Map. */
    W7("Map", "operations/s", MeasuredEngine.GLOBAL_LOCK),
    /** Parked waiters. */
    W8("100,000 waiting transactions on virtual threads", "wake-ups/s", MeasuredEngine.PARK),
    /** Queue. */
    W9("A queue between two threads", "elements/s", MeasuredEngine.LINKED_QUEUE),
    /** Lambdas. */
    W10("Bodies as programs write them: lambdas", "operations/s", MeasuredEngine.ORDERED_LOCKS),
    /** Travel agency. */
    W11("A travel agency, as STAMP's vacation", "transactions/s", MeasuredEngine.GLOBAL_LOCK),
    /** CAD design. */
    W12("A CAD design, as STMBench7", "operations/s", MeasuredEngine.GLOBAL_LOCK);

    private final String title;
    private final String unit;
    private final MeasuredEngine base;

    Workload(String title, String unit, MeasuredEngine base) {
        this.title = title;
        this.unit = unit;
        this.base = base;
    }

    /** The name in options: w1 to w12. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }

    /** The name in headings. */
    public String title() {
        return title;
    }

    /** The unit of the rate. */
    public String unit() {
        return unit;
    }

    /** The engine with which the times of the others are compared. */
    public MeasuredEngine base() {
        return base;
    }
}
