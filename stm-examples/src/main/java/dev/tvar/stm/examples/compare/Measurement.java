package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.Messages;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One measurement of one engine.
 *
 * @param engine the engine
 * @param load the load
 * @param threads the number of threads
 * @param complete false if it was interrupted
 * @param operations how many operations were made
 * @param transfers how many of them were transfers
 * @param nanos the duration, in nanoseconds
 * @param latencies of a sample of the operations, in nanoseconds
 * @param aborts the number of aborted runs; empty for engines that never abort
 * @param messages the messages between actors
 * @param audits the number of totals read, by the auditor and by the workers
 * @param wrongAudits the number of wrong totals
 * @param finalTotal the sum of all accounts after the last operation
 * @param atStake the money in flight when participants failed
 * @param timeline the totals of the auditor over time
 */
public record Measurement(
        Engine engine,
        Workload load,
        int threads,
        boolean complete,
        long operations,
        long transfers,
        long nanos,
        Histogram latencies,
        OptionalLong aborts,
        Messages messages,
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
