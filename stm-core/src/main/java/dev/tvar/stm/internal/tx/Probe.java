package dev.tvar.stm.internal.tx;

import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.AccessSet;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.diagnostics.LastWriters;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.diagnostics.LiveTicket;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.diagnostics.Report;
import dev.tvar.stm.internal.diagnostics.Switch;
import dev.tvar.stm.internal.diagnostics.Tally;
import dev.tvar.stm.internal.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Reports the engine's actions to diagnostics: the only class that knows both. Reports on the fast path of every
 * transaction are guarded by a flag; the others are on slow paths. Diagnostics must not make a transaction fail: where
 * memory or stack runs out in here, the fact goes unreported.
 */
final class Probe {
    private Probe() {}

    /** Begins to watch a transaction, since a session is open; returns null if there is no memory for it. */
    static @Nullable LiveCall begin(@Nullable String name) {
        try {
            return LiveCall.begin(name);
        } catch (VirtualMachineError e) {
            return null;
        }
    }

    /** Records that the last attempt of a transaction has committed; its set is unchanged since. */
    static void committed(LiveCall watched, AccessSet set, int attempts) {
        try {
            count(watched, set, attempts);
        } catch (VirtualMachineError e) {
            // unreported
        }
    }

    private static void count(LiveCall watched, AccessSet set, int attempts) {
        int reads = 0;
        int writes = 0;
        for (Access a = set.first(), end = set.end(); a != end; a = AccessSet.next(a)) {
            reads += a.isDependedOn() ? 1 : 0;
            writes += a.isWritten() ? 1 : 0;
        }
        watched.committed(attempts, reads, writes);
    }

    /** Ends the watch. */
    static void end(LiveCall watched) {
        try {
            watched.end();
        } catch (VirtualMachineError e) {
            // unreported
        }
    }

    /** Records that a commit, with all locks held and nothing stored, is about to write this version. */
    static void stores(AccessSet set, long version, LiveCall watched) {
        try {
            noteWriter(set, version, watched.name());
        } catch (VirtualMachineError e) {
            // unreported
        }
    }

    private static void noteWriter(AccessSet set, long version, @Nullable String name) {
        for (Access a = set.first(), end = set.end(); a != end; a = AccessSet.next(a)) {
            if (a.isWritten()) {
                LastWriters.note(a.cell, version, name);
            }
        }
    }

    /** Records that an attempt ended by its own action. */
    static void aborted(AbortKind kind, @Nullable String name, int attempt) {
        try {
            Report.aborted(kind, name, attempt);
        } catch (VirtualMachineError e) {
            // unreported
        }
    }

    /**
     * Records that an attempt is lost to another transaction over a variable, if that is known; its set is unchanged
     * since.
     */
    static void lost(AccessSet set, Outcome loss, @Nullable String name, int attempt) {
        Cell over = set.conflict();
        if (over == null) {
            return; // the body threw the signal of another transaction
        }
        try {
            AbortKind kind = loss == Outcome.CHANGED ? kindOfChange(set, over) : loss.kind();
            if (Switch.watchesConflicts()) {
                Report.lost(kind, name, attempt, over, winner(kind, over));
            } else {
                Report.counted(kind);
            }
        } catch (VirtualMachineError e) {
            // unreported
        }
    }

    private static AbortKind kindOfChange(AccessSet set, Cell over) {
        Access access = set.find(over);
        boolean onlyCompared = access != null && access.has(Access.ANSWERED) && !access.has(Access.READ);
        return onlyCompared ? AbortKind.ANSWER_CHANGED : AbortKind.READ_CHANGED;
    }

    private static @Nullable String winner(AbortKind kind, Cell over) {
        if (kind == AbortKind.TICKET) {
            return LiveTicket.lastName();
        }
        long word = Seqlock.stamp(over);
        return kind == AbortKind.LOCKED && !Stamp.isLocked(word)
                ? null // the lock holder is gone, and may have written nothing
                : LastWriters.of(over, Stamp.version(word), Stamp.isLocked(word));
    }

    /** Records that a transaction begins to wait for a change of its read set. */
    static LiveWait waits(@Nullable String name) {
        StackReserve.reserve(StackReserve.TO_CLEAN_UP); // a transaction that is shown as waiting must be removed again
        return LiveWait.begin(name);
    }

    /** Records that a transaction begins to wait for a change of its read set, without a thread. */
    static void suspends() {
        Tally.await();
    }

    /** Records that a transaction begins to queue for the ticket, or to wait until it is free. */
    static LiveWait queues(@Nullable String name) {
        StackReserve.reserve(StackReserve.TO_CLEAN_UP);
        LiveWait wait = LiveWait.begin(name);
        wait.sleeps();
        return wait;
    }

    /** Records that a transaction has the ticket. */
    static void tookTicket(@Nullable String name) {
        try {
            LiveTicket.taken(name);
        } catch (VirtualMachineError e) {
            // unreported
        }
    }

    /** Records that a transaction is about to release the ticket. */
    static void givesTicketBack() {
        LiveTicket.givenBack();
    }

    /** Records that a snapshot has ended. */
    static void snapshotEnded(Snapshot snapshot) {
        try {
            if (Switch.isOn() || snapshot.event != null) {
                Report.snapshotEnded(snapshot.event, snapshot.keptValues());
            }
        } catch (VirtualMachineError e) {
            // unreported
        }
    }
}
