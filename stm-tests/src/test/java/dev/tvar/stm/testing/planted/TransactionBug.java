package dev.tvar.stm.testing.planted;

import static dev.tvar.stm.testing.planted.Guards.longProgram;
import static dev.tvar.stm.testing.planted.Guards.program;
import static dev.tvar.stm.testing.planted.Invariant.*;
import static dev.tvar.stm.testing.planted.Mutant.in;

import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.testing.explore.Programs;
import dev.tvar.stm.testing.explore.SmallPrograms;

/** Bugs in the life of a transaction: its attempts, its nested parts and its hooks. */
enum TransactionBug implements PlantedBug {
    LEAVE_A_PART_QUICKLY(
            I14,
            in("AccessSet.cover").call("endQuick").isOmitted(),
            "a write in a nested part is not logged",
            program(SmallPrograms.WRITE_AGAIN_IN_A_PART)),
    ADD_IN_A_PART_QUICKLY(
            I14,
            in("QuickSet.add").call("isRestricted").returns(false),
            "an add in a nested part is not logged",
            program(SmallPrograms.ADD_IN_A_PART)),
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

    private final Fault fault;

    TransactionBug(Invariant invariant, Step step, String effect, Guards guards) {
        fault = new Fault(invariant, step, null, effect, guards);
    }

    TransactionBug(Invariant invariant, Mutant mutant, String effect, Guards guards) {
        fault = new Fault(invariant, null, mutant, effect, guards);
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
