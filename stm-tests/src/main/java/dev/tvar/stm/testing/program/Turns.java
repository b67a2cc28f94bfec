package dev.tvar.stm.testing.program;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thread runs at a time, and before each step a seed says which: so the same seed gives the same order of steps, with
 * an engine that knows nothing of it. A thread that waits inside the engine, for another that has to go on first, loses its turn.
 *
 * <p>The threads that wait for their turn detect this: they look at the state of the running thread now and then. Looks are
 * counted, and not time, since a machine that stands still delays the looking threads as well. One look proves nothing: a
 * class that another thread is loading, say, also blocks a thread for a moment. A thread that has used no processor time
 * since the last look does not spin: it waits for a core. And a thread on its way to its next step, which may have to wait for
 * the lock of this object, is not blocked at all: it says so before it asks for the lock.
 */
final class Turns implements Pacing {
    /** A thread of the run, as this object sees it. */
    private static final class Member {
        /** Whether it is inside the engine. Its state is of interest only then; so it is read after the state. */
        volatile boolean inside;

        // ---- guarded by the object it takes turns in
        @Nullable
        Thread thread;

        boolean waiting;
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** So long those who wait for their turn sleep between two looks. */
    private static final long LOOK_MILLIS = 1;

    /** A thread that was seen to wait in so many looks in a row is held up. */
    private static final int LOOKS_OF_WAITING = 5;

    /** A thread that used processor time inside the engine in this number of looks since it was given the turn spins there. */
    private static final int LOOKS_OF_SPINNING = 250;

    // ---- guarded by this
    private final List<Member> members;
    private final SplittableRandom choice;
    private int present;

    /** Who has the turn; null where nobody waits for it. */
    private @Nullable Member turn;

    private int looks;
    private int looksOfWaiting;

    /** The processor time that the thread with the turn had used at the last look. */
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

    /** Gives the turn to one of those who wait for it. */
    private void pass() {
        Member[] candidates = members.stream().filter(member -> member.waiting).toArray(Member[]::new);
        turn = candidates.length == 0 ? null : candidates[choice.nextInt(candidates.length)];
        looks = 0;
        looksOfWaiting = 0;
        lastUsed = 0;
        lastLook = System.nanoTime();
        notifyAll();
    }

    private void await(Member member) throws InterruptedException {
        try {
            while (turn != member) {
                wait(LOOK_MILLIS);
                if (turn != member && present == members.size() && isHeldUp()) {
                    pass();
                }
            }
            member.inside = true;
        } finally {
            member.waiting = false;
        }
    }

    /** Whether the thread that has the turn makes no use of it, as far as the looks up to this one show. */
    private boolean isHeldUp() {
        if (turn == null) {
            return true;
        }
        long now = System.nanoTime();
        if (now - lastLook < TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
            return false;
        }
        lastLook = now;
        boolean waits = turn.thread != null && turn.thread.getState() != Thread.State.RUNNABLE;
        if (turn.inside) {
            long used = turn.thread == null ? 0 : THREADS.getThreadCpuTime(turn.thread.getId());
            looks += used > lastUsed ? 1 : 0;
            lastUsed = used;
            looksOfWaiting = waits ? looksOfWaiting + 1 : 0;
        }
        return looksOfWaiting == LOOKS_OF_WAITING || looks == LOOKS_OF_SPINNING;
    }
}
