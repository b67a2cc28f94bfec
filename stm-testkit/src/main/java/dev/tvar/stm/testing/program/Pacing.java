package dev.tvar.stm.testing.program;

import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** The pace of the threads of a run. Thread-safe. */
interface Pacing {
    /** An action of a thread before each step of its transactions. */
    @FunctionalInterface
    interface Pace {
        /** No pause. */
        Pace STEADY = () -> {};

        void pause();
    }

    /** The calling thread is about to begin; returns when it may, with its pace. */
    Pace begin(int thread) throws InterruptedException;

    /** The calling thread has ended, or was interrupted before it began. */
    void end(int thread);

    /**
     * All threads start together and run freely. Occasionally a thread yields the processor, so that
     * transactions overlap also on few cores.
     */
    static Pacing free(int threads, long seed) {
        CyclicBarrier start = new CyclicBarrier(threads);
        return new Pacing() {
            @Override
            public Pace begin(int thread) throws InterruptedException {
                try {
                    start.await();
                } catch (BrokenBarrierException e) {
                    throw new IllegalStateException("another thread did not start", e);
                }
                SplittableRandom random = new SplittableRandom(seed + thread);
                return () -> {
                    if (random.nextInt(4) == 0) {
                        Thread.yield();
                    }
                };
            }

            @Override
            public void end(int thread) {}
        };
    }
}
