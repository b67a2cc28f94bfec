package dev.tvar.stm.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Runs two threads, each some hundred times, and rethrows the first failure. */
public final class Crew {
    static final int THREADS = 2;

    /** Few enough that actors and interpreted code complete them in a moment. */
    public static final int OPERATIONS = 300;

    private Crew() {}

    /** Runs {@code worker.apply(thread)} and then, repeatedly, the result. */
    public static void work(IntFunction<Runnable> worker) throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Runnable once = worker.apply(i);
            Thread thread = new Thread(() -> repeat(once), "worker-" + i);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((dead, cause) -> failure.compareAndSet(null, cause));
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new AssertionError("a worker died", cause);
        }
    }

    private static void repeat(Runnable once) {
        for (int i = 0; i < OPERATIONS; i++) {
            once.run();
        }
    }
}
