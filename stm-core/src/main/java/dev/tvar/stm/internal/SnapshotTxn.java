package dev.tvar.stm.internal;

import dev.tvar.stm.ReadTxn;
import org.jspecify.annotations.Nullable;

/** What the body of a snapshot holds: the right to read in it. As {@link TxnHandle}, it is stored nowhere. */
public final class SnapshotTxn implements ReadTxn {
    private final Snapshot snapshot;

    /** The snapshot's thread, here as well: so the compiler sees that it is the thread that it compiles for. */
    private final Thread owner;

    SnapshotTxn(Snapshot snapshot, Thread owner) {
        this.snapshot = snapshot;
        this.owner = owner;
    }

    /**
     * The value of a variable at the instant.
     *
     * @param cell the variable
     * @return its value
     */
    public @Nullable Object read(RefCell cell) {
        return snapshot().read(cell);
    }

    /**
     * The value of a variable at the instant.
     *
     * @param cell the variable
     * @return its value
     */
    public long read(LongCell cell) {
        return snapshot().read(cell);
    }

    private Snapshot snapshot() {
        if (Thread.currentThread() != owner) {
            snapshot.checkUse();
        }
        return snapshot;
    }
}
