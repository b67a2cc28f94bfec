package dev.tvar.stm.internal.snapshot;

import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Shared;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/*
 * Goal. A snapshot reads any number of cells at one instant, runs once, and blocks no writer. History costs nothing
 * while no snapshot is open, and none is left after the last snapshot has closed.
 *
 * Mechanism. A snapshot first enters the list of open snapshots, then advances the clock past every published version
 * (Clock.leap) and takes the new time as its instant s. A committer, having taken its version, reads that list; if an
 * open snapshot sees the version that it is about to overwrite (version <= s), it saves the value. A reference goes into
 * the table of each snapshot that sees it ({@link SavedValues}). A number goes into {@code previous}, a field of the
 * variable itself; before that, the number already there is moved to the table of each older snapshot that needs it. The
 * snapshot reads the cell itself where the version is <= s, the saved value otherwise, and waits where a cell is locked at
 * a version <= s: the commit that holds the lock may belong to the instant.
 *
 * Why it is right. Let tc(W) be the moment when W reads the clock, all locks held. By (3) in {@link Clock}, W belongs to
 * the snapshot exactly if tc(W) is before the leap, and that is a prefix of the serial order. If tc(W) is after the leap
 * it is after the entry in the list as well, so W sees the snapshot and saves the values that it overwrites before
 * storing the new stamp. A committer that finds the instant not yet taken takes it for the snapshot, by a leap of its
 * own and a CAS, so that the instant is always decided; that committer then belongs to the snapshot itself, and the
 * values that it has saved are replaced by the values of the first commit that does not belong to it. Only one such
 * commit overwrites the version of the instant; later ones find a version above s and save nothing for this snapshot.
 *
 * For numbers: if the version of a variable is above s, its number at s is in the snapshot's table, or else in {@code
 * previous}. The commit that overwrote the number at s has put it into {@code previous}; a later commit replaces it only
 * for a snapshot that sees a later version, and first moves it to the table, unless the table has a number of this
 * variable already: then that one was moved earlier. The same holds if that commit fails before its first store. A
 * snapshot reads {@code previous} first and its table second: a number that has replaced its own in between was stored after
 * the move, so the search finds its own. It needs no second look at the stamp, and does not wait for a lock.
 *
 * Bound. Per open snapshot at most one saved value for each cell that was overwritten since it opened. What stays in
 * {@code previous} after the last snapshot is a number, and keeps nothing alive. A reference would.
 *
 * Cost. One volatile read per commit while none is open, of a line that the commit reads anyway ({@link Shared}). While one
 * is open: one store per overwritten number, on the line that the commit has locked, and one entry in a table per
 * overwritten reference. Opening and closing take four atomic operations, and a monitor where several are open; they need
 * no reserve of stack, since the only action that must not fail is one plain write. (Multi-version history in the cells, as
 * in Cachopo and Rito-Silva, "Versioned Boxes as the Basis for Memory Transactions", 2006, needs a list in every cell and
 * trimming. One previous version in place: CALC, Ren et al., SIGMOD 2016; Trinity, Ramalhete et al., PPoPP 2021.)
 */
public final class Snapshots {
    private static final VarHandle OPEN;

    static {
        try {
            OPEN = MethodHandles.lookup().findVarHandle(Shared.class, "open", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Snapshots() {}

    // ---- for the snapshot's thread

    /** Enters a snapshot in the list and takes its instant. If this fails, the caller closes the snapshot. */
    public static void open(Snapshot snapshot) {
        Seam.goes(Step.OPEN_SNAPSHOT, null);
        Snapshot newest;
        do {
            newest = newest();
            snapshot.next = newest;
        } while (!OPEN.compareAndSet(Shared.LINE, newest, snapshot));
        snapshot.begin();
    }

    /**
     * Removes an ended snapshot from the list. If that fails, because the stack is full, the next snapshot that closes
     * beside it removes it.
     */
    public static void close(Snapshot snapshot) {
        if (Seam.goes(Step.CLOSE_SNAPSHOT, null)
                && !(snapshot.next == null && OPEN.compareAndSet(Shared.LINE, snapshot, null))) {
            dropEnded();
        }
    }

    /** Allocates nothing, since memory may be full. The monitor excludes other removals; others may enter meanwhile. */
    private static synchronized void dropEnded() {
        Snapshot newest = newest();
        while (newest != null && newest.ended) {
            OPEN.compareAndSet(Shared.LINE, newest, newest.next);
            newest = newest();
        }
        for (Snapshot present = newest; present != null; present = present.next) {
            Snapshot next = present.next;
            while (next != null && next.ended) {
                next = next.next;
            }
            present.next = next;
        }
    }

    private static @Nullable Snapshot newest() {
        return (Snapshot) Shared.LINE.open;
    }

    // ---- for a committer that has its version and its locks

    /** The newest open snapshot, if there is one. */
    public static @Nullable Snapshot openNow() {
        return Seam.goes(Step.LOOK_FOR_SNAPSHOTS, null) ? newest() : null;
    }

    /**
     * Saves the value of a variable, which the caller has locked at this version and is about to overwrite, for the open
     * snapshots that see it.
     */
    public static void save(Snapshot newest, Cell cell, long version) {
        if (cell instanceof LongCell number) {
            saveInside(newest, number, version);
            return;
        }
        for (Snapshot each = newest; each != null; each = each.next) {
            if (each.sees(version) && Seam.goes(Step.KEEP_FOR_SNAPSHOTS, cell)) {
                each.save(Seqlock.save(cell));
            }
        }
    }

    private static void saveInside(Snapshot newest, LongCell cell, long version) {
        boolean isSeen = false;
        for (Snapshot each = newest; each != null; each = each.next) {
            isSeen |= each.sees(version);
        }
        if (!isSeen) {
            return;
        }
        for (Snapshot each = newest; each != null; each = each.next) {
            if (!each.ended && !each.sees(version) && Seam.goes(Step.MOVE_PREVIOUS, cell)) {
                each.movePrevious(cell);
            }
        }
        if (Seam.goes(Step.KEEP_FOR_SNAPSHOTS, cell)) {
            Seqlock.keepPrevious(cell);
        }
    }

    // ---- for the seam

    /** The number of open snapshots: not a step. */
    public static int count() {
        int count = 0;
        for (Snapshot each = newest(); each != null; each = each.next) {
            count++;
        }
        return count;
    }

    /** Drops all open snapshots. */
    public static void reset() {
        Shared.LINE.open = null;
    }
}
