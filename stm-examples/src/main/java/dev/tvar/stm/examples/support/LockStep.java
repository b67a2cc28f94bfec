package dev.tvar.stm.examples.support;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keeps threads in step: in each round no thread proceeds before all have arrived. */
public final class LockStep {
    private static final long PATIENCE_SECONDS = 30;

    private final CyclicBarrier barrier;

    /**
     * A new one.
     *
     * @param threads the number of threads
     */
    public LockStep(int threads) {
        barrier = new CyclicBarrier(threads);
    }

    /**
     * Waits for the others.
     *
     * @throws IllegalStateException if they do not arrive in time
     * @throws Interrupted if the thread is interrupted while it waits
     */
    public void await() {
        try {
            barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the others did not come", e);
        }
    }
}
