package dev.tvar.stm.testing.collection;

import dev.tvar.stm.testing.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs tasks on daemon threads, and returns their results or throws their exceptions. */
final class Concurrently {
    private Concurrently() {}

    /** Runs task 0 to {@code count - 1}, each on a thread of its own, and waits for all. */
    static <T> List<T> run(int count, IntFunction<Callable<T>> task) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool(Concurrently::daemon);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                tasks.add(task.apply(i));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks, Limits.SECONDS, TimeUnit.SECONDS)) {
                results.add(future.get()); // a task that did not end in time was cancelled: this throws
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Runs a task on another thread, and waits for its end. */
    static void elsewhere(Runnable action) {
        try {
            Concurrently.<Boolean>run(1, i -> () -> {
                action.run();
                return true;
            });
        } catch (Exception e) {
            throw new AssertionError("on another thread", e);
        }
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        return thread;
    }
}
