package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.tx.Leftovers;
import dev.tvar.stm.testing.history.History;
import dev.tvar.stm.testing.history.HistoryChecker;
import dev.tvar.stm.testing.history.Recording;
import dev.tvar.stm.testing.rule.BrokenRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seam that decides, before every step of the engine, which thread of a scenario runs next. One thread runs at a
 * time; it makes the choice itself, and passes the turn only if it chose another thread. Threads that belong to no
 * scenario are not controlled.
 */
final class Scheduler extends Seam {
    private final Driver driver;
    private final int stepLimit;
    private final boolean histories;
    private final Unwinding unwinding;

    /** The calls to the outside; null if threads must not block there. */
    private final @Nullable OutsideCalls outside;

    private final Workers workers;

    /** The thread that creates and checks the scenarios. */
    private final Thread explorer = Thread.currentThread();

    private final Chance chance = new Chance(0);

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
        unwinding = new Unwinding(driver);
        outside = driver.allowsOutsideCalls() ? new OutsideCalls(this) : null;
        workers = new Workers(this, driver, outside);
        round = new Round(
                new ControlledThread[0], new Scenario(), new Replay(new Schedule(List.of())), stepLimit, null, null);
    }

    // ---- one schedule

    /** Runs a scenario under a chooser that has begun a schedule. On the explorer's thread. */
    Outcome run(Scenario scenario, Chooser chooser, Planted bug, @Nullable Trace into) {
        planted = bug;
        trace = into;
        stopping = false;
        round = new Round(workers.first(scenario.bodies.size()), scenario, chooser, stepLimit, into, outside);
        rules = scenario.rules.isEmpty() ? null : new RuleWatch(this, scenario.rules);
        if (histories) {
            runRecorded();
        } else {
            runTraced();
        }
        if (round.outcome().isGood()) {
            check(scenario);
        }
        chance.restart();
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
            workers.run(round, first, true);
        }
        if (round.outcome().isGood()) {
            round.judgeWhatIsLeftBehind();
        }
        stopping = true;
        workers.leadOut(round);
        if (!Leftovers.describe().isEmpty()) {
            Leftovers.clear();
        }
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
        workers.close();
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
            return Unwinding.goesWhileShowing(step);
        }
        if (self.unwinding) {
            return unwinding.goes(self, step);
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
                return unwinding.goes(self, step);
            }
            self.takes(step, cell, number, round);
            if (trace != null) {
                trace.step(self.index, step, cell, cell == null ? "" : round.memory.nameOf(cell));
            }
        }
        return !planted.leavesOut(step, cell);
    }

    /** A place where user code may be interrupted. */
    void point(String what) {
        ControlledThread self = self();
        if (self == null || self.showing) {
            return;
        }
        if (self.unwinding) {
            throw unwinding.atStep(self);
        }
        self.operation = Operation.ANYTHING;
        turn(self);
        if (self.unwinding) {
            throw unwinding.atStep(self);
        }
        say(self, what);
    }

    /** A row of the trace, to which the step may add its result. */
    void say(ControlledThread self, String what) {
        self.row = trace == null ? null : trace.say(self.index, what);
    }

    /** The calls to the outside; null if threads must not block there. */
    @Nullable
    OutsideCalls outside() {
        return outside;
    }

    /** On the explorer's thread, which has taken the turn from a thread: passes it to another one. */
    void passFrom(ControlledThread blocked) {
        round.countStep();
        driver.give(round.failure == null ? round.choose() : null);
    }

    /** On a thread without the turn: returns when it has it. */
    void awaitTurn(ControlledThread self) {
        driver.awaitTurn(self);
    }

    long hangSeconds() {
        return driver.hangSeconds();
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

    @Override
    protected int number() {
        Chance chance = chance();
        return chance == null ? super.number() : chance.number;
    }

    @Override
    protected int draw() {
        Chance chance = chance();
        return chance == null ? super.draw() : chance.draw();
    }

    private @Nullable Chance chance() {
        ControlledThread self = self();
        return self != null ? self.chance : Thread.currentThread() == explorer ? chance : null;
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
}
