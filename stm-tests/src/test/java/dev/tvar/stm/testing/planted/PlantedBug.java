package dev.tvar.stm.testing.planted;

import dev.tvar.stm.internal.Cell;
import dev.tvar.stm.internal.Seam;
import dev.tvar.stm.internal.Seam.Step;
import dev.tvar.stm.testing.program.ProgramPropertyTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The planted bugs: each leaves out one step of the engine, and names the tests that must notice. */
enum PlantedBug {
    SKIP_VALIDATION(Step.VALIDATE, "I2 strict serialisability", ProgramPropertyTest.class),
    PUBLISH_HALF(Step.STORE, "I3 all or nothing", ProgramPropertyTest.class),
    REUSE_A_STAMP(Step.TAKE_VERSION, "I12 stamps strictly grow", ProgramPropertyTest.class),
    EXTEND_WITHOUT_VALIDATION(Step.VALIDATE_EXTENSION, "I1 opacity", ProgramPropertyTest.class),
    IGNORE_ANSWERS_OF_IS_AT_LEAST(Step.VALIDATE_RANGES, "I2 strict serialisability", ProgramPropertyTest.class),
    DROP_HISTORY_TOO_EARLY(Step.KEEP_FOR_SNAPSHOTS, "I7 snapshots", ProgramPropertyTest.class),
    KEEP_WRITES_OF_A_FAILED_PART(Step.UNDO, "I13, I14 nesting", ProgramPropertyTest.class),
    KEEP_A_LOCK_WHEN_A_COMMIT_FAILS(Step.UNLOCK, "I5 no lock survives", ProgramPropertyTest.class),
    FORGET_TO_WAKE(Step.WAKE, "I4 no lost wake-up", ProgramPropertyTest.class),
    COMMIT_A_DOOMED_BODY(Step.REFUSE_DOOMED, "I6 doomed attempts", ProgramPropertyTest.class),
    IGNORE_THE_TICKET(Step.LOOK_AT_TICKET, "I9 bounded attempts", ProgramPropertyTest.class),
    RUN_HOOKS_OF_A_FAILED_PART(Step.FORGET_HOOKS, "I11 hooks", ProgramPropertyTest.class),
    LET_A_TXN_ESCAPE(Step.CHECK_OWNER, "I10 thread and attempt", ProgramPropertyTest.class),
    LEAVE_A_WAITER_BEHIND(Step.DEREGISTER, "I4 nothing left behind", ProgramPropertyTest.class);

    private final Step step;
    final String invariant;
    final List<Class<?>> guards;

    PlantedBug(Step step, String invariant, Class<?>... guards) {
        this.step = step;
        this.invariant = invariant;
        this.guards = List.of(guards);
    }

    /** The engine with this bug: the step is left out always; a store only now and then, or nothing would be written. */
    Seam seam() {
        AtomicInteger stores = new AtomicInteger();
        return new Seam() {
            @Override
            protected boolean proceed(Step next, @Nullable Cell cell) {
                return next != step || (step == Step.STORE && stores.incrementAndGet() % 7 != 0);
            }
        };
    }
}
