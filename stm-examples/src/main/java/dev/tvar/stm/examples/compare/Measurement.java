package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What was seen of one engine, once.
 *
 * @param engine the engine
 * @param load what it had to do
 * @param threads how many threads did it
 * @param complete false if it was interrupted
 * @param operations how many operations were made
 * @param nanos how long that took, in nanoseconds
 * @param latencies of a sample of the operations, in nanoseconds
 * @param aborts runs thrown away and repeated; empty where there is no such thing
 * @param audits how many totals were looked at, by the auditor and by the workers
 * @param wrongAudits how many of them were wrong
 * @param finalTotal the sum of all accounts after the last operation
 * @param atStake how much money was under way when somebody died
 * @param timeline what the auditor saw over time
 */
public record Measurement(
        Engine engine,
        Workload load,
        int threads,
        boolean complete,
        long operations,
        long nanos,
        Histogram latencies,
        OptionalLong aborts,
        long audits,
        long wrongAudits,
        long finalTotal,
        long atStake,
        List<Timeline.Slice> timeline) {

    /**
     * How fast it was.
     *
     * @return operations per second
     */
    public double rate() {
        return (double) operations * TimeUnit.SECONDS.toNanos(1) / Math.max(1, nanos);
    }
}
