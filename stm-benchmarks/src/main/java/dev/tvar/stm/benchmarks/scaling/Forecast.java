package dev.tvar.stm.benchmarks.scaling;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.result.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Predictions for all variants and numbers of cores, made from what was measured on this machine with one thread, and
 * checked against what was measured with two.
 *
 * @param lineNanos what a cache line takes from one core to another
 * @param accounts among how many accounts money moves
 * @param rows all predictions of one variant each
 */
public record Forecast(double lineNanos, int accounts, List<Row> rows) {
    /** For which numbers of cores. */
    public static final List<Integer> CORES = List.of(1, 2, 4, 8, 16, 32, 64);

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * One variant.
     *
     * @param variant the variant
     * @param predictions one for each number of cores
     * @param measuredWithTwo transfers per second that two threads really made; empty for what only the model has
     */
    public record Row(Variant variant, List<Prediction> predictions, OptionalDouble measuredWithTwo) {}

    /** Copies the list. */
    public Forecast {
        rows = List.copyOf(rows);
    }

    /**
     * Makes a forecast. Variants whose engine was not measured are left out.
     *
     * @param accounts how many accounts; W1 must have been measured with as many
     * @param measured a run with W1, 1 and 2 threads
     * @param lineNanos what a cache line takes from one core to another
     * @return the forecast
     */
    public static Forecast of(int accounts, Results measured, double lineNanos) {
        List<Row> rows = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            double alone =
                    measured.pace(id(accounts, 1), variant.localWorkLike()).shown();
            if (!Double.isNaN(alone)) {
                double localNanos = NANOS_PER_SECOND / alone;
                List<Prediction> predictions = CORES.stream()
                        .map(cores -> Prediction.of(variant, cores, accounts, localNanos, lineNanos))
                        .toList();
                rows.add(new Row(variant, predictions, measuredWithTwo(variant, accounts, measured)));
            }
        }
        return new Forecast(lineNanos, accounts, rows);
    }

    private static OptionalDouble measuredWithTwo(Variant variant, int accounts, Results measured) {
        double rate = variant.isMeasured()
                ? measured.pace(id(accounts, 2), variant.localWorkLike()).shown()
                : Double.NaN;
        return Double.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    private static String id(int accounts, int threads) {
        return "w1/%d/%d".formatted(accounts, threads);
    }

    /**
     * The engines that must be measured for a forecast.
     *
     * @return the engines
     */
    public static List<Engines> engines() {
        return Arrays.stream(Variant.values())
                .map(Variant::localWorkLike)
                .distinct()
                .toList();
    }
}
