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
    /** Whether the seam is there at all in this JVM. */
    public static final boolean ON = Boolean.getBoolean("dev.tvar.stm.seam") || Boolean.getBoolean(Strict.PROPERTY);

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
        Probe.givesTicketBack();
        Snapshots.reset();
    }

    /**
     * Forgets what the engine keeps for the calling thread, which is in no transaction: so a schedule does not depend on those
     * that the thread ran before.
     */
    public static void forgetThread() {
        Context.forget();
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

    /** Small, so that it leaves no frame of its own on the stack of each of many waiters. */
    static void parkUntil(Object blocker, long deadline) {
        Seam present = present();
        if (present != null) {
            present.park(blocker, deadline);
        } else {
            parkNow(blocker, deadline);
        }
    }

    private static void parkNow(Object blocker, long deadline) {
        if (deadline == Deadline.NEVER) {
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
