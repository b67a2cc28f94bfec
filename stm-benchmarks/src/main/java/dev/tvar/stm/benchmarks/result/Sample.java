package dev.tvar.stm.benchmarks.result;

/**
 * The figures of one fork. {@code results.json} uses the names of the components.
 *
 * @param rate operations per second; in W2 with transfers: completed sums
 * @param bytes heap bytes allocated per operation; in W8: heap bytes per waiter; NaN if not measured
 * @param besides operations per second of the concurrent writer; NaN if there is none
 * @param reruns wasted runs per operation: runs of bodies beyond the first, divided by operations; NaN if the engine never repeats
 *     a body
 * @param starved the share of operations that the engine gave up
 * @param cpu nanoseconds of processor time per operation, of the whole JVM; NaN if not measured
 */
public record Sample(double rate, double bytes, double besides, double reruns, double starved, double cpu) {}
