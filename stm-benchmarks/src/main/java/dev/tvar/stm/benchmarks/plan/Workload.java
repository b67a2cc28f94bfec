package dev.tvar.stm.benchmarks.plan;

import java.util.Arrays;
import java.util.Locale;

/** The workloads; each checks a law at its end. */
public enum Workload {
    /** Transfers. */
    W1("Transfers between random accounts", "transfers/s"),
    /** Sums. */
    W2("Sum of all accounts", "sums/s"),
    /** One counter. */
    W3("One hot counter", "counts/s"),
    /** Reads. */
    W4("16 reads, one time in ten a write", "operations/s"),
    /** Hand-over. */
    W5("Hand-over between two threads", "hand-overs/s"),
    /** Hot account. */
    W6("One account that all threads use", "transfers/s"),
    /** Map. */
    W7("Map", "operations/s"),
    /** Parked waiters. */
    W8("100,000 transactions that wait, on virtual threads", "wake-ups/s");

    private final String title;
    private final String unit;

    Workload(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /**
     * The workload of this name.
     *
     * @param label w1 to w8
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
     * @return w1 to w8
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
}
