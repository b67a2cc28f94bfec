package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.cell.Inspection;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.tx.Leftovers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One schedule while it runs: the threads with their next operations, and hence the threads that can
 * continue, or the reason why none can. Confined to the thread that has the turn.
 */
final class Round implements Situation {
    private final ControlledThread[] threads;
    private final List<String> names;
    private final Chooser chooser;
    private final boolean mayWait;
    private final int stepLimit;
    private final @Nullable Trace trace;
    private final @Nullable OutsideCalls outside;
    final Memory memory = new Memory();
    final Schedule.Recorder recorder = new Schedule.Recorder();

    /** The thread that has the turn; null for the explorer. */
    @Nullable
    ControlledThread current;

    private long unfinished;
    private long enabled;
    private long timed;

    /** The time, in nanoseconds from the start of the schedule. */
    private long now;

    private int steps;
    private int withoutProgress;

    /** Set when the chooser has broken the schedule off. */
    boolean redundant;

    /** Set when something has gone wrong. */
    @Nullable
    Outcome failure;

    Round(
            ControlledThread[] threads,
            Scenario scenario,
            Chooser chooser,
            int stepLimit,
            @Nullable Trace trace,
            @Nullable OutsideCalls outside) {
        this.outside = outside;
        this.threads = threads;
        this.chooser = chooser;
        this.stepLimit = stepLimit;
        this.trace = trace;
        names = scenario.names;
        mayWait = scenario.mayWait;
        unfinished = (1L << threads.length) - 1;
        for (ControlledThread thread : threads) {
            thread.begin(names.get(thread.index), scenario.bodies.get(thread.index));
        }
    }

    // ---- choosing

    /** Chooses the thread that runs next; null if the schedule ends here. */
    @Nullable
    ControlledThread choose() {
        if (outside != null) {
            outside.settle(threads());
        }
        lookAround();
        if (enabled == 0 && outside != null && outside.awaitOne(threads())) {
            lookAround();
        }
        if (enabled == 0) {
            if (unfinished != 0) {
                chooser.end(this);
                judgeWaiting();
            }
            return null;
        }
        int next = chooser.choose(this);
        if (next == Chooser.NOTHING_NEW) {
            redundant = true;
            return null;
        }
        recorder.add(next, (enabled >>> next & 1) == 0);
        ControlledThread chosen = threads[next];
        if (chosen.state == ControlledThread.State.PARKED && !isAwake(chosen)) {
            passTime(chosen);
        }
        chosen.call.choose();
        current = chosen;
        return chosen;
    }

    /** Advances the time to the deadline of a sleeping thread. */
    private void passTime(ControlledThread sleeper) {
        long passed = sleeper.deadline - now;
        now = sleeper.deadline;
        if (trace != null) {
            trace.timePasses(sleeper.index, passed);
        }
    }

    /**
     * Determines the threads that can continue. A spinning thread can continue only when no other thread
     * can. Time passes only after that, up to the earliest deadline; or when half the steps of a livelock
     * were taken without progress, since a thread that only polls waits for the others.
     */
    private void lookAround() {
        long able = 0;
        long spinning = 0;
        long sleeping = 0;
        long earliest = 0;
        long deadline = Long.MAX_VALUE;
        for (ControlledThread thread : threads) {
            long bit = 1L << thread.index;
            switch (thread.state) {
                case READY -> able |= bit;
                case SPINNING -> {
                    if (seesChange(thread)) {
                        able |= bit;
                    } else {
                        spinning |= bit;
                    }
                }
                case PARKED -> {
                    if (isAwake(thread)) {
                        able |= bit;
                    } else if (thread.deadline != Long.MAX_VALUE) {
                        sleeping |= bit;
                        earliest = thread.deadline < deadline
                                ? bit
                                : thread.deadline == deadline ? earliest | bit : earliest;
                        deadline = Math.min(deadline, thread.deadline);
                    }
                }
                case BLOCKED, ENDED -> {}
            }
        }
        timed = sleeping;
        boolean timePasses = earliest != 0 && ((able | spinning) == 0 || withoutProgress >= stepLimit / 2);
        enabled = timePasses ? earliest : able != 0 ? able : spinning;
    }

    private boolean seesChange(ControlledThread spinning) {
        return spinning.lookedAt == Operation.NONE
                || memory.changes(Operation.cell(spinning.lookedAt)) != spinning.changesSeen;
    }

    private boolean isAwake(ControlledThread parked) {
        return parked.permit || parked.thread.isInterrupted() || parked.deadline <= now;
    }

    // ---- for the chooser and the scheduler

    @Override
    public long enabled() {
        return enabled;
    }

    @Override
    public long timed() {
        return timed & ~enabled;
    }

    @Override
    public int current() {
        ControlledThread present = current;
        return present == null || present.state == ControlledThread.State.ENDED ? -1 : present.index;
    }

    @Override
    public int pending(int index) {
        ControlledThread thread = threads[index];
        return switch (thread.state) {
            case READY -> thread.operation;
            case SPINNING -> thread.lookedAt;
            case PARKED ->
                thread.deadline == Long.MAX_VALUE ? Operation.of(Step.Place.WAKE_UP, 0, false) : Operation.ANYTHING;
            case BLOCKED -> Operation.ANYTHING;
            case ENDED -> Operation.NONE;
        };
    }

    @Override
    public long unfinished() {
        return unfinished;
    }

    @Override
    public int stepsWithoutProgress() {
        return withoutProgress;
    }

    List<ControlledThread> threads() {
        return List.of(threads);
    }

    /** The controlled thread behind a thread, or null. */
    @Nullable
    ControlledThread controlled(Thread thread) {
        for (ControlledThread each : threads) {
            if (each.thread == thread) {
                return each;
            }
        }
        return null;
    }

    List<String> names() {
        return names;
    }

    long now() {
        return now;
    }

    int steps() {
        return steps;
    }

    // ---- reported by the scheduler

    /** Called before a step; declares a livelock after the step limit without progress. */
    void countStep() {
        steps++;
        if (++withoutProgress > stepLimit) {
            fail(Failure.Kind.LIVELOCK, livelock(), null);
        }
    }

    /** A value is stored, or a thread has ended. */
    void progress() {
        withoutProgress = 0;
    }

    void ended(ControlledThread thread) {
        thread.state = ControlledThread.State.ENDED;
        unfinished &= ~(1L << thread.index);
        progress();
    }

    void fail(Failure.Kind kind, String message, @Nullable Throwable cause) {
        if (failure == null) {
            failure = Outcome.bad(kind, message, cause, steps);
        }
    }

    /** How it ended. */
    Outcome outcome() {
        if (failure != null) {
            return failure;
        }
        return redundant ? Outcome.redundant(steps) : Outcome.good(steps);
    }

    // ---- judging

    /** All remaining threads sleep without a time limit. */
    private void judgeWaiting() {
        StringBuilder who = new StringBuilder();
        boolean lost = false;
        boolean blocked = false;
        for (ControlledThread thread : threads) {
            blocked |= thread.state == ControlledThread.State.BLOCKED;
            if (thread.state != ControlledThread.State.ENDED) {
                lost |= describeWait(thread, who);
            }
        }
        if (lost) {
            fail(Failure.Kind.LOST_WAKE_UP, who.toString(), null);
        } else if (!mayWait || blocked) {
            fail(Failure.Kind.DEADLOCK, who.toString(), null);
        }
    }

    /**
     * Describes the variables that a thread waits for; true if one of them has changed, so that the thread should have
     * been woken.
     */
    private boolean describeWait(ControlledThread thread, StringBuilder to) {
        boolean lost = false;
        to.append(to.length() == 0 ? "" : "; ").append('\'').append(thread.name).append("' waits for ");
        if (thread.state == ControlledThread.State.BLOCKED) {
            to.append(OutsideCalls.describe(thread));
            return false;
        }
        for (int i = 0; i < thread.registrations(); i++) {
            Object cell = thread.awaited(i);
            to.append(i == 0 ? "" : ", ").append(memory.nameOf(cell));
            if (Inspection.versionOf(cell) != thread.versionSeen(i)) {
                lost = true;
                to.append(" (which has changed since)");
            }
        }
        if (thread.registrations() == 0) {
            to.append("nothing");
        }
        return lost;
    }

    private String livelock() {
        StringBuilder who = new StringBuilder("nothing was stored and no thread ended in " + stepLimit + " steps");
        for (ControlledThread thread : threads) {
            int cell = Operation.cell(thread.lookedAt);
            if (thread.state == ControlledThread.State.SPINNING && cell != 0) {
                who.append("; '").append(thread.name).append("' spins on ");
                who.append(memory.nameOf(memory.cell(cell)));
            }
        }
        return who.toString();
    }

    /** Fails if a lock is held, or if all threads have ended and a snapshot or the ticket is still open. */
    void judgeWhatIsLeftBehind() {
        for (int number = 1; number <= memory.size(); number++) {
            Object cell = memory.cell(number);
            if (Inspection.isLocked(cell)) {
                fail(Failure.Kind.LEFT_BEHIND, "the lock of " + memory.nameOf(cell), null);
            }
            if (unfinished == 0 && Inspection.hasWaiters(cell)) {
                fail(Failure.Kind.LEFT_BEHIND, "a waiter of " + memory.nameOf(cell), null);
            }
        }
        String open = unfinished == 0 ? Leftovers.describe() : "";
        if (!open.isEmpty()) {
            fail(Failure.Kind.LEFT_BEHIND, open, null);
        }
    }
}
