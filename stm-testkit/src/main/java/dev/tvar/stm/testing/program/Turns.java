package dev.tvar.stm.testing.program;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thread runs at a time, and before each step a seed chooses the thread: so the same seed gives
 * the same order of steps, on any engine. A thread that waits inside the engine for another thread
 * loses its turn.
 *
 * <p>The threads that wait for their turn detect this: they sample the state of the running thread
 * periodically. They count samples, not time, since a suspended machine delays the sampling threads as
 * well. One sample proves nothing: a class that another thread is loading, for instance, also blocks a
 * thread briefly. A thread that has used no processor time since the last sample does not spin: it
 * waits for a core. And a thread on its way to its next step may have to wait for the lock of this
 * object, but is not blocked in the engine: it sets its state before it acquires the lock.
 */
final class Turns implements Pacing {
    /** A thread of the run, as this object sees it. */
    private static final class Member {
        /** Whether the thread is inside the engine. Its state matters only then; so this is read after the state. */
        volatile boolean inside;

        // ---- guarded by the object it takes turns in
        @Nullable
        Thread thread;

        boolean waiting;
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Milliseconds that the waiting threads sleep between two samples. */
    private static final long SAMPLE_MILLIS = 1;

    /** Consecutive samples in the waiting state after which a thread counts as blocked. */
    private static final int SAMPLES_OF_WAITING = 5;

    /** Samples with processor time used inside the engine after which a thread counts as spinning there. */
    private static final int SAMPLES_OF_SPINNING = 250;

    // ---- guarded by this
    private final List<Member> members;
    private final SplittableRandom choice;
    private int present;

    /** The thread that has the turn; null if no thread waits for it. */
    private @Nullable Member turn;

    private int samplesOfSpinning;
    private int samplesOfWaiting;

    /** The processor time of the thread with the turn at the last sample. */
    private long lastUsed;

    private long lastLook;

    Turns(int threads, long seed) {
        members = Stream.generate(Member::new).limit(threads).toList();
        choice = new SplittableRandom(seed);
    }

    @Override
    public synchronized Pace begin(int thread) throws InterruptedException {
        Member member = members.get(thread);
        member.thread = Thread.currentThread();
        member.waiting = true;
        if (++present == members.size()) {
            pass();
        }
        await(member);
        return () -> pause(member);
    }

    private void pause(Member member) {
        member.inside = false;
        synchronized (this) {
            member.waiting = true;
            if (turn == member || turn == null) {
                pass();
            }
            try {
                await(member);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted between two steps", e);
            }
        }
    }

    @Override
    public void end(int thread) {
        Member member = members.get(thread);
        member.inside = false;
        synchronized (this) {
            if (turn == member) {
                pass();
            }
        }
    }

    /** Gives the turn to one of the waiting threads. */
    private void pass() {
        Member[] candidates = members.stream().filter(member -> member.waiting).toArray(Member[]::new);
        turn = candidates.length == 0 ? null : candidates[choice.nextInt(candidates.length)];
        samplesOfSpinning = 0;
        samplesOfWaiting = 0;
        lastUsed = 0;
        lastLook = System.nanoTime();
        notifyAll();
    }

    private void await(Member member) throws InterruptedException {
        try {
            while (turn != member) {
                wait(SAMPLE_MILLIS);
                if (turn != member && present == members.size() && isHeldUp()) {
                    pass();
                }
            }
            member.inside = true;
        } finally {
            member.waiting = false;
        }
    }

    /** Whether the thread that has the turn is blocked or spinning, according to the samples so far. */
    private boolean isHeldUp() {
        if (turn == null) {
            return true;
        }
        long now = System.nanoTime();
        if (now - lastLook < TimeUnit.MILLISECONDS.toNanos(SAMPLE_MILLIS)) {
            return false;
        }
        lastLook = now;
        boolean waits = turn.thread != null && turn.thread.getState() != Thread.State.RUNNABLE;
        if (turn.inside) {
            long used = turn.thread == null ? 0 : THREADS.getThreadCpuTime(turn.thread.getId());
            samplesOfSpinning += used > lastUsed ? 1 : 0;
            lastUsed = used;
            samplesOfWaiting = waits ? samplesOfWaiting + 1 : 0;
        }
        return samplesOfWaiting == SAMPLES_OF_WAITING || samplesOfSpinning == SAMPLES_OF_SPINNING;
    }
}
