package dev.tvar.stm.internal.seam;

/**
 * The steps of the engine on shared memory, named after the action that follows: the table of the {@link Seam}. Each
 * gives the memory that it reads or changes and, where it can be left out, the effect of that.
 */
public enum Step {
    // ---- own: a thread that cannot continue until another moves
    /**
     * Wait a moment for a change of the memory that was read last. Left out by a seam that schedules: it has let other
     * threads run.
     */
    SPIN(Place.OWN, false),
    /** Wait a moment after a lost attempt. Left out by a seam that schedules. */
    BACK_OFF(Place.OWN, false),

    // ---- the cell
    /** Read the stamp. Cannot be left out. */
    LOOK_AT_STAMP(Place.STAMP, false),
    /** Continue after a read of the stamp, perhaps to the value. Cannot be left out. */
    LOOKED_AT_STAMP(Place.VALUE, false),
    /** Re-read the stamp after the value was read; left out, the value counts as valid. */
    COMPARE_STAMPS(Place.STAMP, false),
    /** Lock the cell; left out, it counts as locked. */
    LOCK(Place.STAMP, true),
    /** Store one value. */
    STORE(Place.VALUE, true),
    /** Store the stamp that releases a lock; left out, the cell stays locked. */
    RELEASE(Place.STAMP, true),
    /** Set the bit that announces a waiter to committers; left out, it counts as set. */
    SET_AWAITED(Place.STAMP, true),

    // ---- the clock
    /** Read the clock; left out, it was read before the last leap. */
    READ_CLOCK(Place.CLOCK, false),
    /** Advance the clock past every published version; left out, it is only read. */
    LEAP(Place.CLOCK, true),
    /** Advance the clock because versions would run too far ahead of it. */
    ADVANCE_CLOCK(Place.CLOCK, true),

    // ---- the ticket
    /** Check, with all locks held, whether another transaction has the ticket; left out, the ticket counts as free. */
    LOOK_AT_TICKET(Place.TICKET, false),
    /** Check whether the queue for the ticket is free. Only under a seam that schedules; cannot be left out. */
    LOOK_AT_QUEUE(Place.TICKET, false),
    /** Enter the queue for the ticket. Only under a seam that schedules; cannot be left out. */
    ENTER_QUEUE(Place.TICKET, true),
    /** Become the ticket holder. */
    HOLD_TICKET(Place.TICKET, true),
    /** Release the ticket. */
    GIVE_TICKET_BACK(Place.TICKET, true),

    // ---- waiters
    /** Enter the list of waiters of the cell. Cannot be left out. */
    REGISTER(Place.WAITERS, true),
    /** Remove a waiter from its lists. */
    DEREGISTER(Place.WAITERS, true),
    /** Wake the waiters of a cell. */
    WAKE(Place.WAITERS, true),
    /** Wake other due waiters; by a woken waiter that leaves. */
    HAND_ON(Place.WAITERS, true),
    /** Check for a wake-up before parking. Cannot be left out. */
    LOOK_FOR_WAKE_UP(Place.WAKE_UP, false),
    /** Set the wake-up flag of one waiter. */
    TELL_WAITER(Place.WAKE_UP, true),
    /** Unpark a waiter whose wake-up flag is set. */
    UNPARK(Place.WAKE_UP, true),
    /** Arm a callback, unless its wake-up has arrived; left out, it is armed in any case. */
    ARM(Place.WAKE_UP, true),
    /** End the wait of a callback by a time-out or a cancellation. Cannot be left out. */
    END_WAIT(Place.WAKE_UP, true),
    /** Hand a callback to its executor. */
    HAND_OVER(Place.WAKE_UP, true),
    /**
     * Decide whether an asynchronous transaction may still be cancelled or commits; left out before a commit, it commits
     * in any case.
     */
    DECIDE(Place.WAKE_UP, true),

    // ---- snapshots
    /** Enter the list of open snapshots. Cannot be left out. */
    OPEN_SNAPSHOT(Place.SNAPSHOTS, true),
    /** Check whether the instant of a snapshot is taken. Cannot be left out. */
    LOOK_AT_INSTANT(Place.SNAPSHOTS, false),
    /** Take the instant of a snapshot. Cannot be left out. */
    TAKE_INSTANT(Place.SNAPSHOTS, true),
    /** Check for open snapshots after a commit has its version. */
    LOOK_FOR_SNAPSHOTS(Place.SNAPSHOTS, false),
    /** Save the overwritten value for the open snapshots. */
    KEEP_FOR_SNAPSHOTS(Place.SNAPSHOTS, true),
    /** Move the previous value of a cell to the table of an older snapshot that still needs it. */
    MOVE_PREVIOUS(Place.SNAPSHOTS, true),
    /** Read the previous value of a cell. Cannot be left out. */
    LOOK_AT_PREVIOUS(Place.SNAPSHOTS, false),
    /** Search the saved values for the value at the instant. Cannot be left out. */
    LOOK_AT_KEPT(Place.SNAPSHOTS, false),
    /** Leave the list of open snapshots; left out, the snapshot stays on it. */
    CLOSE_SNAPSHOT(Place.SNAPSHOTS, true);

    /** The memory that a step reads or changes. Steps on different places, or different cells, commute. */
    public enum Place {
        /** Nothing that another thread sees. */
        OWN,
        /** The stamp word of the cell. */
        STAMP,
        /** The value of the cell. */
        VALUE,
        /** The wait list of the cell; of any cell if the step names none. */
        WAITERS,
        /** The version clock. */
        CLOCK,
        /** The ticket and the queue for it. */
        TICKET,
        /** The list of open snapshots, their instants, and the values saved for them. */
        SNAPSHOTS,
        /** The wake-up of a waiter, which is not named. */
        WAKE_UP
    }

    private final Place place;
    private final boolean changes;

    Step(Place place, boolean changes) {
        this.place = place;
        this.changes = changes;
    }

    /**
     * Returns the memory that the step reads or changes.
     *
     * @return the place; together with the cell, if there is one, it identifies the memory
     */
    public Place place() {
        return place;
    }

    /**
     * Returns whether the step may change its place.
     *
     * @return false if it only reads
     */
    public boolean changes() {
        return changes;
    }
}
