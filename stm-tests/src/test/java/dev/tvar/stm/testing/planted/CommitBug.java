package dev.tvar.stm.testing.planted;

import static dev.tvar.stm.testing.planted.Guards.longProgram;
import static dev.tvar.stm.testing.planted.Guards.program;
import static dev.tvar.stm.testing.planted.Invariant.*;
import static dev.tvar.stm.testing.planted.Mutant.in;

import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.BoundedPrograms;
import dev.tvar.stm.testing.explore.LargePrograms;
import dev.tvar.stm.testing.explore.Planted;
import dev.tvar.stm.testing.explore.Programs;
import dev.tvar.stm.testing.explore.SmallPrograms;
import java.util.concurrent.atomic.AtomicInteger;

/** Bugs in reads, commits and locks. */
enum CommitBug implements PlantedBug {
    EXTEND_WITHOUT_VALIDATION(
            I1,
            in("Extension.to").call("readsHold").returns(true),
            "the bound moves up over a changed read",
            program(Programs.EQUAL_PAIR).andTest("program.ProgramPropertyTest")),
    EXTEND_WITHOUT_ASKING_AGAIN(
            I1,
            in("Extension.to").call("answersAt").returns("HOLD"),
            "the bound moves up over a changed answer",
            program(Programs.ANSWERS_OF_ONE_INSTANT)),
    LET_IN_WITHOUT_LOOKING_AGAIN(
            I1,
            in("Validation.isUntouched").returns(true),
            "a newer value joins a few changed reads",
            program(Programs.EQUAL_PAIR)),
    READ_QUICKLY_WITHOUT_THE_FIRST(
            I1,
            in("Seqlock.areEqual").call("difference").returns(0L),
            "the stamp of the first variable is not compared after the second was read",
            program(Programs.EQUAL_PAIR)),
    TAKE_AN_AMOUNT_FOR_A_VALUE(
            I2,
            in("QuickSet.add").call("endQuick").isOmitted(),
            "the amount of an add is read as the value",
            program(SmallPrograms.READ_AFTER_ADD)),
    COMMIT_TWO_WITHOUT_LOCKS(
            I2,
            in("Commit.lockFew").call("tryLock").returns(true),
            "the locks of a small commit are taken for granted",
            program(Programs.TWO_TRANSFERS_BY_READ_AND_WRITE)),
    STORE_WHAT_WAS_ONLY_READ(
            I2,
            in("Commit.lockFew").call("isWritten").returns(true),
            "a small commit overwrites what it has only read",
            program(SmallPrograms.READ_ONE_WRITE_THE_OTHER)),
    LOSE_AN_ENTRY_OF_A_LARGE_SET(
            I2,
            in("AccessSet.enterBeyondWalk").call("enter").isOmitted(),
            "a variable that was entered in a large set is not found",
            longProgram(LargePrograms.OWN_WRITES_AMONG_MANY)),
    LOSE_THE_ENTRIES_OF_A_SET_THAT_GROWS(
            I2,
            in("AccessTable.fill").call("put").isOmitted(),
            "what was entered before a set was large is not found",
            longProgram(LargePrograms.OWN_WRITES_AMONG_MANY)),
    READ_WITHOUT_SECOND_LOOK(
            I1,
            Step.COMPARE_STAMPS,
            "the stamp is not compared after the value was read",
            program(Programs.EQUAL_PAIR).andTest("anomaly.OpacityTest")),
    JUDGE_ANSWERS_BY_VALUE_ALONE(
            I1,
            in("Answers.isLater").returns(false),
            "an answer of a later instant counts",
            program(Programs.ANSWERS_OF_ONE_INSTANT)),
    SKIP_VALIDATION(
            I2,
            Mutant.SKIP_VALIDATION,
            "commit does not check what was read",
            program(Programs.TWO_TRANSFERS_BY_READ_AND_WRITE).andTest("program.ProgramPropertyTest")),
    IGNORE_ANSWERS_OF_IS_AT_LEAST(
            I2,
            in("Commit.validate").call("answersAt").returns("HOLD"),
            "commit does not check answers",
            program(Programs.WITHDRAWALS)),
    TAKE_A_LOCKED_ANSWER_FOR_UNCHANGED(
            I2,
            in("Validation.answerAt").call("holdAt").returns(true),
            "commit does not check the answers about the variables that it has locked",
            program(Programs.WITHDRAWALS)),
    COMMIT_WITHOUT_LOCK(
            I2, Step.LOCK, "values are stored without a lock", program(Programs.TWO_TRANSFERS_BY_READ_AND_WRITE)),
    PUBLISH_HALF(I3, Step.STORE, "every third value is not stored", program(Programs.TRANSFER_AND_AUDITS)) {
        @Override
        public Planted omission() {
            AtomicInteger stores = new AtomicInteger();
            return (step, cell) -> step == Step.STORE && stores.incrementAndGet() % 3 == 0;
        }
    },
    RELEASE_BEFORE_THE_VALUE_IS_STORED(
            I3,
            in("Commit.store").call("store").isCalledAfter("unlock"),
            "the new stamp is seen before the new value",
            program(Programs.EQUAL_PAIR)),
    KEEP_A_LOCK_WHEN_A_COMMIT_FAILS(
            I5,
            in("Commit.unlockAll").call("unlock").isOmitted(),
            "a failed commit keeps its locks",
            program(Programs.WRITE_SKEW)),
    KEEP_A_LOCK(I5, Step.RELEASE, "a commit keeps its locks", program(Programs.TWO_TRANSFERS)),
    COMMIT_A_DOOMED_BODY(
            I6,
            in("Attempt.isDoomed")
                    .returns(false)
                    .and(in("Nesting.nested").call("refuseIfClosed").isOmitted()),
            "a body that swallowed retry commits",
            program(LawPrograms.SWALLOWED_RETRY).andTest("failure.DoomTest")),
    COMMIT_WHAT_A_PARTICIPANT_DOOMED(
            I6,
            in("Hooks.isPrepared").call("isDoomed").returns(false),
            "an attempt whose participant swallowed retry commits",
            program(LawPrograms.SWALLOWED_BY_A_PARTICIPANT).andTest("law.ParticipantTest")),
    REUSE_A_STAMP(
            I12,
            in("Commit.tryCommit").call("commitVersion").returnsArgument(1),
            "a commit keeps the version it overwrites",
            program(Programs.TWO_TRANSFERS_BY_READ_AND_WRITE).andTest("program.ProgramPropertyTest")),
    FORGET_THE_OVERWRITTEN_VERSION(
            I12,
            in("Clock.commitVersion").call("max").returnsArgument(0),
            "a version is beyond the clock, not beyond the last version",
            program(Programs.EQUAL_PAIR)),
    LET_A_SUM_LEAVE_ITS_BOUNDS(
            I2,
            in("NewNumbers.allowsSum").returns(true),
            "bounds are not checked for blind adds",
            program(BoundedPrograms.TWO_BLIND_TRANSFERS)),
    LET_A_VALUE_LEAVE_ITS_BOUNDS(
            I2,
            in("NewNumbers.allowsValue").returns(true),
            "bounds are not checked for values that were set",
            program(BoundedPrograms.TWO_WITHDRAWALS_BY_READ_AND_WRITE)),
    FORGET_THAT_A_NUMBER_HAS_BOUNDS(
            I2,
            in("AccessSet.needBounds").doesNothing(),
            "an attempt does not note that it writes a bounded number",
            program(BoundedPrograms.TWO_BLIND_TRANSFERS)),
    REFUSE_WITHOUT_VALIDATION(
            I2,
            in("Commit.validate").call("readsHold").returns(true),
            "a bound refuses an attempt that is lost",
            program(BoundedPrograms.WITHDRAWAL_FROM_AN_OPEN_ACCOUNT)),
    DECIDE_WITHOUT_CHECKING_BOUNDS(
            I2,
            in("SlowEnd.commitThrough").call("settle").isOmitted(),
            "a decider is asked before bounds are checked",
            program(BoundedPrograms.DECIDED_ELSEWHERE));

    private final Fault fault;

    CommitBug(Invariant invariant, Step step, String effect, Guards guards) {
        fault = new Fault(invariant, step, null, effect, guards);
    }

    CommitBug(Invariant invariant, Mutant mutant, String effect, Guards guards) {
        fault = new Fault(invariant, null, mutant, effect, guards);
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
