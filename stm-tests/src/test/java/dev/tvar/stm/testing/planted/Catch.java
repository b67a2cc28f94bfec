package dev.tvar.stm.testing.planted;

/**
 * The result of one kind of test for a bug.
 *
 * @param noticed whether it detected the bug
 * @param guard the program or test class
 * @param seconds how long it took
 * @param report its report, of one or a few lines
 */
record Catch(boolean noticed, String guard, double seconds, String report) {
    static Catch since(long startNanos, boolean noticed, String guard, String report) {
        return new Catch(noticed, guard, (System.nanoTime() - startNanos) / 1e9, report);
    }

    @Override
    public String toString() {
        return guard + (noticed ? " has noticed it: " : " has not noticed it: ") + report;
    }
}
