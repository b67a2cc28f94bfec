package dev.tvar.stm.benchmarks.result;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All forks of one cell.
 *
 * @param scenario its id
 * @param engine its label
 * @param samples the figures of each fork
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

    /** The beginning of a failure that is a broken law. */
    public static final String BROKEN_LAW = "LAW BROKEN";

    /** Whether a law was broken. */
    public boolean brokeLaw() {
        return failure != null && failure.contains(BROKEN_LAW);
    }

    /** The median of a figure over all forks that measured it; NaN if none did. */
    public double median(ToDoubleFunction<Sample> figure) {
        double[] sorted = samples.stream()
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
