package dev.tvar.stm.testing.bank;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread of a run: starts with the others, reports its current action, and keeps the exception it threw. */
abstract class Clerk {
    private final Thread thread;

    /** The current action; null before the start and after the end. */
    private volatile @Nullable Object doing;

    private volatile @Nullable Throwable failure;

    Clerk(String name, CountDownLatch start) {
        thread = new Thread(() -> workFrom(start), name);
        thread.setDaemon(true); // a hung engine must not keep the virtual machine
    }

    private void workFrom(CountDownLatch start) {
        try {
            start.await();
            work();
        } catch (Throwable e) { // an engine under test may throw anything
            failure = e;
        }
    }

    /** Does its work; an exception is reported together with the current action. */
    abstract void work() throws Exception;

    final void begin(Object what) {
        doing = what;
    }

    final void end() {
        doing = null;
    }

    final void start() {
        thread.start();
    }

    /** Waits for its end until the given {@link System#nanoTime}, but checks at least once. */
    final void awaitUntil(long deadline) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
    }

    final boolean isAlive() {
        return thread.isAlive();
    }

    /** Its current action, in words. Interrupts the thread, so that it may end. */
    final String hung() {
        Object what = doing;
        thread.interrupt();
        return thread.getName() + " in " + (what == null ? "nothing" : what);
    }

    /** Its exception, in words, with the action at that time; empty if there is none. */
    final Optional<String> failure() {
        Throwable thrown = failure;
        return thrown == null ? Optional.empty() : Optional.of(thread.getName() + " in " + doing + " threw " + thrown);
    }
}
