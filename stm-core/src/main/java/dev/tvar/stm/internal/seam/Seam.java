package dev.tvar.stm.internal.seam;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one place through which every step of the engine on shared memory passes, so that tests can watch it, delay it or
 * leave it out: a schedule explorer decides before each step which thread continues, and a planted bug is a step left
 * out. {@link #ON} is a constant, so that without {@code -Ddev.tvar.stm.seam=true} the compiler removes every call.
 *
 * <p>{@link Step} is the table of the steps. Between two steps a thread accesses no shared memory. A thread that can
 * only continue after another thread has moved takes the step {@link Step#SPIN} or {@link Step#BACK_OFF}, or {@link
 * #park}s; a seam that {@link #schedules} lets other threads run there. What else could make two runs of one schedule
 * differ also passes here: the time, random numbers, and the numbers of threads.
 */
public abstract class Seam {
    /** The system property of the strict mode, which needs the seam. */
    public static final String STRICT = "dev.tvar.stm.strict";

    /** No deadline. */
    private static final long NEVER = Long.MAX_VALUE;

    /** Whether the seam exists in this JVM. */
    public static final boolean ON = Boolean.getBoolean("dev.tvar.stm.seam") || Boolean.getBoolean(STRICT);

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
    protected abstract boolean proceed(Step step, @Nullable Object cell);

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
        if (deadline == NEVER) {
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

    /**
     * Returns a number of the calling thread by which structures spread their writers. A seam that schedules returns the
     * same one in each run of the same schedule.
     *
     * @return any number
     */
    protected int number() {
        return (int) Thread.currentThread().getId();
    }

    /**
     * Draws a number for structures that are balanced by chance. A seam that schedules draws the same ones in each run of
     * the same schedule.
     *
     * @return a random number
     */
    protected int draw() {
        return ThreadLocalRandom.current().nextInt();
    }

    // ---- called by the engine and the structures over it

    private static @Nullable Seam present() {
        return ON ? installed : null;
    }

    public static boolean goes(Step step, @Nullable Object cell) {
        if (!ON) {
            return true;
        }
        Seam present = installed;
        return present == null || present.proceed(step, cell);
    }

    public static boolean isScheduled() {
        Seam present = present();
        return present != null && present.schedules();
    }

    /** Small, so that it is inlined and adds no frame to the stack of each of many waiters. */
    public static void parkUntil(Object blocker, long deadline) {
        Seam present = present();
        if (present != null) {
            present.park(blocker, deadline);
        } else {
            parkNow(blocker, deadline);
        }
    }

    private static void parkNow(Object blocker, long deadline) {
        if (deadline == NEVER) {
            LockSupport.park(blocker);
        } else {
            LockSupport.parkNanos(blocker, deadline - System.nanoTime());
        }
    }

    public static void wakeUp(Thread thread) {
        Seam present = present();
        if (present != null) {
            present.unpark(thread);
        } else {
            LockSupport.unpark(thread);
        }
    }

    public static long time() {
        Seam present = present();
        return present != null ? present.nanoTime() : System.nanoTime();
    }

    public static int threadNumber() {
        Seam present = present();
        return present != null ? present.number() : (int) Thread.currentThread().getId();
    }

    public static int random() {
        Seam present = present();
        return present != null ? present.draw() : ThreadLocalRandom.current().nextInt();
    }
}
