package dev.tvar.stm.benchmarks.result;

/**
 * What one fork found, in one state of the machine.
 *
 * @param rate operations per second; in W2 beside transfers: sums that were seen
 * @param bytes heap bytes allocated per operation; in W8: heap bytes per waiter; NaN if not measured
 * @param besides operations per second of the thread beside, NaN if there is none
 * @param reruns bodies that ran in vain, per operation; NaN if the engine does not repeat bodies
 * @param starved the share of operations that the engine gave up
 * @param line nanoseconds that a cache line took from one processor to the other before and after the iterations that count; NaN if not
 *     measured
 */
public record Sample(double rate, double bytes, double besides, double reruns, double starved, double line) {
    /** Figures of {@link #line} in one state of the machine are nearer together than this; those of two states, further apart. */
    private static final double ALIKE = 1.8;

    /** Files of older versions have no such figure, which is read as 0. */
    public Sample {
        line = line > 0 ? line : Double.NaN;
    }

    /**
     * Without a line.
     *
     * @param rate as above
     * @param bytes as above
     * @param besides as above
     * @param reruns as above
     * @param starved as above
     */
    public Sample(double rate, double bytes, double besides, double reruns, double starved) {
        this(rate, bytes, besides, reruns, starved, Double.NaN);
    }

    /**
     * The same with another line.
     *
     * @param nanos as above
     * @return a sample
     */
    public Sample withLine(double nanos) {
        return new Sample(rate, bytes, besides, reruns, starved, nanos);
    }

    /** Whether the state of the machine does not matter, or is not known. */
    boolean isOfAnyState() {
        return Double.isNaN(line);
    }

    /**
     * Whether two figures of {@link #line} are of one state of the machine.
     *
     * @param line one
     * @param other the other
     * @return whether they are; false if one of them is NaN
     */
    public static boolean alike(double line, double other) {
        return Math.max(line, other) <= ALIKE * Math.min(line, other);
    }
}
