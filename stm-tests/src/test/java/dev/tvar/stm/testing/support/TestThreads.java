package dev.tvar.stm.testing.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The threads of one test: started together, joined, their failures passed to the test. */
public final class TestThreads {
    /** Whether this JDK has virtual threads. */
    public static final boolean HAVE_VIRTUAL = Runtime.version().feature() >= 21;

    private static final long LIGHT_STACK_BYTES = 128 * 1024;

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
    public Thread startWithStack(long stackSize, Job job) {
        Thread thread = new Thread(null, () -> guarded(job), "test-thread-" + threads.size(), stackSize);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /**
     * Starts a thread of which there can be many: a virtual one on JDK 21 and later, by reflection, since the byte code is
     * that of 17; else a platform thread with a small stack.
     */
    public Thread startLight(Job job) throws ReflectiveOperationException {
        if (!HAVE_VIRTUAL) {
            return startWithStack(LIGHT_STACK_BYTES, job);
        }
        Runnable work = () -> guarded(job);
        Thread thread = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        threads.add(thread);
        return thread;
    }

    /** Starts several threads with the same job. */
    public void start(int count, Job job) {
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

    /** Waits for the end of all threads; fails as soon as one has failed, or if one does not end. */
    public void join() {
        long deadline = System.nanoTime() + Limits.DURATION.toNanos();
        for (Thread thread : threads) {
            while (thread.isAlive() && failures.isEmpty()) {
                joinForAMoment(thread, deadline);
            }
        }
        Throwable first = failures.poll();
        if (first != null) {
            AssertionError failed = new AssertionError("a thread of the test failed: " + first, first);
            failures.forEach(failed::addSuppressed);
            throw failed;
        }
        threads.clear();
    }

    private static void joinForAMoment(Thread thread, long deadline) {
        try {
            thread.join(10);
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        }
        if (thread.isAlive() && System.nanoTime() - deadline > 0) {
            AssertionError stuck = new AssertionError("still running: " + thread);
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
    }

    /** Runs tasks 0 to {@code count - 1}, each on a thread of its own; returns their results in this order. */
    public static <T> List<T> results(int count, IntFunction<Callable<T>> task) {
        TestThreads threads = new TestThreads();
        AtomicReferenceArray<T> results = new AtomicReferenceArray<>(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            Callable<T> each = task.apply(number);
            threads.start(() -> results.set(number, each.call()));
        }
        threads.join();
        return IntStream.range(0, count).mapToObj(results::get).toList();
    }

    /** Runs an action on another thread and waits for its end. */
    public static void elsewhere(Job job) {
        TestThreads threads = new TestThreads();
        threads.start(job);
        threads.join();
    }

    /** Waits for a latch; fails if it does not open. */
    public static void await(CountDownLatch latch) {
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

    /** Waits until the condition holds; fails if it never does. */
    public static void until(BooleanSupplier condition) {
        until("the condition that the test waits for", condition);
    }

    /** Waits until a condition holds; fails if it does not hold within the limit. */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (int looks = 0; !condition.getAsBoolean(); looks++) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("never so: " + what);
            }
            LockSupport.parkNanos(looks < 100 ? 10_000 : 1_000_000);
        }
    }

    /** Waits until a thread is parked: it has nothing to do but wait. */
    public static void untilParked(Thread thread) {
        until(
                thread + " is parked",
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** Waits until a thread sleeps in a retry. */
    public static void untilWaiting(Thread thread) {
        until(thread + " waits in retry", () -> isWaiting(thread));
    }

    /** Whether a thread sleeps in a retry, rather than in another call. */
    public static boolean isWaiting(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null && blocker.getClass().getSimpleName().equals("Sleeper");
    }
}
