package dev.tvar.stm.examples.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.function.IntConsumer;

/** Runs the same or different work on several threads concurrently and waits for all of them. */
public final class Workers {
    private Workers() {}

    /**
     * Runs {@code work} on several threads, which begin together.
     *
     * @param threads how many
     * @param work gets the number of its thread, from 0
     * @return the time from the common start to the end of the last, in nanoseconds
     * @throws IllegalStateException if a thread fails, with the first failure as its cause; the others are waited for
     * @throws Interrupted if the calling thread is interrupted; the others are interrupted, too, and not waited for
     */
    public static long run(int threads, IntConsumer work) {
        Start start = new Start(threads + 1);
        long[] ended = new long[threads];
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int worker = i;
            FutureTask<Void> task = new FutureTask<>(() -> {
                start.arriveAndAwaitAdvance();
                work.accept(worker);
                ended[worker] = System.nanoTime();
                return null;
            });
            tasks.add(task);
            startDaemon("worker-" + worker, task);
        }
        start.arriveAndAwaitAdvance();
        awaitAll(tasks);
        return Arrays.stream(ended).map(end -> end - start.moment).max().orElse(0);
    }

    /** Records when the last thread arrived; the calling thread may not be scheduled before all work is done. */
    private static final class Start extends Phaser {
        private volatile long moment;

        Start(int parties) {
            super(parties);
        }

        @Override
        protected boolean onAdvance(int phase, int parties) {
            moment = System.nanoTime();
            return true;
        }
    }

    /**
     * Runs each piece of work on a thread of its own, and waits for all.
     *
     * @param work what to do at the same time
     * @throws IllegalStateException if a thread fails, with the first failure as its cause; the others are waited for
     */
    public static void runTogether(Runnable... work) {
        run(work.length, i -> work[i].run());
    }

    /**
     * Starts a thread that does not keep the program alive.
     *
     * @param name its name
     * @param work its work
     * @return the started thread
     */
    static Thread startDaemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitAll(List<FutureTask<Void>> tasks) {
        List<Throwable> failures = new ArrayList<>();
        try {
            for (FutureTask<Void> task : tasks) {
                awaitOne(task, failures);
            }
        } catch (InterruptedException e) {
            tasks.forEach(task -> task.cancel(true));
            throw new Interrupted(e);
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a worker failed: " + failures.get(0), failures.get(0));
        }
    }

    private static void awaitOne(FutureTask<Void> task, List<Throwable> failures) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            failures.add(e.getCause() == null ? e : e.getCause());
        }
    }
}
