package dev.tvar.stm.internal.access;

import dev.tvar.stm.internal.cell.Stamp;

/**
 * The record that {@code isAtLeast} keeps of one variable instead of its value: the range of values for which all
 * answers stay the same.
 *
 * <p>A value can leave its range and come back. An answer must hold at a given instant, not at a later moment when it
 * happens to be the same again. So the record also has the latest version at which the answers were found to hold; a
 * newer version counts only if it belongs to the instant itself.
 */
public final class Answers {
    /** The result of checking answers at an instant. */
    public enum Verdict {
        /** All answers are the same. */
        HOLD,
        /** An answer has changed. */
        CHANGED,
        /** The variable was written after the instant: ask again for a later one. */
        TOO_NEW
    }

    private long lowest;
    private long highest;
    private long version;

    /** Returns the lowest value for which {@code value >= limit} has this answer. */
    public static long lowest(boolean answer, long limit) {
        return answer ? limit : Long.MIN_VALUE;
    }

    /** Returns the highest value for which {@code value >= limit} has this answer. */
    public static long highest(boolean answer, long limit) {
        return answer ? Long.MAX_VALUE : limit - 1;
    }

    /** Starts with one answer, which was given at this stamp. */
    void start(long stamp, boolean answer, long limit) {
        start(Stamp.version(stamp), lowest(answer, limit), highest(answer, limit));
    }

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
     * @param own whether the variable is locked by the calling attempt: its value has then been current at every
     *     instant since
     * @param instant the clock at the instant to check, which is past
     */
    public Verdict judge(long found, long value, boolean own, long instant) {
        if (holdAt(found)) {
            return Verdict.HOLD; // not written since
        }
        if (!own && isLater(found, instant)) {
            return Verdict.TOO_NEW;
        }
        if (value < lowest || value > highest) {
            return Verdict.CHANGED;
        }
        version = found;
        return Verdict.HOLD;
    }

    /** Whether this is the latest version at which the answers were found to hold. */
    boolean holdAt(long found) {
        return found == version;
    }

    /** Whether a version is that of a commit after the instant. */
    private static boolean isLater(long found, long instant) {
        return found > instant;
    }
}
