package dev.tvar.stm.benchmarks.result;

import java.util.stream.DoubleStream;

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

    /** So many of all figures of {@link #line} in a run, at least, are taken to be of the nearer state; fewer are chance. */
    private static final double SHARE_OF_NEAR = 0.1;

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

    /**
     * What a cache line takes while the processors are near.
     *
     * @param lines figures of {@link #line} of a whole run
     * @return one that nearly all others are at least as large as; NaN if there are none
     */
    public static double nearest(DoubleStream lines) {
        double[] sorted = lines.filter(line -> !Double.isNaN(line)).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) (SHARE_OF_NEAR * sorted.length)];
    }
}
