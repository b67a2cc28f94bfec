package dev.tvar.stm.testing.planted;

import static dev.tvar.stm.testing.planted.Guards.longProgram;
import static dev.tvar.stm.testing.planted.Guards.program;
import static dev.tvar.stm.testing.planted.Invariant.*;
import static dev.tvar.stm.testing.planted.Mutant.in;

import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.AsyncPrograms;
import dev.tvar.stm.testing.explore.Planted;
import dev.tvar.stm.testing.explore.Programs;
import dev.tvar.stm.testing.explore.SmallPrograms;
import dev.tvar.stm.testing.explore.SnapshotPrograms;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The planted bugs. Each makes one line of the engine wrong: it leaves out a step on shared memory, through the seam, or
 * changes a decision between two steps, by a {@link Mutant}. It names the invariant that breaks and the tests that must
 * fail: the explorer wherever it can detect the bug, else a law test in a JVM of its own. A test requires a bug for every step,
 * except steps without which nothing would work at all.
 */
enum PlantedBug {
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
            in("Seqlock.areStill").call("difference").returns(0L),
            "the stamp of the first variable is not compared after the second was read",
            program(Programs.EQUAL_PAIR)),
    TAKE_AN_AMOUNT_FOR_A_VALUE(
            I2,
            in("Attempt.add").call("endQuick").isOmitted(),
            "the amount of an add is read as the value",
            program(SmallPrograms.READ_AFTER_ADD)),
    LEAVE_A_PART_QUICKLY(
            I14,
            in("AccessSet.cover").call("endQuick").isOmitted(),
            "a write in a nested part is not logged",
            program(SmallPrograms.WRITE_AGAIN_IN_A_PART)),
    COMMIT_TWO_WITHOUT_LOCKS(
            I2,
            in("Commit.lockFew").call("tryLock").returns(true),
            "the locks of a small commit are taken for granted",
            program(Programs.TWO_TRANSFERS_BY_READ_AND_WRITE)),
    STORE_WHAT_WAS_ONLY_READ(
            I2,
            in("Commit.lockFew").call("isReadAndSet").returns(true),
            "a small commit overwrites what it has only read",
            program(SmallPrograms.READ_ONE_WRITE_THE_OTHER)),
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
    COMMIT_WITHOUT_LOCK(
            I2, Step.LOCK, "values are stored without a lock", program(Programs.TWO_TRANSFERS_BY_READ_AND_WRITE)),

    PUBLISH_HALF(I3, Step.STORE, "every third value is not stored", program(Programs.TRANSFER_AND_AUDITS)) {
        @Override
        Planted omission() {
            AtomicInteger stores = new AtomicInteger();
            return (step, cell) -> step == Step.STORE && stores.incrementAndGet() % 3 == 0;
        }
    },
    RELEASE_BEFORE_THE_VALUE_IS_STORED(
            I3,
            in("Commit.store").call("store").isCalledAfter("unlock"),
            "the new stamp is seen before the new value",
            program(Programs.EQUAL_PAIR)),

    FORGET_TO_WAKE(I4, Step.WAKE, "a commit wakes no waiter", program(Programs.HAND_OVER)),
    FORGET_TO_HAND_ON(I4, Step.HAND_ON, "a woken waiter wakes no others", longProgram(Programs.THREE_WAITERS)),
    FORGET_TO_TELL_A_WAITER(I4, Step.TELL_WAITER, "a waiter is unparked and not notified", program(Programs.HAND_OVER)),
    FORGET_TO_UNPARK(I4, Step.UNPARK, "a waiter is notified and not unparked", program(Programs.HAND_OVER)),
    WAIT_UNANNOUNCED(I4, Step.SET_AWAITED, "the W bit is not set", program(Programs.HAND_OVER)),
    SLEEP_WITHOUT_LOOKING(
            I4,
            in("Retry.announce").call("haveSameVersion").returns(true),
            "sleeps though what it read has changed",
            program(Programs.HAND_OVER)),
    LEAVE_A_WAITER_BEHIND(
            I4,
            Step.DEREGISTER,
            "a waiter stays in the list",
            program(Programs.EITHER_OF_TWO).andTest("progress.WaiterCleanupTest")),

    CALL_BACK_BEFORE_THE_LAST_LOOK(
            I4,
            in("Callback.isRegistering").returns(false),
            "a callback is handed over while it still registers",
            longProgram(AsyncPrograms.CALLBACK_OF_TWO)),
    CALL_BACK_TWICE(
            I4,
            in("Callback.isEnded").returns(false),
            "a second wake-up hands a callback over again",
            longProgram(AsyncPrograms.CALLBACK_OF_TWO)),
    ARM_WITHOUT_LOOKING(I4, Step.ARM, "a callback is armed after its wake-up", program(AsyncPrograms.CALLBACK)),
    FORGET_TO_HAND_OVER(I4, Step.HAND_OVER, "a woken callback is not handed over", program(AsyncPrograms.CALLBACK)),
    LEAVE_ONE_LIST_OF_TWO(
            I4, Step.DEREGISTER, "a waiter leaves every other list only", program(AsyncPrograms.CALLBACK)) {
        @Override
        Planted omission() {
            AtomicInteger leaves = new AtomicInteger();
            return (step, cell) -> step == Step.DEREGISTER && leaves.incrementAndGet() % 2 == 0;
        }

        @Override
        String place() {
            return super.place() + ", every other time";
        }
    },
    LEAVE_A_CANCELLED_WAITER_BEHIND(
            I4,
            in("AsyncTransaction.end").call("release").isOmitted(),
            "a cancelled transaction stays in the lists",
            program(AsyncPrograms.CANCELLED_CALLBACK)),
    SKIP_THE_NEWEST_VALUE(
            I4,
            in("ChangesSubscription.next").call("endsAtOnce").returns(false),
            "a stream does not look for a value after a delivery",
            program(AsyncPrograms.CHANGES)),
    COMMIT_WHAT_WAS_CANCELLED(
            I3, Step.DECIDE, "a cancelled transaction commits", program(AsyncPrograms.CANCELLED_CALLBACK)),

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

    DROP_HISTORY_TOO_EARLY(
            I7,
            Step.KEEP_FOR_SNAPSHOTS,
            "an overwritten value is not kept",
            program(Programs.TRANSFER_AND_AUDITS).andTest("program.ProgramPropertyTest")),
    OVERLOOK_SNAPSHOTS(
            I7, Step.LOOK_FOR_SNAPSHOTS, "a commit does not look for snapshots", program(Programs.TRANSFER_AND_AUDITS)),
    DROP_A_PREVIOUS_VALUE(
            I7,
            Step.MOVE_PREVIOUS,
            "a newer snapshot's value replaces an older snapshot's",
            longProgram(SnapshotPrograms.TWO_SNAPSHOTS)),
    SAVE_A_VALUE_THAT_NO_SNAPSHOT_SEES(
            I7,
            in("Snapshot.sees").returns(true),
            "the value of a second overwriting replaces that of the first",
            longProgram(SnapshotPrograms.TWO_SNAPSHOTS)),
    OVERLOOK_A_MOVED_VALUE(
            I7,
            in("Snapshot.savedFor").returnsNull(),
            "a snapshot does not look for moved values",
            longProgram(SnapshotPrograms.TWO_SNAPSHOTS)),
    FORGET_OLDER_SNAPSHOTS(
            I7,
            in("Snapshots.open").doesNotSet("next"),
            "a snapshot takes the place of older ones in the list",
            longProgram(SnapshotPrograms.TWO_SNAPSHOTS)),
    NEVER_LEAP(I7, Step.LEAP, "the clock stands still", program(Programs.TRANSFER_AND_AUDITS)),
    RUN_TOO_FAR_AHEAD(
            I7,
            Step.ADVANCE_CLOCK,
            "versions run ahead of the clock without a bound",
            longProgram(Programs.LONG_RUN_AND_SNAPSHOT)),
    COMMIT_BY_AN_OLD_CLOCK(
            I7,
            Step.READ_CLOCK,
            "the clock was read before the locks were held",
            program(Programs.TRANSFER_AND_AUDITS)) {
        @Override
        Planted omission() {
            Set<Thread> locking = ConcurrentHashMap.newKeySet();
            return (step, cell) -> {
                if (step == Step.LOCK) {
                    locking.add(Thread.currentThread());
                }
                return step == Step.READ_CLOCK && locking.remove(Thread.currentThread());
            };
        }
    },

    LEAVE_SNAPSHOTS_OPEN(
            I8,
            Step.CLOSE_SNAPSHOT,
            "a snapshot stays in the list",
            program(Programs.TRANSFER_AND_AUDITS).andTest("law.HistoryTest")),
    IGNORE_THE_TICKET(
            I9,
            Step.LOOK_AT_TICKET,
            "commits do not give way to the ticket",
            longProgram(Programs.TICKET).andTest("progress.ProgressTest")),
    QUEUE_WITHOUT_TAKING_THE_TICKET(
            I9, Step.HOLD_TICKET, "the first in the queue does not hold it", longProgram(Programs.TICKET)),
    KEEP_THE_TICKET(I9, Step.GIVE_TICKET_BACK, "the ticket is not given back", longProgram(Programs.TICKET)),
    KEEP_WHAT_A_LOST_ATTEMPT_READ(
            I9,
            in("Transaction.beginNextAttempt").call("clear").isOmitted(),
            "the next attempt is judged by old reads",
            program(Programs.TWO_TRANSFERS_BY_READ_AND_WRITE)),
    LET_A_TXN_ESCAPE(
            I10,
            in("Attempt.refuse").doesNothing().and(in("SnapshotTxn.hasEnded").returns(false)),
            "an ended Txn still works",
            program(LawPrograms.ESCAPED_TXN).andTest("law.MisuseTest")),
    LET_THE_TXN_OF_A_PART_ESCAPE(
            I10,
            in("TxnHandle.lend").doesNotSet("owner"),
            "the Txn of a nested part works after the part",
            program(LawPrograms.ESCAPED_PART).andTest("law.MisuseTest")),
    RUN_HOOKS_OF_A_FAILED_PART(
            I11,
            in("Nesting.undo").call("truncate").isOmitted(),
            "hooks of an undone part run",
            program(LawPrograms.HOOKS_OF_A_FAILED_PART).andTest("law.HookTest")),
    RUN_HOOKS_AGAIN(
            I11,
            in("Attempt.forgetLeftovers").doesNotSet("hooks"),
            "hooks of a lost attempt stay",
            program(LawPrograms.HOOKS_OF_LOST_ATTEMPTS).andTest("law.HookTest")),
    KEEP_HOOKS_AFTER_THE_END(
            I11,
            in("Attempt.forgetTransaction").call("forgetLeftovers").isOmitted(),
            "hooks stay after the end of a transaction",
            program(LawPrograms.HOOKS_OF_THE_LAST_TRANSACTION)),
    COMMIT_UNPREPARED(
            I11,
            in("Hooks.prepare").call("prepare").isOmitted(),
            "a commit is not prepared",
            program(LawPrograms.PREPARED_AND_CONFIRMED).andTest("law.ParticipantTest")),
    RETURN_UNCONFIRMED(
            I11,
            in("Hooks.confirm").call("confirm").isOmitted(),
            "a commit is not confirmed",
            program(LawPrograms.PREPARED_AND_CONFIRMED).andTest("law.ParticipantTest")),
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
    KEEP_NEW_WRITES_OF_A_FAILED_PART(
            I13,
            in("Savepoints.undo").call("forgetWritesAfter").isOmitted(),
            "a part's new writes stay",
            program(Programs.EITHER_OF_TWO).andTest("law.OrElseTest")),
    KEEP_CHANGED_WRITES_OF_A_FAILED_PART(
            I14,
            in("Savepoints.undo").call("restoreLogged").isOmitted(),
            "a part's changes to outer writes stay",
            program(LawPrograms.CHANGED_IN_A_FAILED_PART).andTest("law.NestedTest")),
    UNDO_THE_OUTER_PART_TOO(
            I14,
            in("Savepoints.undo").call("entries").returns(0),
            "a failed part takes the outer writes with it",
            program(LawPrograms.CHANGED_IN_A_FAILED_PART).andTest("law.NestedTest"));

    final Invariant invariant;

    /** The step of the engine that is left out; null if the bug is a mutant. */
    final @Nullable Step step;

    private final @Nullable Mutant mutant;

    /** The effect on the engine, in words. */
    final String fault;

    final Guards guards;

    PlantedBug(Invariant invariant, Step step, String fault, Guards guards) {
        this(invariant, step, null, fault, guards);
    }

    PlantedBug(Invariant invariant, Mutant mutant, String fault, Guards guards) {
        this(invariant, null, mutant, fault, guards);
    }

    PlantedBug(Invariant invariant, @Nullable Step step, @Nullable Mutant mutant, String fault, Guards guards) {
        this.invariant = invariant;
        this.step = step;
        this.mutant = mutant;
        this.fault = fault;
        this.guards = guards;
    }

    /** What is changed in the byte code of the engine: nothing if the bug leaves out a step. */
    Mutant mutant() {
        return mutant == null ? Mutant.none() : mutant;
    }

    /** The steps to leave out, for one schedule or one JVM: none if the bug is a mutant. */
    Planted omission() {
        return (next, cell) -> next == step;
    }

    /** Where the bug is planted: the name of the step that is left out, or the mutant. */
    String place() {
        return step == null ? String.valueOf(mutant) : "step `" + step + "` is left out";
    }
}
