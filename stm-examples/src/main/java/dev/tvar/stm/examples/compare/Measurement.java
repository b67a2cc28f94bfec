package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.support.Auditor;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What was seen of one engine.
 *
 * @param engine the engine
 * @param asked how many transfers it was given
 * @param done how many it had made when it ended; fewer only if it was interrupted
 * @param nanos how long that took, in nanoseconds
 * @param latencies of a sample of the transfers, in nanoseconds
 * @param aborts runs thrown away and repeated; empty where there is no such thing
 * @param findings what the auditor saw meanwhile
 * @param finalTotal the sum of all accounts after the last transfer
 * @param remarks what else to tell
 */
public record Measurement(
        Engine engine,
        int asked,
        long done,
        long nanos,
        Histogram latencies,
        OptionalLong aborts,
        Auditor.Findings findings,
        long finalTotal,
        List<String> remarks) {

    /**
     * How fast it was.
     *
     * @return transfers per second
     */
    public double rate() {
        return (double) done * TimeUnit.SECONDS.toNanos(1) / Math.max(1, nanos);
    }

    /**
     * Whether it made all that it was given.
     *
     * @return false if it was interrupted
     */
    public boolean complete() {
        return done == asked;
    }

    /**
     * A latency that so many of the sampled transfers did not exceed.
     *
     * @param percentile from 0 to 100
     * @return microseconds
     */
    public double latency(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1_000.0;
    }
}
