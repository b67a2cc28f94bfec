package dev.tvar.stm.benchmarks.workload;

/** The laws that every run must keep; a broken law ends the run. */
public final class Invariant {
    private Invariant() {}

    /**
     * Checks that two numbers are equal.
     *
     * @param what names the number in the message
     * @throws IllegalStateException if they differ
     */
    public static void check(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException("LAW BROKEN: %s: %,d expected, %,d found".formatted(what, expected, found));
        }
    }
}
