package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * All measurements of one engine under one load with one number of threads.
 *
 * @param engine the engine
 * @param load the load
 * @param threads how many threads
 * @param rounds one measurement per repetition, at least one
 */
public record Cell(Engine engine, Workload load, int threads, List<Measurement> rounds) {
    private static final double NANOS_PER_MICRO = 1_000;

    /**
     * How fast it was.
     *
     * @return operations per second
     */
    public Spread rate() {
        return Spread.of(rounds.stream().mapToDouble(Measurement::rate).toArray());
    }

    /**
     * The latencies of all rounds together.
     *
     * @return nanoseconds
     */
    public Histogram latencies() {
        Histogram all = new Histogram(rounds.get(0).latencies().getNumberOfSignificantValueDigits());
        rounds.forEach(round -> all.add(round.latencies()));
        return all;
    }

    /**
     * The latency that a percentage of the sampled operations did not exceed.
     *
     * @param percentile from 0 to 100
     * @return microseconds
     */
    public double latency(double percentile) {
        return latencies().getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }

    /**
     * The number of aborted runs.
     *
     * @return the sum over all rounds; empty for engines that never abort
     */
    public OptionalLong aborts() {
        return rounds.get(0).aborts().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(sum(round -> round.aborts().orElse(0)));
    }

    /**
     * The sum of a figure over all rounds.
     *
     * @param figure the figure of one round
     * @return the sum over all rounds
     */
    public long sum(ToLongFunction<Measurement> figure) {
        return rounds.stream().mapToLong(figure).sum();
    }

    /**
     * The money lost at the end.
     *
     * @param total the total at the begin of each round
     * @return the sum over all rounds; negative if there is more than before
     */
    public long lost(long total) {
        return sum(round -> total - round.finalTotal());
    }

    /**
     * The round that is shown over time.
     *
     * @return the last
     */
    public Measurement last() {
        return rounds.get(rounds.size() - 1);
    }
}
