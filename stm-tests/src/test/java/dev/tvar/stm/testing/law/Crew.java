package dev.tvar.stm.testing.law;

import dev.tvar.stm.testing.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The threads of one test: started together, joined, their failures passed to the test. */
public final class Crew {
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** The work of one thread. */
    @FunctionalInterface
    public interface Job {
        void run() throws Throwable;
    }

    /** Starts a daemon thread. */
    public Thread start(Job job) {
        return startWithStack(0, job);
    }

    /** Starts a daemon thread with a stack of about {@code stackSize} bytes; 0 for the default size. */
    Thread startWithStack(long stackSize, Job job) {
        Thread thread = new Thread(null, () -> guarded(job), "crew-" + threads.size(), stackSize);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Starts several threads with the same job. */
    void start(int count, Job job) {
        for (int i = 0; i < count; i++) {
            startWithStack(0, job);
        }
    }

    private void guarded(Job job) {
        try {
            job.run();
        } catch (Throwable t) {
            failures.add(t);
        }
    }

    /** Waits for the end of all threads; fails if one does not end, or has failed. */
    public void join() {
        long deadline = System.nanoTime() + Limits.DURATION.toNanos();
        for (Thread thread : threads) {
            join(thread, deadline);
        }
        threads.clear();
        Throwable first = failures.poll();
        if (first != null) {
            AssertionError failed = new AssertionError("a thread of the test failed: " + first, first);
            failures.forEach(failed::addSuppressed);
            throw failed;
        }
    }

    private static void join(Thread thread, long deadline) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        }
        if (thread.isAlive()) {
            AssertionError stuck = new AssertionError("still running: " + thread);
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
    }

    /** Runs an action on another thread and waits for its end. */
    public static void elsewhere(Job job) {
        Crew crew = new Crew();
        crew.start(job);
        crew.join();
    }

    /** Waits for a latch; fails if it does not open. */
    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(Limits.SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the latch did not open");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted at a latch", e);
        }
    }

    /** Waits until a condition holds; fails if it does not hold in time. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, Limits.DURATION, condition);
    }

    /** Waits until a condition holds; fails if it does not hold within the limit. */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("never so: " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /** Waits until a thread sleeps in a retry. */
    public static void untilWaiting(Thread thread) {
        until(thread + " waits in retry", () -> isWaiting(thread));
    }

    /** Whether a thread sleeps in a retry, rather than in another call. */
    public static boolean isWaiting(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null && blocker.getClass().getSimpleName().equals("Waiter");
    }
}
