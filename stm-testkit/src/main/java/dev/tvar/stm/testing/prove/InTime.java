package dev.tvar.stm.testing.prove;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls code of a user in a daemon thread of its own, which code that does not return keeps. */
final class InTime {
    private InTime() {}

    /** Thrown for a call that has not returned; its stack trace is that of the call. */
    static final class Late extends Exception {
        private static final long serialVersionUID = 1L;

        private Late(Thread thread) {
            super(thread.getName() + " has not returned");
            setStackTrace(thread.getStackTrace());
        }
    }

    /** The result of a call; rethrows its unchecked exceptions, and wraps all others. */
    static <R> R call(String name, Duration limit, Callable<R> call) throws Late {
        FutureTask<R> task = new FutureTask<>(call);
        Thread thread = new Thread(task, name);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Late late = new Late(thread);
            thread.interrupt();
            throw late;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new Wrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " ran", e);
        }
    }

    /** Holds a checked exception or an error of the call. */
    static final class Wrapped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Wrapped(ExecutionException e) {
            super(e.getCause());
        }
    }
}
