package dev.tvar.stm.testing.engine;

import dev.tvar.stm.internal.text.Durations;
import dev.tvar.stm.testing.engine.Finding.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A task in a daemon thread of its own, so that an engine that hangs blocks no other thread.
 *
 * @param <R> what the task returns
 */
final class Daemon<R> {
    private static final long POLL_NANOS = 50_000;

    private final FutureTask<R> task;
    private final Thread thread;

    private Daemon(String name, Callable<R> callable) {
        task = new FutureTask<>(callable);
        thread = new Thread(task, name);
        thread.setDaemon(true);
    }

    static <R> Daemon<R> start(String name, Callable<R> callable) {
        Daemon<R> daemon = new Daemon<>(name, callable);
        daemon.thread.start();
        return daemon;
    }

    /**
     * Returns when the task has ended, or its thread waits, even for a limited time: Clojure waits so between its
     * attempts.
     */
    void awaitEndOrWait() {
        while (!isDone() && !waits()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean waits() {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    boolean isDone() {
        return task.isDone();
    }

    /** The result of a task that ends soon, since it has nothing left to wait for. */
    R result() {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + thread.getName(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(thread.getName() + " threw " + e.getCause(), e.getCause());
        }
    }

    /** Waits for a task that returns its observation of an anomaly, or nothing. */
    static Finding finding(Daemon<Optional<String>> program, Duration limit) throws InterruptedException {
        try {
            Optional<String> seen = program.task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return seen.map(detail -> new Finding(Verdict.SHOWN, detail)).orElse(new Finding(Verdict.REFUSED, ""));
        } catch (TimeoutException e) {
            program.thread.interrupt();
            return new Finding(Verdict.HUNG, "did not end within " + Durations.text(limit));
        } catch (ExecutionException e) {
            return new Finding(Verdict.THREW, String.valueOf(e.getCause()));
        }
    }
}
