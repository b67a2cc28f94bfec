package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Saved;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.rule.BrokenRule;
import dev.tvar.stm.testing.rule.Commit;
import dev.tvar.stm.testing.rule.CommitLog;
import dev.tvar.stm.testing.rule.Rule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Judge the rules of a scenario after each commit of a schedule, without changing the schedule.
 *
 * Mechanism. The engine reports the writes of a commit just before it stores the first one, with all locks held. That
 * moment is the place of the commit in the log. The rules are evaluated by the committing thread, in its turn, at the
 * first event after the last lock was released: user code must not run under a lock. Other commits may have taken place
 * between the two; the log gives the state without them.
 *
 * Why the order is right. Of two commits, where one reads or overwrites what the other wrote, the other has reported its
 * writes before. If one only read what the other overwrote, the order may be the opposite of the serial one. The state
 * between the two is then one that the program reaches under another schedule, in which the reader begins later: the
 * other commit does not depend on it. So a broken rule is a fault of the program in any case.
 *
 * Exhaustive exploration takes steps on different memory as independent. The order of two such commits makes a
 * difference to a rule on the variables of both, so the last step before the report counts as a change where rules are.
 */

/** Watches the commits of one schedule. Confined to the thread that has the turn. */
final class RuleWatch extends Recorder {
    /** The present attempt of a thread. */
    private static final class Present {
        final String label;
        final List<Commit.Read> reads = new ArrayList<>();
        final List<Commit.Write> writes = new ArrayList<>();

        /** The number of its commit while that is to be judged; else 0. */
        int commit;

        Present(String label) {
            this.label = label;
        }
    }

    private final Scheduler scheduler;
    private final Map<String, Rule> rules;
    private final CommitLog log;
    private final Map<Object, String> labels = new IdentityHashMap<>();
    private final Map<ControlledThread, Present> present = new IdentityHashMap<>();
    private boolean beginsSnapshot;
    private int transactions;

    RuleWatch(Scheduler scheduler, Map<String, Rule> rules) {
        this.scheduler = scheduler;
        this.rules = rules;
        log = new CommitLog(cell -> scheduler.round().memory.nameOf(cell));
    }

    /** Evaluates the rules for the first time, then runs the threads of a schedule while this listens. */
    void judge(Runnable threads) {
        rules.forEach((name, rule) -> {
            BrokenRule broken = log.require(name, rule, 0);
            if (broken != null) {
                scheduler.round().fail(Failure.Kind.RULE_BROKEN, broken.toString(), broken.thrown());
            }
        });
        install();
        try {
            threads.run();
        } finally {
            uninstall();
        }
    }

    // ---- steps

    /** Whether the commit of two threads that reaches this step first is the first of both for a rule. */
    static boolean decidesOrder(Step step) {
        return step == Step.LOOK_FOR_SNAPSHOTS;
    }

    /** Judges a commit that has stored all its values. */
    void beforeStep(ControlledThread self, Step step) {
        if (step != Step.STORE && step != Step.RELEASE) {
            judge(self);
        }
    }

    /** A rule must not wait: it reads no variable that is locked. */
    static boolean goesWhileJudging(Step step) {
        if (step == Step.SPIN || step == Step.BACK_OFF) {
            throw new IllegalStateException("the variable is locked by a commit: a rule must read by its ReadTxn only");
        }
        return true;
    }

    private void judge(ControlledThread self) {
        Present committed = present.get(self);
        if (committed == null || committed.commit == 0) {
            return;
        }
        int number = committed.commit;
        committed.commit = 0;
        Commit commit = new Commit(committed.label, self.name, committed.reads, committed.writes);
        self.showing = true;
        self.judging = true;
        BrokenRule broken;
        try {
            broken = log.judge(number, commit);
        } finally {
            self.judging = false;
            self.showing = false;
        }
        if (broken != null) {
            scheduler.breaks(self, broken);
        }
    }

    // ---- reports of the engine

    @Override
    protected void begin(boolean snapshot) {
        beginsSnapshot = snapshot;
    }

    @Override
    protected void attempt(Object call, @Nullable String name, int number) {
        ControlledThread self = self();
        if (self == null) {
            return;
        }
        String label = number == 1 ? null : labels.get(call);
        if (label == null) {
            label = (beginsSnapshot ? "S" : "T") + ++transactions + (name == null ? "" : " '" + name + '\'');
            labels.put(call, label);
        }
        present.put(self, new Present(label));
    }

    @Override
    protected void read(Object cell, long version, boolean kept, long number, @Nullable Object value) {
        ControlledThread self = self();
        Present reader = self == null ? null : present.get(self);
        if (reader != null) {
            reader.reads.add(new Commit.Read(new Saved((Cell) cell, number, value), null));
        }
    }

    @Override
    protected void answer(Object cell, long version, long bound, boolean atLeast) {
        ControlledThread self = self();
        Present reader = self == null ? null : present.get(self);
        if (reader != null) {
            reader.reads.add(new Commit.Read(new Saved((Cell) cell, bound, null), atLeast));
        }
    }

    @Override
    protected void write(Object cell, long version, long number, @Nullable Object value) {
        ControlledThread self = self();
        Present writer = self == null ? null : present.get(self);
        if (writer != null) {
            if (writer.commit == 0) {
                writer.commit = log.beginCommit();
            }
            Commit.Write write = new Commit.Write(Seqlock.save((Cell) cell), new Saved((Cell) cell, number, value));
            writer.writes.add(write);
            log.add(writer.commit, write);
        }
    }

    @Override
    protected void end(boolean committed) {
        ControlledThread self = self();
        if (self != null && committed) {
            judge(self);
        }
    }

    private @Nullable ControlledThread self() {
        ControlledThread self = scheduler.self();
        return self == null || self.unwinding || self.showing ? null : self;
    }
}
