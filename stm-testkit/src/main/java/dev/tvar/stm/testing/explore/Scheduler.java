package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.cell.Inspection;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.tx.Leftovers;
import dev.tvar.stm.testing.history.History;
import dev.tvar.stm.testing.history.HistoryChecker;
import dev.tvar.stm.testing.history.Recording;
import dev.tvar.stm.testing.rule.BrokenRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seam that decides, before every step of the engine, which thread of a scenario runs next. One thread runs at a
 * time; it makes the choice itself, and passes the turn only if it chose another thread. Threads that belong to no
 * scenario are not controlled.
 */
final class Scheduler extends Seam {
    /** The steps that a thread may take after the end of its schedule before it counts as impossible to end. */
    private static final int STEPS_AFTER_THE_END = 100_000;

    private final Driver driver;
    private final int stepLimit;
    private final boolean histories;
    private final List<ControlledThread> workers = new ArrayList<>();

    // ---- for one schedule; belongs to the thread that has the turn
    private Round round;
    private Planted planted = (step, cell) -> false;
    private @Nullable Trace trace;
    private @Nullable RuleWatch rules;

    /** The schedule has ended: the threads that have not ended are being unwound. */
    private boolean stopping;

    Scheduler(Driver driver, int stepLimit, boolean histories) {
        this.driver = driver;
        this.stepLimit = stepLimit;
        this.histories = histories;
        round = new Round(
                new ControlledThread[0], new Scenario(), new Replay(new Schedule(List.of())), stepLimit, null);
    }

    // ---- one schedule

    /** Runs a scenario under a chooser that has begun a schedule. On the explorer's thread. */
    Outcome run(Scenario scenario, Chooser chooser, Planted bug, @Nullable Trace into) {
        planted = bug;
        trace = into;
        stopping = false;
        round = new Round(workers(scenario.bodies.size()), scenario, chooser, stepLimit, into);
        rules = scenario.rules.isEmpty() ? null : new RuleWatch(this, scenario.rules);
        if (histories) {
            runRecorded();
        } else {
            runTraced();
        }
        if (round.outcome().isGood()) {
            check(scenario);
        }
        return round.outcome();
    }

    private void runTraced() {
        if (trace != null) {
            trace.of(this, this::runJudged);
        } else {
            runJudged();
        }
    }

    private void runJudged() {
        if (rules != null) {
            rules.judge(this::runThreads);
        } else {
            runThreads();
        }
    }

    private void runThreads() {
        ControlledThread first = round.failure == null ? round.choose() : null;
        if (first != null) {
            driver.run(first);
        }
        if (round.outcome().isGood()) {
            round.judgeWhatIsLeftBehind();
        }
        leadOut();
    }

    private void runRecorded() {
        Recording recording = Recording.start(Recording.DEFAULT_MAX_OPERATIONS);
        History history;
        try {
            runTraced();
        } finally {
            history = recording.stop();
        }
        if (round.outcome().isGood()) {
            HistoryChecker.check(history)
                    .violation()
                    .ifPresent(found -> round.fail(Failure.Kind.NO_ORDER, found.toString(), null));
        }
    }

    private ControlledThread[] workers(int count) {
        while (workers.size() < count) {
            workers.add(new ControlledThread(workers.size(), this, driver));
        }
        return workers.subList(0, count).toArray(new ControlledThread[0]);
    }

    /** Ends the threads that are still running, one after the other. */
    private void leadOut() {
        stopping = true;
        for (long left = round.unfinished(); left != 0; left &= left - 1) {
            ControlledThread thread = round.thread(Long.numberOfTrailingZeros(left));
            thread.unwinding = true;
            round.current = thread;
            driver.run(thread);
            if (thread.state != ControlledThread.State.ENDED) { // it cannot be ended: leave it where it is
                workers.set(thread.index, new ControlledThread(thread.index, this, driver));
            }
        }
        round.current = null;
        if (!Leftovers.describe().isEmpty()) {
            Leftovers.clear();
        }
    }

    private void check(Scenario scenario) {
        try {
            if (scenario.check != null) {
                scenario.check.run();
            }
        } catch (Throwable t) {
            round.fail(Failure.Kind.CHECK_FAILED, String.valueOf(t), t);
        }
    }

    /** The schedule that runs, or was run last. */
    Round round() {
        return round;
    }

    /** Ends the threads behind all schedules; a thread that hangs is abandoned. */
    void close() {
        round.current = null;
        driver.close(workers.stream()
                .filter(worker -> worker.state == ControlledThread.State.ENDED)
                .toList());
    }

    @Override
    public String toString() {
        return driver.toString();
    }

    // ---- the seam

    @Override
    protected boolean proceed(Step step, @Nullable Object cell) {
        ControlledThread self = self();
        if (self == null) {
            return true;
        }
        if (self.judging) {
            return RuleWatch.goesWhileJudging(step);
        }
        if (self.showing) {
            return goesWhileShowing(step);
        }
        if (self.unwinding) {
            return goesAfterTheEnd(self, step);
        }
        if (rules != null) {
            rules.beforeStep(self, step);
        }
        if (step == Step.SPIN) {
            wait(self, ControlledThread.State.SPINNING);
            return false;
        }
        if (step == Step.BACK_OFF) {
            return false;
        }
        if (step.place() != Step.Place.OWN) {
            int number = cell == null ? 0 : round.memory.number(cell);
            boolean ordered = rules != null && RuleWatch.decidesOrder(step);
            self.operation = Operation.of(step.place(), number, step.changes() || ordered);
            turn(self);
            if (self.unwinding) {
                return goesAfterTheEnd(self, step);
            }
            note(self, step, cell, number);
        }
        return !planted.leavesOut(step, cell);
    }

    /** A place where user code may be interrupted. */
    void point(String what) {
        ControlledThread self = self();
        if (self == null || self.unwinding || self.showing) {
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
        if (self.unwinding || self.showing) {
            throw new Abandoned();
        }
        self.deadline = deadline;
        if (trace != null) {
            trace.parks(self.index);
        }
        wait(self, ControlledThread.State.PARKED);
        self.permit = false;
    }

    @Override
    protected void unpark(Thread thread) {
        ControlledThread controlled = round.controlled(thread);
        if (controlled == null) {
            super.unpark(thread);
        } else {
            controlled.permit = true;
        }
    }

    /** Time stands still while a thread can move, and then advances to the next deadline. */
    @Override
    protected long nanoTime() {
        return self() == null ? super.nanoTime() : round.now();
    }

    /** The thread that has the turn, if it is the caller. */
    @Nullable
    ControlledThread self() {
        ControlledThread present = round.current;
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

    /** Before a step: chooses the next thread, and returns when that is this one. */
    private void turn(ControlledThread self) {
        round.countStep();
        ControlledThread next = round.failure == null ? round.choose() : null;
        if (next != self) {
            driver.pass(self, next);
        }
    }

    /** A thread has ended; returns the next one. */
    @Nullable
    ControlledThread ended(ControlledThread self, @Nullable Throwable thrown) {
        round.ended(self);
        if (stopping) {
            return null;
        }
        if (trace != null && round.failure == null) {
            trace.ended(self, thrown);
        }
        if (thrown != null) {
            round.fail(Failure.Kind.THREAD_FAILED, '\'' + self.name + "': " + thrown, thrown);
            return null;
        }
        return round.failure == null ? round.choose() : null;
    }

    /** A commit of the thread that has the turn has broken a rule: the schedule ends. */
    void breaks(ControlledThread self, BrokenRule broken) {
        round.fail(Failure.Kind.RULE_BROKEN, broken.toString(), broken.thrown());
        if (trace != null) {
            trace.say(self.index, "breaks the rule \"" + broken.rule() + '"');
        }
    }

    /** The operation recorded for the next step. */
    private void note(ControlledThread self, Step step, @Nullable Object cell, int number) {
        switch (step) {
            case LOOK_AT_STAMP, LOOK_AT_QUEUE -> {
                self.lookedAt = self.operation;
                self.changesSeen = round.memory.changes(number);
                if (self.isRegistered() && cell != null) {
                    self.sees(cell, Inspection.versionOf(cell));
                }
            }
            case STORE -> round.progress();
            case REGISTER -> {
                if (cell != null) {
                    self.register(cell, Inspection.versionOf(cell));
                }
            }
            case DEREGISTER -> self.forgetRegistrations();
            default -> {
                if (step.changes() && (step.place() == Step.Place.STAMP || step.place() == Step.Place.TICKET)) {
                    round.memory.changed(number);
                }
            }
        }
        if (trace != null) {
            trace.step(self.index, step, cell, cell == null ? "" : round.memory.nameOf(cell));
        }
    }

    /**
     * Refuses steps of a {@code toString} that could wait for another thread or would change the schedule;
     * the steps that clean up after that are allowed.
     */
    private static boolean goesWhileShowing(Step step) {
        switch (step) {
            case SPIN, BACK_OFF, LOOK_AT_STAMP, READ_CLOCK, LOOK_AT_QUEUE, OPEN_SNAPSHOT -> throw new Abandoned();
            default -> {
                return true;
            }
        }
    }

    /**
     * The schedule has ended: unwinds the thread at the first step at which its transaction can be undone,
     * and lets it clean up unscheduled.
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
