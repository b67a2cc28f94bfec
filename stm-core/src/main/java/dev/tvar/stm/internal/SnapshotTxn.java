package dev.tvar.stm.internal;

import dev.tvar.stm.ReadTxn;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a snapshot holds: the right to read in it. As {@link TxnHandle}, it is stored nowhere, so that the
 * compiler keeps it in registers: a read is three loads and two comparisons.
 */
public final class SnapshotTxn implements ReadTxn {
    private final Snapshot snapshot;

    /** The snapshot's thread, here as well: so the compiler sees that it is the thread that it compiles for. */
    private final Thread owner;

    /** The snapshot's bound, here as well. Whoever made this handle puts {@link Snapshot#NOTHING} here when the body has ended. */
    long bound;

    SnapshotTxn(Snapshot snapshot, Thread owner) {
        this.snapshot = snapshot;
        this.owner = owner;
        bound = snapshot.bound;
    }

    /**
     * The value of a variable at the instant.
     *
     * @param cell the variable
     * @return its value
     */
    public @Nullable Object read(RefCell cell) {
        if (Thread.currentThread() == owner) {
            long word = cell.stamp();
            Object value = cell.value;
            if (word <= bound && cell.isStill(word)) {
                Recorder.sawRef(cell, Stamp.version(word), false, value);
                return value;
            }
        }
        snapshot.checkUse(bound == Snapshot.NOTHING);
        return snapshot.read(cell);
    }

    /**
     * The value of a variable at the instant.
     *
     * @param cell the variable
     * @return its value
     */
    public long read(LongCell cell) {
        if (Thread.currentThread() == owner) {
            long word = cell.stamp();
            long value = cell.value;
            if (word <= bound && cell.isStill(word)) {
                Recorder.sawLong(cell, Stamp.version(word), false, value);
                return value;
            }
        }
        snapshot.checkUse(bound == Snapshot.NOTHING);
        return snapshot.read(cell);
    }
}
