package dev.tvar.stm.examples.support;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Leads threads through the numbered steps of a story, one after the other, so that a rare
 * interleaving happens every time. A step that was done before is repeated at once, which happens when
 * a transaction runs again.
 */
public final class Steps {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private int done;

    /**
     * Waits until all earlier steps are done, and does this one.
     *
     * @param number its number, from 1
     * @param step the step
     * @throws IllegalStateException if the earlier steps do not happen in time
     * @throws Interrupted if the thread is interrupted while it waits
     */
    public void at(int number, Runnable step) {
        at(number, () -> {
            step.run();
            return true;
        });
    }

    /**
     * As {@link #at(int, Runnable)}, with a result.
     *
     * @param <R> its type
     * @param number its number, from 1
     * @param step what to do
     * @return the result of the step
     */
    public <R> R at(int number, Supplier<R> step) {
        awaitTurn(number);
        R result = step.get();
        markDone(number);
        return result;
    }

    private synchronized void awaitTurn(int number) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (done < number - 1) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException("step " + number + " waited too long for step " + (done + 1));
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        }
    }

    private synchronized void markDone(int number) {
        done = Math.max(done, number);
        notifyAll();
    }
}
