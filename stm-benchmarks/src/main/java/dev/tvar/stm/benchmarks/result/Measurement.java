package dev.tvar.stm.benchmarks.result;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All forks of one cell.
 *
 * @param scenario its id
 * @param engine its label
 * @param samples what the forks found: of each one figure, or one for each state of the machine that it was in
 * @param failure why a fork ended early, if one did: a broken law or an error of the engine
 */
public record Measurement(
        String scenario,
        String engine,
        List<Sample> samples,
        @Nullable String failure) {
    /** Copies the list. */
    public Measurement {
        samples = List.copyOf(samples);
    }

    /** What a failure begins with that is the breach of a law. */
    public static final String BROKEN_LAW = "LAW BROKEN";

    /**
     * Whether the failure, if there is one, is the breach of a law.
     *
     * @return whether it is
     */
    public boolean brokeLaw() {
        return failure != null && failure.contains(BROKEN_LAW);
    }

    /**
     * The middle one of the forks' figures, in whatever state of the machine they were found.
     *
     * @param figure which figure
     * @return the median of those that are numbers; NaN if none is
     */
    public double median(ToDoubleFunction<Sample> figure) {
        return median(figure, sample -> true);
    }

    /**
     * The middle ones of the forks' figures in both states of the machine.
     *
     * @param figure which figure
     * @param nearest nanoseconds that a cache line takes from one processor to the other when they are near
     * @return the medians
     */
    Pace pace(ToDoubleFunction<Sample> figure, double nearest) {
        return new Pace(
                median(figure, sample -> sample.isOfAnyState() || Sample.alike(sample.line(), nearest)),
                median(figure, sample -> sample.isOfAnyState() || !Sample.alike(sample.line(), nearest)));
    }

    private double median(ToDoubleFunction<Sample> figure, Predicate<Sample> which) {
        double[] sorted = samples.stream()
                .filter(which)
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
