package dev.tvar.stm.benchmarks.result;

/**
 * What one fork found.
 *
 * @param rate operations per second; in W2 beside transfers: sums that were seen
 * @param bytes heap bytes allocated per operation; in W8: heap bytes per waiter; NaN if not measured
 * @param besides operations per second of the thread beside, NaN if there is none
 * @param reruns bodies that ran in vain, per operation; NaN if the engine does not repeat bodies
 * @param starved the share of operations that the engine gave up
 */
public record Sample(double rate, double bytes, double besides, double reruns, double starved) {}
