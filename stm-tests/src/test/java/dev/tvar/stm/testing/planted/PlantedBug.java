package dev.tvar.stm.testing.planted;

import dev.tvar.stm.internal.Cell;
import dev.tvar.stm.internal.Seam;
import dev.tvar.stm.internal.Seam.Step;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The planted bugs: each leaves out one step of the engine, and names the test that must notice. */
enum PlantedBug {
    SKIP_VALIDATION(Step.VALIDATE, "I2 strict serialisability", "program.ProgramPropertyTest"),
    PUBLISH_HALF(Step.STORE, "I3 all or nothing", "program.ProgramPropertyTest"),
    REUSE_A_STAMP(Step.TAKE_VERSION, "I12 stamps strictly grow", "program.ProgramPropertyTest"),
    EXTEND_WITHOUT_VALIDATION(Step.VALIDATE_EXTENSION, "I1 opacity", "program.ProgramPropertyTest"),
    READ_WITHOUT_SECOND_LOOK(Step.COMPARE_STAMPS, "I1 opacity", "law.OpacityTest"),
    IGNORE_ANSWERS_OF_IS_AT_LEAST(Step.VALIDATE_RANGES, "I2 strict serialisability", "program.ProgramPropertyTest"),
    JUDGE_ANSWERS_BY_VALUE_ALONE(Step.REFUSE_LATER_ANSWER, "I1 opacity", "planted.InterleavedAnswers"),
    DROP_HISTORY_TOO_EARLY(Step.KEEP_FOR_SNAPSHOTS, "I7 snapshots", "program.ProgramPropertyTest"),
    KEEP_WRITES_OF_A_FAILED_PART(Step.UNDO, "I13, I14 nesting", "program.ProgramPropertyTest"),
    KEEP_A_LOCK_WHEN_A_COMMIT_FAILS(Step.UNLOCK, "I5 no lock survives", "program.ProgramPropertyTest"),
    FORGET_TO_WAKE(Step.WAKE, "I4 no lost wake-up", "law.ManyWaitersTest"),
    COMMIT_A_DOOMED_BODY(Step.REFUSE_DOOMED, "I6 doomed attempts", "law.DoomTest"),
    IGNORE_THE_TICKET(Step.LOOK_AT_TICKET, "I9 bounded attempts", "law.ProgressTest"),
    RUN_HOOKS_OF_A_FAILED_PART(Step.FORGET_HOOKS, "I11 hooks", "law.HookTest"),
    LET_A_TXN_ESCAPE(Step.CHECK_OWNER, "I10 thread and attempt", "law.MisuseTest"),
    LEAVE_A_WAITER_BEHIND(Step.DEREGISTER, "I4 nothing left behind", "law.WaiterCleanupTest");

    private final Step step;
    final String invariant;

    /** The test class that guards it. */
    final String guard;

    PlantedBug(Step step, String invariant, String guard) {
        this.step = step;
        this.invariant = invariant;
        this.guard = "dev.tvar.stm.testing." + guard;
    }

    /**
     * The engine with this bug: the step is left out always; a store only now and then, or nothing would be written. It
     * dawdles at times after a look at a stamp, so that what may happen just then does happen.
     */
    Seam seam() {
        AtomicInteger stores = new AtomicInteger();
        return new Seam() {
            @Override
            protected boolean proceed(Step next, @Nullable Cell cell) {
                Interleaving.before(next, cell);
                if (next == Step.LOOKED_AT_STAMP) {
                    dawdle();
                }
                return next != step || (step == Step.STORE && stores.incrementAndGet() % 7 != 0);
            }
        };
    }

    private static void dawdle() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (random.nextInt(64) == 0) {
            for (int round = random.nextInt(1000); round > 0; round--) {
                Thread.onSpinWait();
            }
        }
    }
}
