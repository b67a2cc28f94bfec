package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.snapshot.Snapshots;

/** The state of the engine that transactions share or a thread keeps, for tests that break it. */
public final class Leftovers {
    private Leftovers() {}

    /**
     * Describes the state that all transactions share, apart from the clock and the variables.
     *
     * @return the description; empty when no transaction runs
     */
    public static String describe() {
        int snapshots = Snapshots.count();
        String open = snapshots == 0 ? "" : snapshots + (snapshots == 1 ? " open snapshot" : " open snapshots");
        return Ticket.isOut() ? open + (open.isEmpty() ? "" : ", ") + "the ticket" : open;
    }

    /** Clears the shared state: for a seam that has broken the engine and is about to break it again. */
    public static void clear() {
        Ticket.reset();
        Probe.givesTicketBack();
        Snapshots.reset();
    }

    /**
     * Clears the state that the engine keeps for the calling thread, which is in no transaction: so a schedule does not
     * depend on earlier schedules of the thread.
     */
    public static void clearThread() {
        ThreadState.forget();
    }
}
