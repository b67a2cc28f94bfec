package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.Cell;
import dev.tvar.stm.internal.Seam;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seam that decides, before every step of the engine, which thread of a scenario goes on. One thread runs at a time;
 * the one that runs makes the choice itself, and gives the turn away only if it chose another. Threads that belong to no
 * scenario pass through.
 */
final class Scheduler extends Seam implements Situation {
    private static final Planted NO_BUG = (step, cell) -> false;

    /** So many steps a thread may take after the end of its schedule before it counts as one that cannot be ended. */
    private static final int STEPS_AFTER_THE_END = 100_000;

    private final Driver driver;
    private final int stepLimit;
    private final List<ControlledThread> workers = new ArrayList<>();

    // ---- for one schedule; belongs to whoever has the turn
    private final Memory memory = new Memory();
    private final Schedule.Recorder recorder = new Schedule.Recorder();
    private ControlledThread[] threads = {};
    private List<String> names = List.of();
    private Chooser chooser = new Replay(new Schedule(List.of()));
    private Planted planted = NO_BUG;
    private @Nullable Trace trace;
    private @Nullable ControlledThread current;
    private long unfinished;
    private long enabled;
    private long timed;
    private long now;
    private int steps;
    private int withoutProgress;
    private boolean stopping;
    private boolean redundant;
    private boolean waiting;
    private @Nullable Outcome failure;

    Scheduler(Driver driver, int stepLimit) {
        this.driver = driver;
        this.stepLimit = stepLimit;
    }

    // ---- one schedule

    /** Runs a scenario under a chooser that has begun a schedule. On the explorer's thread. */
    Outcome run(Scenario scenario, Chooser by, Planted bug, @Nullable Trace into) {
        begin(scenario, by, bug, into);
        ControlledThread first = choose();
        if (first != null) {
            driver.run(first);
        }
        Outcome bad = failure;
        if (bad == null && !redundant) {
            bad = leftBehind();
        }
        leadOut();
        if (bad == null && !redundant) {
            bad = check(scenario);
        }
        if (bad != null) {
            return bad;
        }
        return redundant ? Outcome.redundant(steps) : Outcome.good(steps);
    }

    private void begin(Scenario scenario, Chooser by, Planted bug, @Nullable Trace into) {
        int count = scenario.bodies.size();
        while (workers.size() < count) {
            workers.add(new ControlledThread(workers.size(), this, driver));
        }
        if (threads.length != count) {
            threads = workers.subList(0, count).toArray(new ControlledThread[0]);
        }
        for (int i = 0; i < count; i++) {
            threads[i].begin(scenario.names.get(i), scenario.bodies.get(i));
        }
        names = scenario.names;
        memory.clear();
        recorder.clear();
        chooser = by;
        planted = bug;
        trace = into;
        current = null;
        unfinished = (1L << count) - 1;
        now = 0;
        steps = 0;
        withoutProgress = 0;
        stopping = false;
        redundant = false;
        waiting = scenario.mayWait;
        failure = null;
    }

    /** Ends the threads that are still on their way, one after the other. */
    private void leadOut() {
        stopping = true;
        boolean replaced = false;
        for (long left = unfinished; left != 0; left &= left - 1) {
            ControlledThread thread = threads[Long.numberOfTrailingZeros(left)];
            thread.unwinding = true;
            current = thread;
            driver.run(thread);
            if (thread.state != ControlledThread.State.ENDED) { // it cannot be ended: leave it where it is
                workers.set(thread.index, new ControlledThread(thread.index, this, driver));
                replaced = true;
            }
        }
        if (replaced) {
            threads = new ControlledThread[0];
        }
        current = null;
        reset();
    }

    private @Nullable Outcome check(Scenario scenario) {
        if (scenario.check == null) {
            return null;
        }
        try {
            scenario.check.run();
            return null;
        } catch (Throwable t) {
            return bad(Failure.Kind.CHECK_FAILED, String.valueOf(t), t);
        }
    }

    private @Nullable Outcome leftBehind() {
        for (int number = 1; number <= memory.size(); number++) {
            if (isLocked(memory.cell(number))) {
                return bad(Failure.Kind.LEFT_BEHIND, "the lock of " + nameOf(number), null);
            }
        }
        String open = unfinished == 0 ? leftOpen() : "";
        return open.isEmpty() ? null : bad(Failure.Kind.LEFT_BEHIND, open, null);
    }

    private Outcome bad(Failure.Kind kind, String message, @Nullable Throwable cause) {
        return Outcome.bad(kind, message, cause, steps);
    }

    /** Ends the threads behind all schedules. */
    void close() {
        current = null;
        driver.close(workers.stream()
                .filter(worker -> worker.state == ControlledThread.State.ENDED)
                .toList());
    }

    /** The schedule that was run last. */
    Schedule.Recorder recorder() {
        return recorder;
    }

    /** The name of a variable; one without a name is told by the order in which the schedule came to it. */
    String nameOf(int number) {
        Cell cell = memory.cell(number);
        String name = nameOf(cell);
        return name != null ? name : cell.getClass().getSimpleName() + "#" + number;
    }

    String driverName() {
        return driver.toString();
    }

    /** The names of the threads of the schedule that was run last. */
    List<String> names() {
        return names;
    }

    /** A trace for a schedule whose variables have not been written yet. */
    Trace newTrace() {
        return new Trace(
                new Trace.Look() {
                    @Override
                    public String name(int number) {
                        return nameOf(number);
                    }

                    @Override
                    public long version(Cell cell) {
                        return versionOf(cell);
                    }

                    @Override
                    public boolean isLocked(Cell cell) {
                        return Seam.isLocked(cell);
                    }
                },
                clock());
    }

    // ---- choosing

    /** Chooses who goes on; null if the schedule ends here. */
    private @Nullable ControlledThread choose() {
        lookAround();
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
        recorder.add(next);
        ControlledThread chosen = threads[next];
        if (chosen.state == ControlledThread.State.PARKED && !isAwake(chosen)) {
            now = Math.max(now, chosen.deadline);
        }
        current = chosen;
        return chosen;
    }

    /** Finds out who can go on: who spins comes only when nobody else can move, and time passes only after that. */
    private void lookAround() {
        long able = 0;
        long spinning = 0;
        long sleeping = 0;
        for (ControlledThread thread : threads) {
            long bit = 1L << thread.index;
            switch (thread.state) {
                case READY -> able |= bit;
                case SPINNING -> {
                    if (thread.lookedAt == Operation.NONE || changesOf(thread.lookedAt) != thread.changesSeen) {
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
                    }
                }
                case ENDED -> {}
            }
        }
        timed = sleeping;
        enabled = able != 0 ? able : spinning != 0 ? spinning : sleeping;
    }

    private static boolean isAwake(ControlledThread parked) {
        return parked.permit || parked.thread.isInterrupted();
    }

    private int changesOf(int operation) {
        return memory.changes(Operation.cell(operation));
    }

    /** All who are left sleep without a limit. */
    private void judgeWaiting() {
        StringBuilder who = new StringBuilder();
        boolean lost = false;
        for (ControlledThread thread : threads) {
            if (thread.state != ControlledThread.State.ENDED) {
                lost |= describeWait(thread, who);
            }
        }
        if (lost) {
            failure = bad(Failure.Kind.LOST_WAKE_UP, who.toString(), null);
        } else if (!waiting) {
            failure = bad(Failure.Kind.DEADLOCK, who.toString(), null);
        }
    }

    private boolean describeWait(ControlledThread thread, StringBuilder to) {
        boolean lost = false;
        to.append(to.length() == 0 ? "" : "; ").append('\'').append(thread.name).append("' waits for ");
        for (int i = 0; i < thread.registrations(); i++) {
            Cell cell = thread.awaited(i);
            to.append(i == 0 ? "" : ", ").append(nameOf(memory.number(cell)));
            if (versionOf(cell) != thread.versionSeen(i)) {
                lost = true;
                to.append(" (which has changed since)");
            }
        }
        if (thread.registrations() == 0) {
            to.append("nothing");
        }
        return lost;
    }

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
    public int threads() {
        return threads.length;
    }

    @Override
    public int pending(int index) {
        ControlledThread thread = threads[index];
        return switch (thread.state) {
            case READY -> thread.operation;
            case SPINNING -> thread.lookedAt;
            case PARKED ->
                thread.deadline == Long.MAX_VALUE ? Operation.of(Place.WAKE_UP, 0, false) : Operation.ANYTHING;
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

    // ---- the seam

    @Override
    protected boolean proceed(Step step, @Nullable Cell cell) {
        ControlledThread self = self();
        if (self == null) {
            return true;
        }
        if (self.unwinding) {
            return goesAfterTheEnd(self, step);
        }
        if (step == Step.SPIN) {
            wait(self, ControlledThread.State.SPINNING);
            return false;
        }
        if (step == Step.BACK_OFF) {
            return false;
        }
        if (step.place() != Place.OWN) {
            int number = cell == null ? 0 : memory.number(cell);
            self.operation = Operation.of(step.place(), number, step.changes());
            turn(self);
            if (self.unwinding) {
                return goesAfterTheEnd(self, step);
            }
            note(self, step, cell, number);
        }
        return !planted.leavesOut(step, cell);
    }

    /** A place where the user's own code may be interrupted. */
    void point(String what) {
        ControlledThread self = self();
        if (self == null || self.unwinding) {
            return;
        }
        self.operation = Operation.ANYTHING;
        turn(self);
        if (self.unwinding) {
            throw new Abandoned();
        }
        if (trace != null) {
            trace.say(self.index, what);
        }
    }

    @Override
    protected boolean schedules() {
        return self() != null;
    }

    @Override
    protected void park(Object blocker, long deadline) {
        ControlledThread self = self();
        if (self == null) {
            super.park(blocker, deadline);
            return;
        }
        if (self.unwinding) {
            throw new Abandoned();
        }
        self.deadline = deadline;
        if (trace != null) {
            trace.say(self.index, "park");
        }
        wait(self, ControlledThread.State.PARKED);
        self.permit = false;
    }

    @Override
    protected void unpark(Thread thread) {
        for (ControlledThread controlled : threads) {
            if (controlled.thread == thread) {
                controlled.permit = true;
                return;
            }
        }
        super.unpark(thread);
    }

    /** Time stands still while anyone can move: it goes from one deadline to the next. */
    @Override
    protected long nanoTime() {
        return self() == null ? super.nanoTime() : now;
    }

    private @Nullable ControlledThread self() {
        ControlledThread present = current;
        return present != null && present.thread == Thread.currentThread() ? present : null;
    }

    // ---- turns

    private void wait(ControlledThread self, ControlledThread.State state) {
        self.state = state;
        turn(self);
        if (self.unwinding) {
            throw new Abandoned();
        }
        self.state = ControlledThread.State.READY;
    }

    /** Before a step: chooses who goes on, and returns when it is this thread. */
    private void turn(ControlledThread self) {
        steps++;
        if (++withoutProgress > stepLimit) {
            failure = bad(Failure.Kind.LIVELOCK, livelock(), null);
        }
        ControlledThread next = failure == null ? choose() : null;
        if (next != self) {
            driver.pass(self, next);
        }
    }

    private String livelock() {
        StringBuilder who = new StringBuilder("nothing was stored and no thread ended in " + stepLimit + " steps");
        for (ControlledThread thread : threads) {
            if (thread.state == ControlledThread.State.SPINNING && Operation.cell(thread.lookedAt) != 0) {
                who.append("; '").append(thread.name).append("' spins on ");
                who.append(nameOf(Operation.cell(thread.lookedAt)));
            }
        }
        return who.toString();
    }

    /** A thread has ended; returns who goes on. */
    @Nullable
    ControlledThread ended(ControlledThread self, @Nullable Throwable thrown) {
        self.state = ControlledThread.State.ENDED;
        unfinished &= ~(1L << self.index);
        withoutProgress = 0;
        if (stopping) {
            return null;
        }
        if (trace != null) {
            trace.say(
                    self.index,
                    thrown == null ? "end" : "fail: " + thrown.getClass().getSimpleName());
        }
        if (thrown != null) {
            failure = bad(Failure.Kind.THREAD_FAILED, '\'' + self.name + "': " + thrown, thrown);
            return null;
        }
        return choose();
    }

    /** What is remembered of a step that is about to be taken. */
    private void note(ControlledThread self, Step step, @Nullable Cell cell, int number) {
        switch (step) {
            case LOOK_AT_STAMP -> {
                self.lookedAt = self.operation;
                self.changesSeen = memory.changes(number);
                if (self.isRegistered() && cell != null) {
                    self.sees(cell, versionOf(cell));
                }
            }
            case LOOK_AT_QUEUE -> {
                self.lookedAt = self.operation;
                self.changesSeen = memory.changes(0);
            }
            case STORE -> withoutProgress = 0;
            case REGISTER -> {
                if (cell != null) {
                    self.register(cell, versionOf(cell));
                }
            }
            case DEREGISTER -> self.forgetRegistrations();
            default -> {
                if (step.changes() && (step.place() == Place.STAMP || step.place() == Place.TICKET)) {
                    memory.changed(number);
                }
            }
        }
        if (trace != null) {
            trace.step(self.index, step, cell, number);
        }
    }

    /**
     * The schedule has ended: leads the thread out at the first step where its transaction can be undone, and lets it clean
     * up unscheduled.
     */
    private boolean goesAfterTheEnd(ControlledThread self, Step step) {
        if (++self.stepsAfterTheEnd > STEPS_AFTER_THE_END) {
            while (!driver.isClosed()) {
                driver.pass(self, null);
            }
        }
        switch (step) {
            case SPIN, BACK_OFF -> throw new Abandoned();
            case LOOK_AT_STAMP, READ_CLOCK, LOOK_AT_QUEUE, LOOK_FOR_WAKE_UP -> {
                if (!self.ledOut) {
                    self.ledOut = true;
                    throw new Abandoned();
                }
            }
            default -> {}
        }
        return true;
    }
}
