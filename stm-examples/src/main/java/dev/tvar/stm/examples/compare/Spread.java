package dev.tvar.stm.examples.compare;

import java.util.Arrays;

/**
 * The median of some figures, and their range.
 *
 * @param min the least
 * @param median the middle one, or the mean of the two in the middle
 * @param max the greatest
 */
public record Spread(double min, double median, double max) {
    /**
     * Of some figures.
     *
     * @param figures at least one, in any order; left as they are
     * @return their spread
     * @throws IllegalArgumentException if there is none
     */
    public static Spread of(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("no figures");
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /**
     * The distance from the least to the greatest as a part of the median.
     *
     * @return 0 if all are equal, or the median is 0
     */
    public double relative() {
        return median == 0 ? 0 : (max - min) / median;
    }
}
