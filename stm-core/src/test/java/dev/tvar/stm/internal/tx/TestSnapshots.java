package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.snapshot.Snapshot;
import dev.tvar.stm.internal.snapshot.Snapshots;

/** Opens and closes snapshots as {@link SnapshotTxn#run} does. */
public final class TestSnapshots {
    private TestSnapshots() {}

    public static Snapshot open() {
        Snapshot snapshot = new Snapshot();
        Snapshots.open(snapshot);
        return snapshot;
    }

    public static void close(Snapshot snapshot) {
        snapshot.ended = true;
        Snapshots.close(snapshot);
    }
}
