package dev.tvar.stm.benchmarks.workload;

/** The laws that a run must keep; a broken one ends the run. */
final class Law {
    private Law() {}

    /**
     * Checks one.
     *
     * @param what whose law it is, for the message
     * @param expected what must be
     * @param found what is
     * @throws IllegalStateException if they differ
     */
    static void holds(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException("LAW BROKEN: %s: %,d expected, %,d found".formatted(what, expected, found));
        }
    }
}
