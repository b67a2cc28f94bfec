package dev.tvar.stm.testing.planted;

/**
 * How one rung of the tests dealt with a bug.
 *
 * @param noticed whether it noticed the bug
 * @param guard the program or test class
 * @param seconds how long it took
 * @param report what it said, in a line or a few
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
