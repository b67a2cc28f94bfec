package dev.tvar.stm.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one place through which every step of the engine on shared memory passes, so that tests can watch it, delay it or
 * leave it out: a schedule explorer decides before each step which thread continues, and a planted bug is a step left
 * out. {@link #ON} is a constant, so that without {@code -Ddev.tvar.stm.seam=true} the compiler removes every call.
 *
 * <p>{@link Step} is the table of the steps. Between two steps a thread accesses no shared memory. A thread that can
 * only continue after another thread has moved takes the step {@link Step#SPIN} or {@link Step#BACK_OFF}, or {@link
 * #park}s; a seam that {@link #schedules} lets other threads run there.
 */
public abstract class Seam {
    /** Whether the seam exists in this JVM. */
    public static final boolean ON = Boolean.getBoolean("dev.tvar.stm.seam") || Boolean.getBoolean(Strict.PROPERTY);

    private static volatile @Nullable Seam installed;

    /** For subclasses. */
    protected Seam() {}

    /**
     * Installs a seam for all transactions of this JVM.
     *
     * @param seam the seam to call before each step; null for none
     * @throws IllegalStateException if this JVM runs without the seam
     */
    public static void install(@Nullable Seam seam) {
        if (!ON) {
            throw new IllegalStateException("start the JVM with -Ddev.tvar.stm.seam=true");
        }
        installed = seam;
    }

    // ---- decisions of a subclass

    /**
     * Called before each step, by the thread that takes it.
     *
     * @param step the step that is about to be taken
     * @param cell the variable concerned, if there is one
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
     * Parks the calling thread until it is unparked or the deadline has passed; may return spuriously.
     *
     * @param blocker the object that it waits for, for diagnostics
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
     * Unparks a thread; if it is not parked, its next park returns at once.
     *
     * @param thread the thread
     */
    protected void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    /**
     * Returns the time for deadlines.
     *
     * @return nanoseconds since an arbitrary origin
     */
    protected long nanoTime() {
        return System.nanoTime();
    }

    // ---- for tests: state, read without taking a step

    /**
     * Returns the version of a cell without taking a step.
     *
     * @param cell the cell
     * @return its version
     */
    public static long versionOf(Cell cell) {
        return Stamp.version(cell.peek());
    }

    /**
     * Returns whether a cell is locked, without taking a step.
     *
     * @param cell the cell
     * @return true if a committer has it locked
     */
    public static boolean isLocked(Cell cell) {
        return Stamp.isLocked(cell.peek());
    }

    /**
     * Returns whether the wait list of a cell has a waiter, without taking a step.
     *
     * @param cell the cell
     * @return true if there is a waiter
     */
    public static boolean hasWaiters(Cell cell) {
        return cell.hasWaiters();
    }

    /**
     * Returns the name of a cell without taking a step.
     *
     * @param cell the cell
     * @return its name, or null if it has none
     */
    public static @Nullable String nameOf(Cell cell) {
        return cell.name();
    }

    /**
     * Describes the state that all transactions share, apart from the clock and the variables.
     *
     * @return the description; empty when no transaction runs
     */
    public static String leftOpen() {
        int snapshots = Snapshots.count();
        String open = snapshots == 0 ? "" : snapshots + (snapshots == 1 ? " open snapshot" : " open snapshots");
        return Ticket.isOut() ? open + (open.isEmpty() ? "" : ", ") + "the ticket" : open;
    }

    /** Clears the state that is left open: for a seam that has broken the engine and is about to break it again. */
    public static void reset() {
        Ticket.reset();
        Probe.givesTicketBack();
        Snapshots.reset();
    }

    /**
     * Clears the state that the engine keeps for the calling thread, which is in no transaction: so a schedule does not
     * depend on earlier schedules of the thread.
     */
    public static void forgetThread() {
        Context.forget();
    }

    /**
     * Returns the version clock without taking a step.
     *
     * @return the time of the clock
     */
    public static long clock() {
        return Clock.peek();
    }

    // ---- called by the engine

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

    /** Small, so that it is inlined and adds no frame to the stack of each of many waiters. */
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
