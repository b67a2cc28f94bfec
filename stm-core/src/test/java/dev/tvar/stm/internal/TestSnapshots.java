package dev.tvar.stm.internal;

/** Opens and closes snapshots as {@link Attempts#snapshot} does. */
final class TestSnapshots {
    private TestSnapshots() {}

    static Snapshot open() {
        Snapshot snapshot = new Snapshot();
        Snapshots.open(snapshot);
        return snapshot;
    }

    static void close(Snapshot snapshot) {
        snapshot.ended = true;
        Snapshots.close(snapshot);
    }
}
