package dev.tvar.stm.internal;

import java.util.Arrays;

/**
 * The cells that a transaction has compared with something, each with the range of values for which all answers stay the
 * same: what {@code isAtLeast} records in place of a value that was read.
 *
 * <p>A value can leave its range and come back. So that an answer is the one of a given instant, not of some later moment
 * when it happens to be the same again, each entry also has the version at which it was found to hold last; a newer
 * version counts only if it belongs to the instant itself.
 */
final class RangeSet extends CellTable {
    /** What can be said of all answers at an instant. */
    enum Verdict {
        /** They are the same. */
        HOLD,
        /** One is another; {@link #culprit} says of which cell. */
        CHANGED,
        /** A cell was written after the instant: ask again for a later one. */
        TOO_NEW
    }

    private long[] lowest = new long[0];
    private long[] highest = new long[0];
    private long[] versions = new long[0];
    private int culprit;

    /** Records that at this version the answers given so far hold for values from {@code low} to {@code high} only. */
    void narrow(LongCell cell, long version, long low, long high) {
        int i = find(cell);
        if (i < 0) {
            i = append(cell);
            lowest[i] = low;
            highest[i] = high;
        } else {
            lowest[i] = Math.max(lowest[i], low);
            highest[i] = Math.min(highest[i], high);
        }
        versions[i] = version;
    }

    @Override
    void resize(int capacity) {
        lowest = Arrays.copyOf(lowest, capacity);
        highest = Arrays.copyOf(highest, capacity);
        versions = Arrays.copyOf(versions, capacity);
    }

    /**
     * Whether all answers are the same at an instant at which the clock showed {@code instant}, and which is past. Waits
     * for locks as {@link ReadSet#firstChanged} does.
     */
    Verdict at(long instant, WriteSet writes) {
        for (int i = 0; i < size(); i++) {
            Verdict verdict = at(instant, writes, i);
            if (verdict != Verdict.HOLD) {
                culprit = i;
                return verdict;
            }
        }
        return Verdict.HOLD;
    }

    /** The cell because of which the answers do not hold. */
    Cell culprit() {
        return cell(culprit);
    }

    private Verdict at(long instant, WriteSet writes, int i) {
        LongCell cell = (LongCell) cell(i);
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            boolean own = Stamp.isLocked(word) && writes.holdsLockOf(cell);
            if (own || !Stamp.isLocked(word)) {
                long value = cell.value;
                if (cell.isStill(word)) {
                    return judge(i, Stamp.version(word), value, own, instant);
                }
            } else if (writes.mustNotWait(spins)) {
                return Verdict.CHANGED;
            }
            Spin.pause(spins);
        }
    }

    private Verdict judge(int i, long version, long value, boolean own, long instant) {
        if (version == versions[i]) {
            return Verdict.HOLD; // not written since it was found to hold
        }
        if (!own && version > instant && Seam.goes(Seam.Step.REFUSE_LATER_ANSWER, cell(i))) {
            return Verdict.TOO_NEW;
        }
        if (value < lowest[i] || value > highest[i]) {
            return Verdict.CHANGED;
        }
        versions[i] = version;
        return Verdict.HOLD;
    }
}
