package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.Cell;
import dev.tvar.stm.internal.Seam.Step;
import org.jspecify.annotations.Nullable;

/** Bugs whose harm depends on the order of steps, each with the program that shows it. */
enum OrderingBug {
    SKIP_VALIDATION(Step.VALIDATE, Programs.TWO_TRANSFERS_BY_READ_AND_WRITE),
    PUBLISH_HALF(Step.STORE, Programs.TRANSFER_AND_AUDITS),
    REUSE_A_STAMP(Step.TAKE_VERSION, Programs.TWO_TRANSFERS_BY_READ_AND_WRITE),
    EXTEND_WITHOUT_VALIDATION(Step.VALIDATE_EXTENSION, Programs.EQUAL_PAIR),
    READ_WITHOUT_SECOND_LOOK(Step.COMPARE_STAMPS, Programs.EQUAL_PAIR),
    IGNORE_ANSWERS_OF_IS_AT_LEAST(Step.VALIDATE_RANGES, Programs.WITHDRAWALS),
    JUDGE_ANSWERS_BY_VALUE_ALONE(Step.REFUSE_LATER_ANSWER, Programs.ANSWERS_OF_ONE_INSTANT),
    DROP_HISTORY_TOO_EARLY(Step.KEEP_FOR_SNAPSHOTS, Programs.TRANSFER_AND_AUDITS),
    OVERLOOK_SNAPSHOTS(Step.LOOK_FOR_SNAPSHOTS, Programs.TRANSFER_AND_AUDITS),
    LEAVE_SNAPSHOTS_OPEN(Step.CLOSE_SNAPSHOT, Programs.TRANSFER_AND_AUDITS),
    KEEP_A_LOCK_WHEN_A_COMMIT_FAILS(Step.UNLOCK, Programs.WRITE_SKEW),
    KEEP_A_LOCK(Step.RELEASE, Programs.TWO_TRANSFERS),
    COMMIT_WITHOUT_LOCK(Step.LOCK, Programs.TWO_TRANSFERS_BY_READ_AND_WRITE),
    FORGET_TO_WAKE(Step.WAKE, Programs.HAND_OVER),
    FORGET_TO_TELL_A_WAITER(Step.TELL_WAITER, Programs.HAND_OVER),
    FORGET_TO_UNPARK(Step.UNPARK, Programs.HAND_OVER),
    WAIT_UNANNOUNCED(Step.SET_AWAITED, Programs.HAND_OVER),
    NEVER_LEAP(Step.LEAP, Programs.TRANSFER_AND_AUDITS),
    RUN_TOO_FAR_AHEAD(Step.ADVANCE_CLOCK, Programs.LONG_RUN_AND_SNAPSHOT),
    IGNORE_THE_TICKET(Step.LOOK_AT_TICKET, Programs.TICKET),
    QUEUE_WITHOUT_TAKING_THE_TICKET(Step.HOLD_TICKET, Programs.TICKET),
    KEEP_THE_TICKET(Step.GIVE_TICKET_BACK, Programs.TICKET);

    private final Step step;
    final Programs program;

    OrderingBug(Step step, Programs program) {
        this.step = step;
        this.program = program;
    }

    /** The bug, for one schedule: the step is always left out, but a store only every third time. */
    Planted plant() {
        return new Planted() {
            private int stores;

            @Override
            public boolean leavesOut(Step next, @Nullable Cell cell) {
                return next == step && (step != Step.STORE || ++stores % 3 == 0);
            }
        };
    }
}
