package dev.tvar.stm.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells whose value a transaction has read, each with the version that it saw. */
final class ReadSet extends CellTable {
    private long[] versions = new long[0];

    /**
     * Records that the cell was seen at this version. A cell that is recorded already is recorded again only while the set
     * is so small that this costs less than to look for it.
     */
    void record(Cell cell, long version) {
        if (isSmall() || find(cell) < 0) {
            int i = append(cell);
            versions[i] = version;
        }
    }

    @Override
    void resize(int capacity) {
        versions = Arrays.copyOf(versions, capacity);
    }

    long version(int i) {
        return versions[i];
    }

    /**
     * The first cell that no longer has the version that was seen, or null. A cell that another has locked is waited for,
     * unless that lasts and {@code writes} holds locks itself and is not patient: then it counts as changed.
     */
    @Nullable
    Cell firstChanged(WriteSet writes) {
        for (int i = 0; i < size(); i++) {
            if (!isUnchanged(cell(i), versions[i], writes)) {
                return cell(i);
            }
        }
        return null;
    }

    private static boolean isUnchanged(Cell cell, long version, WriteSet writes) {
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (Stamp.version(word) != version) {
                return false;
            }
            if (!Stamp.isLocked(word) || writes.holdsLockOf(cell)) {
                return true;
            }
            if (writes.mustNotWait(spins)) {
                return false;
            }
            Spin.pause(spins);
        }
    }
}
