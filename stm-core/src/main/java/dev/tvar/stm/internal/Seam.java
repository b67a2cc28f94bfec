package dev.tvar.stm.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one place through which every step of the engine on shared memory passes, so that tests can watch it, delay it or
 * leave it out: a schedule explorer decides before each step who goes on, and a planted bug is a step left out. {@link
 * #ON} is a constant, so that without {@code -Ddev.tvar.stm.seam=true} the compiler removes every call.
 *
 * <p>{@link Step} is the table of the steps. Between two steps a thread touches nothing that others see. A thread that
 * can only go on when another has moved says {@link Step#SPIN} or {@link Step#BACK_OFF}, or {@link #park}s; a seam that
 * {@link #schedules} lets others run there.
 */
public abstract class Seam {
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

    /** The steps, named after what the engine is about to do. */
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
        /** Forget what a lost attempt read and wrote. */
        CLEAR_SETS(Place.OWN, false),
        /** Store the value before the lock ends; left out, the lock ends first, and then once more. */
        STORE_FIRST(Place.OWN, false),
        /** Refuse to wait for a cell that has changed since it was read. */
        LOOK_BEFORE_SLEEP(Place.OWN, false),
        /** Check that a Txn is used by its own thread in its own attempt. */
        CHECK_OWNER(Place.OWN, false),

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
        /** Leave the list of open snapshots; left out, history is kept for ever. */
        CLOSE_SNAPSHOT(Place.SNAPSHOTS, true);

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

    /** Whether the seam is there at all in this JVM. */
    public static final boolean ON = Boolean.getBoolean("dev.tvar.stm.seam");

    private static volatile @Nullable Seam installed;

    /** For subclasses. */
    protected Seam() {}

    /**
     * Installs a seam for all transactions of this JVM.
     *
     * @param seam what is asked before each step; null for none
     * @throws IllegalStateException if this JVM runs without the seam
     */
    public static void install(@Nullable Seam seam) {
        if (!ON) {
            throw new IllegalStateException("start the JVM with -Ddev.tvar.stm.seam=true");
        }
        installed = seam;
    }

    // ---- what a subclass decides

    /**
     * Called before each step, by the thread that takes it.
     *
     * @param step what is about to be done
     * @param cell the variable concerned, if it is one
     * @return false to leave the step out
     */
    protected abstract boolean proceed(Step step, @Nullable Cell cell);

    /**
     * Whether this seam decides which thread runs, so that the calling one must not block in any other way than {@link
     * #park}.
     *
     * @return true if the calling thread is scheduled by this seam
     */
    protected boolean schedules() {
        return false;
    }

    /**
     * Parks the calling thread until it is unparked or the deadline has passed, or for no reason.
     *
     * @param blocker what it waits for, for diagnostics
     * @param deadline on the scale of {@link #nanoTime}; {@link Long#MAX_VALUE} for none
     */
    protected void park(Object blocker, long deadline) {
        if (deadline == Deadline.NEVER) {
            LockSupport.park(blocker);
        } else {
            LockSupport.parkNanos(blocker, deadline - nanoTime());
        }
    }

    /**
     * Lets a parked thread go on, or else its next park return at once.
     *
     * @param thread the thread
     */
    protected void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    /**
     * The time for deadlines.
     *
     * @return nanoseconds since some moment
     */
    protected long nanoTime() {
        return System.nanoTime();
    }

    // ---- what a test may look up

    /**
     * The version of a cell, looked up without taking a step.
     *
     * @param cell the cell
     * @return its version
     */
    public static long versionOf(Cell cell) {
        return Stamp.version(cell.peek());
    }

    /**
     * Whether a cell is locked, looked up without taking a step.
     *
     * @param cell the cell
     * @return true if a committer has it locked
     */
    public static boolean isLocked(Cell cell) {
        return Stamp.isLocked(cell.peek());
    }

    /**
     * Whether anyone stands in the list of those who wait for a cell, looked up without taking a step.
     *
     * @param cell the cell
     * @return true if a waiter is there
     */
    public static boolean hasWaiters(Cell cell) {
        return cell.hasWaiters();
    }

    /**
     * The name of a cell, looked up without taking a step.
     *
     * @param cell the cell
     * @return its name, or null if it has none
     */
    public static @Nullable String nameOf(Cell cell) {
        return cell.name();
    }

    /**
     * What all transactions share, in words, apart from the clock and the variables.
     *
     * @return what is open now; an empty text when no transaction runs
     */
    public static String leftOpen() {
        int snapshots = Snapshots.count();
        String open = snapshots == 0 ? "" : snapshots + (snapshots == 1 ? " open snapshot" : " open snapshots");
        return Ticket.isOut() ? open + (open.isEmpty() ? "" : ", ") + "the ticket" : open;
    }

    /** Forgets what is left open: for a seam that has broken the engine and is about to break it again. */
    public static void reset() {
        Ticket.reset();
        Snapshots.reset();
    }

    /**
     * The version clock, looked up without taking a step.
     *
     * @return what it shows
     */
    public static long clock() {
        return Clock.peek();
    }

    // ---- what the engine calls

    private static @Nullable Seam present() {
        return ON ? installed : null;
    }

    static boolean goes(Step step, @Nullable Cell cell) {
        if (!ON) {
            return true;
        }
        Seam present = installed;
        return present == null || present.proceed(step, cell);
    }

    static boolean isScheduled() {
        Seam present = present();
        return present != null && present.schedules();
    }

    static void parkUntil(Object blocker, long deadline) {
        Seam present = present();
        if (present != null) {
            present.park(blocker, deadline);
        } else if (deadline == Deadline.NEVER) {
            LockSupport.park(blocker);
        } else {
            LockSupport.parkNanos(blocker, Deadline.left(deadline));
        }
    }

    static void wakeUp(Thread thread) {
        Seam present = present();
        if (present != null) {
            present.unpark(thread);
        } else {
            LockSupport.unpark(thread);
        }
    }

    static long time() {
        Seam present = present();
        return present != null ? present.nanoTime() : System.nanoTime();
    }
}
