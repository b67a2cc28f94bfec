package dev.tvar.stm.internal;

/**
 * What {@code isAtLeast} records of one variable in place of its value: the range of values for which all answers stay the
 * same.
 *
 * <p>A value can leave its range and come back. So that an answer is the one of a given instant, not of some later moment
 * when it happens to be the same again, there is also the version at which it was found to hold last; a newer version
 * counts only if it belongs to the instant itself.
 */
final class Answers {
    /** What can be said of answers at an instant. */
    enum Verdict {
        /** They are the same. */
        HOLD,
        /** One is another. */
        CHANGED,
        /** The variable was written after the instant: ask again for a later one. */
        TOO_NEW
    }

    private long lowest;
    private long highest;
    private long version;

    void start(long seenVersion, long low, long high) {
        lowest = low;
        highest = high;
        version = seenVersion;
    }

    void narrow(long seenVersion, long low, long high) {
        lowest = Math.max(lowest, low);
        highest = Math.min(highest, high);
        version = seenVersion;
    }

    /**
     * Judges a value, and remembers that the answers hold for it if they do.
     *
     * @param found the version of the value
     * @param value the value
     * @param own whether the variable is locked by the attempt that asks: what it holds is of any instant since
     * @param instant what the clock showed at the instant asked for, which is past
     */
    Verdict judge(Cell cell, long found, long value, boolean own, long instant) {
        if (found == version) {
            return Verdict.HOLD; // not written since it was found to hold
        }
        if (!own && found > instant && Seam.goes(Step.REFUSE_LATER_ANSWER, cell)) {
            return Verdict.TOO_NEW;
        }
        if (value < lowest || value > highest) {
            return Verdict.CHANGED;
        }
        version = found;
        return Verdict.HOLD;
    }
}
