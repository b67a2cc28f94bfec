package dev.tvar.stm.benchmarks.plan;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.util.Locale;

/** The workloads; each checks a law at its end. */
public enum Workload {
    /** Transfers. */
    W1("Transfers between random accounts", "transfers/s", MeasuredEngine.ORDERED_LOCKS),
    /** Sums. */
    W2("Sum of all accounts", "sums/s", MeasuredEngine.ORDERED_LOCKS),
    /** One counter. */
    W3("One counter for all threads", "increments/s", MeasuredEngine.ORDERED_LOCKS),
    /** Reads. */
    W4("16 reads, and a write in one of ten", "operations/s", MeasuredEngine.ORDERED_LOCKS),
    /** Hand-over. */
    W5("Hand-over between two threads", "hand-overs/s", MeasuredEngine.PARK),
    /** Shared account. */
    W6("One account that all threads use", "transfers/s", MeasuredEngine.ORDERED_LOCKS),
    /** Map. */
    W7("Map", "operations/s", MeasuredEngine.GLOBAL_LOCK),
    /** Parked waiters. */
    W8("100,000 waiting transactions on virtual threads", "wake-ups/s", MeasuredEngine.PARK),
    /** Queue. */
    W9("A queue between two threads", "elements/s", MeasuredEngine.LINKED_QUEUE),
    /** Lambdas. */
    W10("Bodies as programs write them: lambdas", "operations/s", MeasuredEngine.ORDERED_LOCKS);

    private final String title;
    private final String unit;
    private final MeasuredEngine base;

    Workload(String title, String unit, MeasuredEngine base) {
        this.title = title;
        this.unit = unit;
        this.base = base;
    }

    /** The name in options: w1 to w10. */
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
