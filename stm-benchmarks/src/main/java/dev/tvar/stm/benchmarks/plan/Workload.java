package dev.tvar.stm.benchmarks.plan;

import dev.tvar.stm.benchmarks.engine.Engines;
import java.util.Arrays;
import java.util.Locale;

/** The workloads; each checks a law at its end. */
public enum Workload {
    /** Transfers. */
    W1("Transfers between random accounts", "transfers/s", Engines.ORDERED_LOCKS),
    /** Sums. */
    W2("Sum of all accounts", "sums/s", Engines.ORDERED_LOCKS),
    /** One counter. */
    W3("One hot counter", "counts/s", Engines.ORDERED_LOCKS),
    /** Reads. */
    W4("16 reads, one time in ten a write", "operations/s", Engines.ORDERED_LOCKS),
    /** Hand-over. */
    W5("Hand-over between two threads", "hand-overs/s", Engines.PARK),
    /** Hot account. */
    W6("One account that all threads use", "transfers/s", Engines.ORDERED_LOCKS),
    /** Map. */
    W7("Map", "operations/s", Engines.GLOBAL_LOCK),
    /** Parked waiters. */
    W8("100,000 transactions that wait, on virtual threads", "wake-ups/s", Engines.PARK),
    /** Queue. */
    W9("A queue between two threads", "elements/s", Engines.LINKED_QUEUE);

    private final String title;
    private final String unit;
    private final Engines base;

    Workload(String title, String unit, Engines base) {
        this.title = title;
        this.unit = unit;
        this.base = base;
    }

    /**
     * The workload of this name.
     *
     * @param label w1 to w9
     * @return the workload
     * @throws IllegalArgumentException if there is none
     */
    public static Workload named(String label) {
        return Arrays.stream(values())
                .filter(workload -> workload.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload is called '" + label + "'"));
    }

    /**
     * The name in options.
     *
     * @return w1 to w9
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The name in headings.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }

    /**
     * What is counted per second.
     *
     * @return the unit
     */
    public String unit() {
        return unit;
    }

    /**
     * The engine to whose time the others are compared.
     *
     * @return the engine
     */
    public Engines base() {
        return base;
    }
}
