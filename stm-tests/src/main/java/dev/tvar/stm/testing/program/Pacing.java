package dev.tvar.stm.testing.program;

import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** How the threads of a run go on beside each other. Safe for use by several threads. */
interface Pacing {
    /** What a thread does before each step of its transactions. */
    @FunctionalInterface
    interface Pace {
        /** Straight on. */
        Pace STEADY = () -> {};

        void pause();
    }

    /** The calling thread is about to begin; returns when it may, with its pace. */
    Pace begin(int thread) throws InterruptedException;

    /** The calling thread has ended, or was interrupted before it began. */
    void end(int thread);

    /**
     * All start together and run as the machine lets them. Now and then one offers the processor, so that transactions
     * overlap also where there are few cores.
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
