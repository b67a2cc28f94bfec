package dev.tvar.stm.internal.snapshot;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * Goal. A snapshot reads any number of cells at one instant, runs once, and blocks no writer. History costs nothing
 * while no snapshot is open, and none is left after the last snapshot has closed.
 *
 * Mechanism. A snapshot first enters the list of open snapshots, then advances the clock past every published version
 * (Clock.leap) and takes the new time as its instant s. A committer, having taken its version, reads that list; for
 * each open snapshot that sees the version it is about to overwrite (version <= s) it puts the old value into the
 * snapshot's own table ({@link SavedValues}). The snapshot reads the cell itself where the version is <= s, its table
 * otherwise, and waits for a locked cell: the commit that holds the lock may belong to the instant. The history is the
 * table, so it is discarded with the snapshot.
 *
 * Why it is right. Let tc(W) be the moment when W reads the clock, all locks held. By (3) in {@link Clock}, W belongs to
 * the snapshot exactly if tc(W) is before the leap, and that is a prefix of the serial order. If tc(W) is after the leap
 * it is after the entry in the list as well, so W sees the snapshot and saves the values that it overwrites before
 * storing the new stamp. A committer that finds the instant not yet taken takes it for the snapshot, by a leap of its
 * own and a CAS, so that the instant is always decided; that committer then belongs to the snapshot itself, and the
 * values that it has saved are replaced by the values of the first commit that does not belong to it. Only one such
 * commit overwrites the version of the instant; later ones find a version above s and save nothing.
 *
 * Bound. Per open snapshot at most one saved value for each cell that was overwritten since it opened.
 *
 * Cost. One volatile read per commit while none is open; one saved value per snapshot and overwritten cell while one
 * is. Opening and closing take four atomic operations, and a monitor where several are open; they need no reserve of
 * stack, since the only action that must not fail is one plain write. (Multi-version history in the cells, as in
 * Cachopo and Rito-Silva, "Versioned Boxes as the Basis for Memory Transactions", 2006, needs a field in every cell and
 * trimming.)
 */
public final class Snapshots {
    private static final @Nullable Snapshot[] NONE = {};

    private static final VarHandle OPEN;

    static {
        try {
            OPEN = MethodHandles.lookup().findStaticVarHandle(Snapshots.class, "open", Snapshot[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * The open snapshots, with gaps where some have closed since the last one was opened. Replaced by CAS, through
     * OPEN.
     */
    private static volatile @Nullable Snapshot[] open = NONE;

    private Snapshots() {}

    /** Enters a snapshot in the list and takes its instant. If this fails, the caller closes the snapshot. */
    public static void open(Snapshot snapshot) {
        Seam.goes(Step.OPEN_SNAPSHOT, null);
        if (!OPEN.compareAndSet(NONE, snapshot.alone)) {
            openBesideOthers(snapshot);
        }
        snapshot.begin();
    }

    /**
     * The monitor prevents other threads from removing snapshots from the list while it is copied; a single snapshot
     * needs no monitor.
     */
    private static synchronized void openBesideOthers(Snapshot snapshot) {
        @Nullable Snapshot[] present;
        @Nullable Snapshot[] longer;
        do {
            present = open;
            longer = with(present, snapshot);
        } while (!OPEN.compareAndSet(present, longer));
    }

    private static @Nullable Snapshot[] with(@Nullable Snapshot[] present, Snapshot snapshot) {
        @Nullable Snapshot[] longer = new Snapshot[present.length + 1];
        int kept = 0;
        for (Snapshot other : present) {
            if (other != null && !other.ended) {
                longer[kept++] = other;
            }
        }
        longer[kept++] = snapshot;
        return Arrays.copyOf(longer, kept);
    }

    /** The number of open snapshots, for the seam: not a step. */
    public static int count() {
        int count = 0;
        for (Snapshot snapshot : open) {
            count += snapshot == null ? 0 : 1;
        }
        return count;
    }

    /** Drops all open snapshots, for the seam. */
    public static void reset() {
        open = NONE;
    }

    /**
     * Removes an ended snapshot from the list. If that fails, because the stack is full, the next snapshot that opens
     * or closes removes it.
     */
    public static void close(Snapshot snapshot) {
        if (Seam.goes(Step.CLOSE_SNAPSHOT, null) && !OPEN.compareAndSet(snapshot.alone, NONE)) {
            dropEnded();
        }
    }

    /** Works in place, since nothing may be allocated here: memory may be full. */
    private static synchronized void dropEnded() {
        @Nullable Snapshot[] present;
        boolean someAreOpen;
        do {
            present = open;
            someAreOpen = false;
            for (int i = 0; i < present.length; i++) {
                Snapshot snapshot = present[i];
                if (snapshot != null && snapshot.ended) {
                    present[i] = null;
                } else {
                    someAreOpen |= snapshot != null;
                }
            }
        } while (!OPEN.compareAndSet(present, someAreOpen ? present : NONE));
    }

    /** The open snapshots, with gaps: for a committer that has its version. */
    public static @Nullable Snapshot[] openNow() {
        return Seam.goes(Step.LOOK_FOR_SNAPSHOTS, null) ? open : NONE;
    }
}
