package dev.tvar.stm.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cells that a transaction has compared with something, each with the range of values for which all answers stay the
 * same: what {@code isAtLeast} records in place of a version.
 */
final class RangeSet extends CellTable {
    private long[] lowest = new long[0];
    private long[] highest = new long[0];

    /** Records that the answers given so far hold for values from {@code low} to {@code high} only. */
    void narrow(LongCell cell, long low, long high) {
        int i = find(cell);
        if (i < 0) {
            i = append(cell);
            lowest[i] = low;
            highest[i] = high;
        } else {
            lowest[i] = Math.max(lowest[i], low);
            highest[i] = Math.min(highest[i], high);
        }
    }

    @Override
    void resize(int capacity) {
        lowest = Arrays.copyOf(lowest, capacity);
        highest = Arrays.copyOf(highest, capacity);
    }

    boolean contains(int i, long value) {
        return lowest[i] <= value && value <= highest[i];
    }

    /** The first cell whose value has left its range, or null; waits for locks as {@link ReadSet#firstChanged} does. */
    @Nullable
    Cell firstChanged(WriteSet writes) {
        for (int i = 0; i < size(); i++) {
            if (!isUnchanged(i, writes)) {
                return cell(i);
            }
        }
        return null;
    }

    private boolean isUnchanged(int i, WriteSet writes) {
        LongCell cell = (LongCell) cell(i);
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (!Stamp.isLocked(word) || writes.holdsLockOf(cell)) {
                long value = cell.value;
                if (cell.isStill(word)) {
                    return contains(i, value);
                }
            }
            if (writes.mustNotWait(spins)) {
                return false;
            }
            Spin.pause(spins);
        }
    }
}
