package dev.tvar.stm.internal;

/**
 * The steps of the engine on shared memory, named after what it is about to do: the table of the {@link Seam}. For each, which
 * memory it looks at or changes, and, where it can be left out, what that means.
 */
public enum Step {
    // ---- own: decisions, taken between two accesses
    /** Refuse to commit an attempt whose body swallowed control flow. */
    REFUSE_DOOMED(Place.OWN, false),
    /** Take the version for a commit; left out, the commit uses the version that it overwrites. */
    TAKE_VERSION(Place.OWN, false),
    /** Take a version beyond the overwritten ones; left out, it is beyond the clock only. */
    EXCEED_OVERWRITTEN(Place.OWN, false),
    /** Check, with all locks held, that what was read has not changed. */
    VALIDATE(Place.OWN, false),
    /** Look whether the few that were read are untouched before a newer one is let in. */
    LOOK_AGAIN(Place.OWN, false),
    /** Check what was read before the bound moves up. */
    VALIDATE_EXTENSION(Place.OWN, false),
    /** Check, with all locks held, that the answers of isAtLeast still hold. */
    VALIDATE_RANGES(Place.OWN, false),
    /** Refuse an answer of isAtLeast that holds later than at the instant asked for. */
    REFUSE_LATER_ANSWER(Place.OWN, false),
    /** Give back the lock of a cell when a commit fails. */
    UNLOCK(Place.OWN, false),
    /** Put back the writes that a nested part has changed. */
    UNDO(Place.OWN, false),
    /** Forget the writes of variables that a nested part was the first to use. */
    FORGET_WRITES(Place.OWN, false),
    /** Forget a nested part's hooks. */
    FORGET_HOOKS(Place.OWN, false),
    /** Spare the writes from before a nested part when its own are forgotten. */
    SPARE_OUTER_WRITES(Place.OWN, false),
    /** Drop the hooks of an attempt that has ended. */
    DROP_HOOKS(Place.OWN, false),
    /** Have a participant prepare the commit. */
    PREPARE(Place.OWN, false),
    /** Have a participant confirm the commit. */
    CONFIRM(Place.OWN, false),
    /** Forget what a lost attempt read and wrote. */
    CLEAR_SETS(Place.OWN, false),
    /** Store the value before the lock ends; left out, the lock ends first, and then once more. */
    STORE_FIRST(Place.OWN, false),
    /** Refuse to wait for a cell that has changed since it was read. */
    LOOK_BEFORE_SLEEP(Place.OWN, false),
    /** Check that a Txn is used by its own thread in its own attempt. */
    CHECK_OWNER(Place.OWN, false),
    /** End the Txn of a body, a nested part or a branch when that ends; left out, it works as long as the transaction object. */
    END_TXN(Place.OWN, false),

    // ---- own: a thread that cannot go on until another moves
    /** Wait a moment for what was looked at last. Left out by a seam that schedules: it has let others run. */
    SPIN(Place.OWN, false),
    /** Wait a moment after a lost attempt. Left out by a seam that schedules. */
    BACK_OFF(Place.OWN, false),

    // ---- the cell
    /** Look at the stamp. Cannot be left out. */
    LOOK_AT_STAMP(Place.STAMP, false),
    /** Go on after a look at a stamp, perhaps to the value. Cannot be left out. */
    LOOKED_AT_STAMP(Place.VALUE, false),
    /** Look at the stamp again after the value was read; left out, the value counts as good. */
    COMPARE_STAMPS(Place.STAMP, false),
    /** Lock the cell; left out, it counts as locked. */
    LOCK(Place.STAMP, true),
    /** Store one value. */
    STORE(Place.VALUE, true),
    /** Store the stamp that ends a lock; left out, the cell stays locked. */
    RELEASE(Place.STAMP, true),
    /** Set the bit that tells committers of a waiter; left out, it counts as set. */
    SET_AWAITED(Place.STAMP, true),

    // ---- the clock
    /** Read the clock; left out, it was read before the last leap. */
    READ_CLOCK(Place.CLOCK, false),
    /** Advance the clock past all that is published; left out, it is only read. */
    LEAP(Place.CLOCK, true),
    /** Advance the clock because versions would run too far ahead of it. */
    ADVANCE_CLOCK(Place.CLOCK, true),

    // ---- the ticket
    /** Look, with all locks held, whether another has the ticket; left out, nobody has it. */
    LOOK_AT_TICKET(Place.TICKET, false),
    /** Look whether the queue for the ticket is free. Only under a seam that schedules; cannot be left out. */
    LOOK_AT_QUEUE(Place.TICKET, false),
    /** Enter the queue for the ticket. Only under a seam that schedules; cannot be left out. */
    ENTER_QUEUE(Place.TICKET, true),
    /** Become the holder of the ticket. */
    HOLD_TICKET(Place.TICKET, true),
    /** Give the ticket back. */
    GIVE_TICKET_BACK(Place.TICKET, true),

    // ---- waiters
    /** Enter the list of waiters of the cell. Cannot be left out. */
    REGISTER(Place.WAITERS, true),
    /** Take a waiter off the lists that it stands in. */
    DEREGISTER(Place.WAITERS, true),
    /** Wake those who wait for a cell. */
    WAKE(Place.WAITERS, true),
    /** Wake others that are due, by a woken waiter that leaves. */
    HAND_ON(Place.WAITERS, true),
    /** Look for a wake-up before parking. Cannot be left out. */
    LOOK_FOR_WAKE_UP(Place.WAKE_UP, false),
    /** Tell one waiter that it is woken. */
    TELL_WAITER(Place.WAKE_UP, true),
    /** Unpark a waiter that was told. */
    UNPARK(Place.WAKE_UP, true),

    // ---- snapshots
    /** Enter the list of open snapshots. Cannot be left out. */
    OPEN_SNAPSHOT(Place.SNAPSHOTS, true),
    /** Look whether the instant of a snapshot is taken. Cannot be left out. */
    LOOK_AT_INSTANT(Place.SNAPSHOTS, false),
    /** Take the instant of a snapshot. Cannot be left out. */
    TAKE_INSTANT(Place.SNAPSHOTS, true),
    /** Look, after a commit has its version, for open snapshots. */
    LOOK_FOR_SNAPSHOTS(Place.SNAPSHOTS, false),
    /** Keep the value that is overwritten for the open snapshots. */
    KEEP_FOR_SNAPSHOTS(Place.SNAPSHOTS, true),
    /** Look for the value of the instant among those kept. Cannot be left out. */
    LOOK_AT_KEPT(Place.SNAPSHOTS, false),
    /** Leave the list of open snapshots; left out, the snapshot stays on it. */
    CLOSE_SNAPSHOT(Place.SNAPSHOTS, true);

    /** What a step looks at or changes. Steps on different places, or different cells, can be exchanged. */
    public enum Place {
        /** Nothing that another thread sees. */
        OWN,
        /** The stamp word of the cell. */
        STAMP,
        /** The value of the cell. */
        VALUE,
        /** The list of those who wait for the cell; of any cell if the step names none. */
        WAITERS,
        /** The version clock. */
        CLOCK,
        /** The ticket and the queue for it. */
        TICKET,
        /** The list of open snapshots, their instants, and the values kept for them. */
        SNAPSHOTS,
        /** The wake-up of a waiter; which one is not said. */
        WAKE_UP
    }

    private final Place place;
    private final boolean changes;

    Step(Place place, boolean changes) {
        this.place = place;
        this.changes = changes;
    }

    /**
     * What the step looks at or changes.
     *
     * @return the place; together with the cell, if there is one, it says which memory
     */
    public Place place() {
        return place;
    }

    /**
     * Whether the step may change its place.
     *
     * @return false if it only looks
     */
    public boolean changes() {
        return changes;
    }
}
