package dev.tvar.stm.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * Goal. A snapshot reads any number of cells at one instant, runs once, and holds up no writer. Nobody pays for history
 * while no snapshot is open, and none is left when the last one has closed.
 *
 * Mechanism. A snapshot first enters the list of open ones, then lets the clock leap and takes the new time as its
 * instant s. A committer, having taken its version, looks at that list; for each open snapshot that sees the version it
 * is about to overwrite (version <= s) it puts the old value into the snapshot's own table ({@link Kept}). The snapshot
 * reads the cell itself where the version is <= s, its table otherwise, and waits for a locked cell: its holder may belong to the
 * instant. The history is the table, so it goes with the snapshot.
 *
 * Why it is right. Let tc(W) be the moment when W reads the clock, all locks held. By (3) in {@link Clock}, W belongs to
 * the snapshot exactly if tc(W) is before the leap, and that is a prefix of the serial order. If tc(W) is after the leap
 * it is after the entry in the list as well, so W sees the snapshot and keeps what it overwrites before storing the new
 * stamp. A committer that finds the instant not yet taken takes it for the snapshot, by a leap of its own and a CAS, so
 * that no one ever has to guess; it then belongs to the snapshot itself, and what it has kept is replaced by the first
 * commit that does not. Only one such commit overwrites the version of the instant; later ones find a version above s
 * and leave it alone.
 *
 * Bound. Per open snapshot at most one kept value for each cell that was overwritten since it opened.
 *
 * Cost. One volatile read per commit while none is open; one kept value per snapshot and overwritten cell while one is.
 * Opening and closing are four atomic operations, and a monitor where several are open; they need no reserve of stack, since all
 * that must not fail is one plain write. (Multi-version history in the cells, as in Cachopo and Rito-Silva,
 * "Versioned Boxes as the Basis for Memory Transactions", 2006, needs a field in every cell and trimming.)
 */
final class Snapshots {
    private static final @Nullable Snapshot[] NONE = {};

    private static final VarHandle OPEN;

    static {
        try {
            OPEN = MethodHandles.lookup().findStaticVarHandle(Snapshots.class, "open", Snapshot[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The open ones, with gaps where some have closed since the last was opened. Replaced by CAS, through OPEN. */
    private static volatile @Nullable Snapshot[] open = NONE;

    private Snapshots() {}

    /** Enters a snapshot in the list and takes its instant. Whatever fails, the caller closes it. */
    static void open(Snapshot snapshot) {
        Seam.goes(Step.OPEN_SNAPSHOT, null);
        if (!OPEN.compareAndSet(NONE, snapshot.alone)) {
            openBesideOthers(snapshot);
        }
        snapshot.begin();
    }

    /** The monitor keeps others from taking snapshots off the list while it is copied; one that is alone needs no monitor. */
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

    /** How many are open, for the seam: not a step. */
    static int count() {
        int count = 0;
        for (Snapshot snapshot : open) {
            count += snapshot == null ? 0 : 1;
        }
        return count;
    }

    /** Forgets all that are open, for the seam. */
    static void reset() {
        open = NONE;
    }

    /** Takes a snapshot that has ended off the list. If that fails, for want of stack, the next to open or close does it. */
    static void close(Snapshot snapshot) {
        if (!Seam.goes(Step.CLOSE_SNAPSHOT, null)) {
            return;
        }
        if (!OPEN.compareAndSet(snapshot.alone, NONE)) {
            dropEnded();
        }
        Probe.snapshotEnded(snapshot);
    }

    /** In place, since nothing may be allocated here: memory may be full. */
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

    /** Keeps what is about to be overwritten, all of it locked, for those who still see it. */
    static void keep(AccessSet accesses) {
        if (!Seam.goes(Step.LOOK_FOR_SNAPSHOTS, null)) {
            return;
        }
        for (Snapshot snapshot : open) {
            if (snapshot == null) {
                continue; // closed
            }
            for (Access a = accesses.first(), end = accesses.end(); a != end; a = AccessSet.next(a)) {
                if (a.isWritten() && sees(snapshot, a.word) && Seam.goes(Step.KEEP_FOR_SNAPSHOTS, a.cell)) {
                    snapshot.keep(a.cell);
                }
            }
        }
    }

    private static boolean sees(Snapshot snapshot, long word) {
        return !snapshot.ended && Stamp.version(word) <= snapshot.instant();
    }
}
