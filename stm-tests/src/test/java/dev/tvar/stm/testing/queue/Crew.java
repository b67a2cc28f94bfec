package dev.tvar.stm.testing.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The threads of one test: daemons, joined with a limit; what they throw fails the test. */
public final class Crew {
    private static final long LIMIT_SECONDS = 60;

    /** What a thread does. */
    public interface Task {
        void run() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Starts a thread. */
    public Thread start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Throwable t) {
                failures.add(t);
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Waits until all have ended, and fails if one has failed or does not end. */
    public void join() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                throw new AssertionError("does not end; stands at " + Arrays.toString(thread.getStackTrace())
                        + "; others failed with " + failures);
            }
        }
        assertEquals(List.of(), List.copyOf(failures));
        threads.clear();
    }

    /** Runs the task in a thread of its own, and waits for its end. */
    public static void elsewhere(Task task) throws InterruptedException {
        Crew crew = new Crew();
        crew.start(task);
        crew.join();
    }

    /** Waits until the thread is parked: it has nothing to do but wait. */
    public static void awaitParked(Thread thread) {
        await(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** Waits until the condition holds. */
    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain");
            }
            Thread.yield();
        }
    }
}
