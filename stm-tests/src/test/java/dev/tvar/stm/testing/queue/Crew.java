package dev.tvar.stm.testing.queue;

import dev.tvar.stm.testing.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The threads of one test: daemons, joined; an exception in one of them fails the test. */
public final class Crew {
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

    /** Waits until all have ended; fails as soon as one has failed, or if one does not end. */
    public void join() {
        Crew.await(() -> !failures.isEmpty() || threads.stream().noneMatch(Thread::isAlive), this::whereTheyStand);
        if (!failures.isEmpty()) {
            throw new AssertionError("a thread failed: " + failures, failures.peek());
        }
        threads.clear();
    }

    private String whereTheyStand() {
        return threads.stream()
                .filter(Thread::isAlive)
                .map(thread -> "does not end: " + Arrays.toString(thread.getStackTrace()))
                .collect(Collectors.joining("\n"));
    }

    /** Runs the task in a thread of its own, and waits for its end. */
    public static void elsewhere(Task task) {
        Crew crew = new Crew();
        crew.start(task);
        crew.join();
    }

    /** Waits until the thread is parked. */
    public static void awaitParked(Thread thread) {
        await(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** Waits until the condition holds. */
    public static void await(BooleanSupplier condition) {
        await(condition, () -> "waited too long");
    }

    private static void await(BooleanSupplier condition, Supplier<String> complaint) {
        long deadline = System.nanoTime() + Limits.DURATION.toNanos();
        for (int looks = 0; !condition.getAsBoolean(); looks++) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(complaint.get());
            }
            LockSupport.parkNanos(looks < 100 ? 10_000 : 1_000_000); // lets the others have the processor
        }
    }
}
