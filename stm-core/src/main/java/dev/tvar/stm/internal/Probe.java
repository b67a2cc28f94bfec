package dev.tvar.stm.internal;

import dev.tvar.stm.AbortKind;
import dev.tvar.stm.internal.diagnostics.LastWriters;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.diagnostics.LiveTicket;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.diagnostics.Report;
import dev.tvar.stm.internal.diagnostics.Switch;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine tells diagnostics what it does: the one place that knows both. What is told on the way of every
 * transaction stands behind a look at a flag; the rest is on ways that are slow anyway. Being watched must not make a
 * transaction fail: where memory or stack run out in here, the fact goes untold.
 */
final class Probe {
    private Probe() {}

    /** Begins to watch a call, since somebody looks; null if there is no room for it. */
    static @Nullable LiveCall begin(@Nullable String name) {
        try {
            return LiveCall.begin(name);
        } catch (VirtualMachineError e) {
            return null;
        }
    }

    /** Its last attempt has committed; its set is as it was then. */
    static void committed(LiveCall watched, Call call) {
        try {
            count(watched, call);
        } catch (VirtualMachineError e) {
            // untold
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

    /** Ends it. */
    static void end(LiveCall watched) {
        try {
            watched.end();
        } catch (VirtualMachineError e) {
            // untold
        }
    }

    /** A commit, with all locks held and nothing stored, is about to write this version. */
    static void stores(Call call, long version) {
        try {
            noteWriter(call, version);
        } catch (VirtualMachineError e) {
            // untold
        }
    }

    private static void noteWriter(Call call, long version) {
        for (Access a = call.transaction.first(), end = call.transaction.end(); a != end; a = AccessSet.next(a)) {
            if (a.isWritten()) {
                LastWriters.note(a.cell, version, call.name());
            }
        }
    }

    /** An attempt ended by its own doing. */
    static void aborted(AbortKind kind, Call call) {
        try {
            Report.aborted(kind, call.name(), call.attempts());
        } catch (VirtualMachineError e) {
            // untold
        }
    }

    /** An attempt is lost to another transaction over a variable, if it is known; its set is as it was then. */
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
            // untold
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
                ? null // who had it locked is gone, and may have written nothing
                : LastWriters.of(over, Stamp.version(word), Stamp.isLocked(word));
    }

    /** A transaction begins to wait for a change of what it has read. */
    static LiveWait waits(Call call) {
        Stack.reserve(Stack.TO_CLEAN_UP); // whoever is shown as waiting must not stay so
        return LiveWait.begin(call.name());
    }

    /** A transaction begins to queue for the ticket, or to wait until it is free. */
    static LiveWait queues(Call call) {
        Stack.reserve(Stack.TO_CLEAN_UP);
        LiveWait wait = LiveWait.begin(call.name());
        wait.sleeps();
        return wait;
    }

    /** A transaction has the ticket. */
    static void tookTicket(Call call) {
        try {
            LiveTicket.taken(call.name());
        } catch (VirtualMachineError e) {
            // untold
        }
    }

    /** A transaction is about to give the ticket back. */
    static void givesTicketBack() {
        LiveTicket.givenBack();
    }

    /** A snapshot has ended. */
    static void snapshotEnded(Snapshot snapshot) {
        try {
            if (Switch.isOn() || snapshot.event != null) {
                Report.snapshotEnded(snapshot.event, snapshot.keptValues());
            }
        } catch (VirtualMachineError e) {
            // untold
        }
    }
}
