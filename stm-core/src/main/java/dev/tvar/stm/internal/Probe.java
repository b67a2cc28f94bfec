package dev.tvar.stm.internal;

import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.diagnostics.LastWriters;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.diagnostics.LiveTicket;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.diagnostics.Report;
import dev.tvar.stm.internal.diagnostics.Switch;
import org.jspecify.annotations.Nullable;

/**
 * Reports the engine's actions to diagnostics: the only class that knows both. Reports on the fast path of every
 * transaction are guarded by a flag; the others are on slow paths. Diagnostics must not make a transaction fail: where
 * memory or stack runs out in here, the fact goes unreported.
 */
final class Probe {
    private Probe() {}

    /** Begins to watch a call, since a session is open; returns null if there is no memory for it. */
    static @Nullable LiveCall begin(@Nullable String name) {
        try {
            return LiveCall.begin(name);
        } catch (VirtualMachineError e) {
            return null;
        }
    }

    /** Records that the call's last attempt has committed; its set is unchanged since. */
    static void committed(LiveCall watched, Call call) {
        try {
            count(watched, call);
        } catch (VirtualMachineError e) {
            // unreported
        }
    }

    private static void count(LiveCall watched, Call call) {
        int reads = 0;
        int writes = 0;
        for (Access a = call.transaction.first(), end = call.transaction.end(); a != end; a = AccessSet.next(a)) {
            reads += a.isDependedOn() ? 1 : 0;
            writes += a.isWritten() ? 1 : 0;
        }
        watched.committed(call.attempts(), reads, writes);
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
    static void stores(Call call, long version) {
        try {
            noteWriter(call, version);
        } catch (VirtualMachineError e) {
            // unreported
        }
    }

    private static void noteWriter(Call call, long version) {
        for (Access a = call.transaction.first(), end = call.transaction.end(); a != end; a = AccessSet.next(a)) {
            if (a.isWritten()) {
                LastWriters.note(a.cell, version, call.name());
            }
        }
    }

    /** Records that an attempt ended by its own action. */
    static void aborted(AbortKind kind, Call call) {
        try {
            Report.aborted(kind, call.name(), call.attempts());
        } catch (VirtualMachineError e) {
            // unreported
        }
    }

    /**
     * Records that an attempt is lost to another transaction over a variable, if that is known; its set is unchanged
     * since.
     */
    static void lost(Call call, @Nullable Cell over, boolean gaveWay, boolean lockedOut) {
        if (over == null) {
            return; // the body threw the signal of another transaction
        }
        try {
            AbortKind kind = gaveWay ? AbortKind.TICKET : lockedOut ? AbortKind.LOCKED : kindOf(call, over);
            if (Switch.watchesConflicts()) {
                Report.lost(kind, call.name(), call.attempts(), over, winner(kind, over));
            } else {
                Report.counted(kind);
            }
        } catch (VirtualMachineError e) {
            // unreported
        }
    }

    private static AbortKind kindOf(Call call, Cell over) {
        Access access = call.transaction.find(over);
        boolean onlyCompared = access != null && access.has(Access.ANSWERED) && !access.has(Access.READ);
        return onlyCompared ? AbortKind.ANSWER_CHANGED : AbortKind.READ_CHANGED;
    }

    private static @Nullable String winner(AbortKind kind, Cell over) {
        if (kind == AbortKind.TICKET) {
            return LiveTicket.lastName();
        }
        long word = over.stamp();
        return kind == AbortKind.LOCKED && !Stamp.isLocked(word)
                ? null // the lock holder is gone, and may have written nothing
                : LastWriters.of(over, Stamp.version(word), Stamp.isLocked(word));
    }

    /** Records that a transaction begins to wait for a change of its read set. */
    static LiveWait waits(Call call) {
        Stack.reserve(Stack.TO_CLEAN_UP); // a transaction that is shown as waiting must be removed again
        return LiveWait.begin(call.name());
    }

    /** Records that a transaction begins to queue for the ticket, or to wait until it is free. */
    static LiveWait queues(Call call) {
        Stack.reserve(Stack.TO_CLEAN_UP);
        LiveWait wait = LiveWait.begin(call.name());
        wait.sleeps();
        return wait;
    }

    /** Records that a transaction has the ticket. */
    static void tookTicket(Call call) {
        try {
            LiveTicket.taken(call.name());
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
