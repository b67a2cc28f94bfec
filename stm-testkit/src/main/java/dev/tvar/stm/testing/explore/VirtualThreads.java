package dev.tvar.stm.testing.explore;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads that all run on the explorer's own thread, one at a time: a thread passes the turn
 * by yielding. Their scheduler can be chosen only through a private constructor of the JDK, so its
 * package has to be opened.
 */
final class VirtualThreads implements Driver {
    private static final long LOOKS_PER_SECOND = 5_000;

    private final Constructor<?> constructor;

    /** The thread that has the turn; null for the explorer. Used by one carrier thread only. */
    private @Nullable ControlledThread turn;

    private boolean closed;

    private VirtualThreads(Constructor<?> constructor) {
        this.constructor = constructor;
    }

    /** A driver, or null if the JDK lacks the constructor or denies access to it. */
    static @Nullable Driver orNull() {
        try {
            Constructor<?> constructor = Class.forName("java.lang.VirtualThread")
                    .getDeclaredConstructor(Executor.class, String.class, int.class, Runnable.class);
            constructor.setAccessible(true);
            return Thread.currentThread().getClass() == Class.forName("java.lang.VirtualThread")
                    ? null // the carrier must be a platform thread
                    : new VirtualThreads(constructor);
        } catch (ReflectiveOperationException | RuntimeException e) { // no such class, or not opened
            return null;
        }
    }

    @Override
    public Thread newThread(ControlledThread controlled) {
        Executor scheduler = continuation -> {
            controlled.continuation = continuation;
            controlled.idle = true;
        };
        Runnable work = controlled::work;
        try {
            return (Thread) constructor.newInstance(scheduler, "explored-" + controlled.index, 0, work);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot make a virtual thread with a scheduler of its own", e);
        }
    }

    @Override
    public void run(ControlledThread first, @Nullable OutsideCalls outside) {
        turn = first;
        for (ControlledThread next = first; next != null; next = turn) {
            resume(next);
        }
    }

    /** Runs a thread on this one, until it yields. */
    private static void resume(ControlledThread next) {
        Runnable continuation = next.continuation;
        if (continuation == null) {
            next.thread.start();
            continuation = next.continuation;
        }
        if (!next.idle) {
            awaitIdle(next);
        }
        next.idle = false;
        if (continuation != null) {
            continuation.run();
        }
    }

    /** The thread has parked outside a transaction; a thread outside the scenario may unpark it. */
    private static void awaitIdle(ControlledThread blocked) {
        for (long looks = SILENT_SECONDS * LOOKS_PER_SECOND; !blocked.idle; looks--) {
            if (looks == 0) {
                throw new Blocked(blocked, SILENT_SECONDS);
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / LOOKS_PER_SECOND);
        }
    }

    @Override
    public void pass(ControlledThread self, @Nullable ControlledThread next) {
        turn = next;
        if (next == self || closed) {
            return;
        }
        Thread.yield();
        if (turn != self) {
            turn = self;
            throw new IllegalStateException("thread '" + self.name
                    + "' holds a monitor at a step of a transaction, and this JDK cannot switch threads there");
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close(Iterable<ControlledThread> idle) {
        closed = true;
        for (ControlledThread controlled : idle) {
            if (controlled.continuation != null) {
                turn = controlled;
                resume(controlled);
            }
        }
    }

    @Override
    public String toString() {
        return "virtual threads on one platform thread";
    }
}
