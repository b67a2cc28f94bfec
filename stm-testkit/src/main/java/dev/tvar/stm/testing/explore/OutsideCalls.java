package dev.tvar.stm.testing.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * Goal. A thread with the turn calls something outside of the scheduler, such as a database, and the call may wait there for a
 * thread that does not have the turn. Then another thread must get the turn; and which one must not depend on the time.
 *
 * Mechanism. The thread makes the call itself, and marks its begin and its end. The explorer's thread, which has nothing else to do,
 * checks from time to time. If it finds the same call twice, it asks the call's Waits; if that answers that the call is blocked, it
 * takes the turn from the thread, which is now BLOCKED, and chooses another one. When the call returns, its thread waits for the turn.
 * Before each choice, blocked calls are settled: each has returned, and its thread is READY again, or it is blocked again.
 *
 * Why it is repeatable. A call is blocked by a thread that cannot move, since the thread with the turn is in this call, and so
 * it stays blocked: when the explorer notices this makes no difference. The same holds after settling. The numbered marks make the
 * end of a call and its loss of the turn exclude each other. If several calls wait for one lock, the order in which they get it
 * is up to the other side.
 *
 * Cost. Two volatile writes per call; the explorer's thread wakes up 5,000 times a second.
 */

/** The calls of a schedule's threads to the outside, where they may wait for one another. */
final class OutsideCalls {
    /** Pause between two questions about a call that is neither over nor blocked. */
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private static final int SETTLE_QUESTIONS_PER_SECOND = 5_000;

    private final Scheduler scheduler;

    /** The calls so far; belongs to the thread that has the turn. */
    private long calls;

    /** The last call that the explorer has seen. */
    private long seen;

    /** Whether a call has begun to wait, or has ended, since blocked calls were last settled. */
    private boolean changed;

    OutsideCalls(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    // ---- on a controlled thread

    /** A step that may wait. */
    <T> T step(String what, Waits waits, boolean releases, Callable<T> call) throws Exception {
        ControlledThread self = scheduler.self();
        if (self == null || self.showing || (self.unwinding && releases)) {
            return call.call();
        }
        scheduler.point(what);
        return make(self, what, waits, call);
    }

    /** A call that may wait, and is no step. */
    <T> T between(String what, Waits waits, Callable<T> call) throws Exception {
        ControlledThread self = scheduler.self();
        if (self == null || self.showing || self.unwinding) {
            return call.call();
        }
        return make(self, what, waits, call);
    }

    private <T> T make(ControlledThread self, String what, Waits waits, Callable<T> call) throws Exception {
        long number = ++calls;
        self.outside = what;
        self.waits = waits;
        self.call.begin(number);
        T result;
        try {
            result = call.call();
        } catch (Throwable t) {
            end(self, number, what);
            throw t;
        }
        end(self, number, what);
        return result;
    }

    private void end(ControlledThread self, long number, String what) {
        if (!self.call.endWithTurn(number)) {
            self.call.returned(number);
            scheduler.awaitTurn(self);
            if (self.unwinding) {
                throw new Abandoned();
            }
            scheduler.say(self, "resumes: " + what);
        }
        changed = true;
    }

    // ---- on the explorer's thread

    /** Takes the turn from the thread that has it, and passes it to another one, if the thread is blocked in a call. */
    void look(ControlledThread running) {
        long number = running.call.running();
        boolean again = number != 0 && number == seen;
        seen = number;
        Waits waits = running.waits;
        if (again && waits != null && waits.isBlocked() && running.call.lose(number)) {
            running.state = ControlledThread.State.BLOCKED;
            changed = true;
            if (running.row != null) {
                running.row.text += " waits";
            }
            scheduler.passFrom(running);
        }
    }

    // ---- with the turn

    /** Waits until each blocked call has returned or is blocked again, and breaks deadlocks. */
    void settle(Iterable<ControlledThread> threads) {
        while (changed) {
            changed = false;
            List<ControlledThread> blocked = new ArrayList<>();
            for (ControlledThread thread : threads) {
                if (thread.state == ControlledThread.State.BLOCKED) {
                    if (settle(thread)) {
                        changed = true; // an error, for one, releases what others wait for
                    } else {
                        blocked.add(thread);
                    }
                }
            }
            blocked.sort(Comparator.comparingLong((ControlledThread thread) -> thread.call.number())
                    .reversed());
            for (ControlledThread thread : blocked) {
                Waits waits = thread.waits;
                if (!changed && waits != null && waits.breakDeadlock()) {
                    changed = true;
                    awaitReturn(thread);
                }
            }
        }
    }

    /** Whether the call has returned; else it is blocked. */
    private boolean settle(ControlledThread thread) {
        Waits waits = thread.waits;
        for (long left = limit(); left > 0; left--) {
            if (hasReturned(thread)) {
                return true;
            }
            if (waits == null || waits.isBlocked()) {
                return false;
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        return false;
    }

    /** No thread can continue: waits until a blocked call returns, since the other side resolves its deadlocks; null if none does. */
    boolean awaitOne(Iterable<ControlledThread> threads) {
        for (long left = limit(); left > 0; left--) {
            boolean waiting = false;
            for (ControlledThread thread : threads) {
                if (thread.state == ControlledThread.State.BLOCKED) {
                    waiting = true;
                    if (hasReturned(thread)) {
                        changed = true;
                        settle(threads);
                        return true;
                    }
                }
            }
            if (!waiting) {
                return false;
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        return false;
    }

    /** After the end of a schedule: whether the call of a blocked thread returns. */
    boolean awaitReturn(ControlledThread thread) {
        for (long left = limit(); left > 0 && !hasReturned(thread); left--) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        return thread.state == ControlledThread.State.READY;
    }

    private static boolean hasReturned(ControlledThread thread) {
        if (thread.call.hasReturned()) {
            thread.state = ControlledThread.State.READY;
            return true;
        }
        return false;
    }

    private long limit() {
        return scheduler.hangSeconds() * SETTLE_QUESTIONS_PER_SECOND;
    }

    /** After the end of a schedule: releases what the thread holds. */
    static void abandon(ControlledThread thread) {
        Waits waits = thread.waits;
        if (waits != null) {
            waits.abandon();
        }
    }

    /** What a blocked thread calls, for reports. */
    static String describe(ControlledThread thread) {
        @Nullable String what = thread.outside;
        return what == null ? "a call outside" : what;
    }
}
