package dev.tvar.stm.testing.program;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread runs at a time, and before each step a seed says which: so the same seed gives the same order of steps, with
 * an engine that knows nothing of it. A thread that waits inside the engine, for another that has to go on first, loses its turn;
 * that is seen by its state, and where an engine spins, by the time.
 */
final class Turns implements Pacing {
    private static final int NOBODY = -1;

    /** So often those who wait look whether the one that has the turn is held up. */
    private static final long LOOK_MILLIS = 1;

    /** So long a thread may run to its next step, unless it is held up. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    // ---- guarded by this
    private final @Nullable Thread[] threads;
    private final boolean[] waiting;
    private final SplittableRandom choice;
    private int present;
    private int turn = NOBODY;

    /** Whether the thread that has the turn has taken it. */
    private boolean taken;

    private long since;

    Turns(int threads, long seed) {
        this.threads = new Thread[threads];
        waiting = new boolean[threads];
        choice = new SplittableRandom(seed);
    }

    @Override
    public synchronized Pace begin(int thread) throws InterruptedException {
        threads[thread] = Thread.currentThread();
        waiting[thread] = true;
        if (++present == threads.length) {
            pass();
        }
        await(thread);
        return () -> pause(thread);
    }

    private synchronized void pause(int thread) {
        waiting[thread] = true;
        if (turn == thread || turn == NOBODY) {
            pass();
        }
        try {
            await(thread);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two steps", e);
        }
    }

    @Override
    public synchronized void end(int thread) {
        if (turn == thread) {
            pass();
        }
    }

    /** Gives the turn to one of those who wait for it. */
    private void pass() {
        int candidates = 0;
        for (boolean each : waiting) {
            candidates += each ? 1 : 0;
        }
        turn = NOBODY;
        if (candidates > 0) {
            int skip = choice.nextInt(candidates);
            do {
                turn++;
                skip -= waiting[turn] ? 1 : 0;
            } while (skip >= 0);
        }
        taken = false;
        since = System.nanoTime();
        notifyAll();
    }

    private void await(int thread) throws InterruptedException {
        try {
            while (turn != thread) {
                wait(LOOK_MILLIS);
                if (turn != thread && present == threads.length && isHeldUp()) {
                    pass();
                }
            }
            taken = true;
        } finally {
            waiting[thread] = false;
        }
    }

    /** Whether the thread that has the turn makes no use of it. */
    private boolean isHeldUp() {
        if (turn == NOBODY || System.nanoTime() - since > STEP_NANOS) {
            return true;
        }
        Thread running = threads[turn];
        return taken && running != null && running.getState() != Thread.State.RUNNABLE;
    }
}
