package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Inspection;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.seam.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A commit is all or nothing: what it publishes, which locks it releases, and which it waits for. */
class CommitTest extends CommitScene {
    private static final int LOCK_ROUNDS = 8;

    // ---- what is published

    @Test
    void aReadOnlyCommitTouchesNothing() {
        read(a);
        Cells.write(a, 9);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(0, steps.count(Step.LOOK_AT_STAMP) + steps.count(Step.LOCK) + steps.count(Step.READ_CLOCK));
    }

    @Test
    void allIsPublishedWithOneVersion() {
        write(a, 10);
        writeText("new");
        add(b, 20);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(List.of(10L, 22L, "new"), List.of(a.now(), b.now(), text.now()));
        long version = Cells.version(a);
        assertTrue(version > 0);
        assertEquals(List.of(version, version), List.of(Cells.version(b), Cells.version(text)));
        assertNoLocks();
    }

    @Test
    void anAddAppliesToTheValueAtTheCommit() {
        add(a, 5);
        Cells.write(a, 100);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(105, a.now());
    }

    @Test
    void theVersionExceedsTheClockAndAllVersionsOverwritten() {
        long clock = Clock.peek();
        write(a, 10);
        write(b, 20);
        Cells.write(a, 0, clock + 20);
        Cells.write(b, 0, clock + 10);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(clock + 21, Cells.version(a));
        Cells.write(b, 0, clock + 40);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(clock + 41, Cells.version(a));
    }

    @Test
    void readsThatAreLockedNeedNoValidation() {
        read(a);
        write(a, 10);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(0, steps.count(Step.LOOK_AT_STAMP));
        set.clear();
        read(a);
        write(b, 10);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(2, steps.count(Step.LOOK_AT_STAMP), "b for its lock, a to validate it");
    }

    // ---- a lost commit leaves no trace

    @Test
    void aReadThatHasChangedLoses() {
        read(a);
        write(b, 10);
        Cells.setVersion(a, 5);
        assertNotEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        Cells.setVersion(a, 0);
        assertUntouched();
        assertEquals(Outcome.CHANGED, transaction.attempt.loss());
    }

    @Test
    void aReadVariableIsLockedAtTheVersionThatWasRead() {
        write(b, 10);
        read(a);
        write(a, 10);
        Cells.setVersion(a, 5);
        assertNotEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(
                List.of(2, 3), List.of(steps.count(Step.LOOK_AT_STAMP), steps.count(Step.LOCK)), "a is tried twice");
        Cells.setVersion(a, 0);
        assertUntouched();
    }

    @Test
    void aWaiterRegisteredAfterTheReadIsNoChangeAndIsWoken() {
        read(a);
        write(a, 10);
        write(b, 20);
        Cells.setAwaited(a);
        Cells.enter(a);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(1, steps.count(Step.WAKE));
        assertEquals(List.of(Thread.currentThread()), steps.unparked);
        assertFalse(Inspection.hasWaiters(a));
        assertFalse(Cells.isAwaited(a));
    }

    @Test
    void aWaiterForAVariableOnlyReadIsNotWoken() {
        Cells.setAwaited(a);
        read(a);
        Cells.setAwaited(b);
        write(b, 10);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(1, steps.count(Step.WAKE));
        assertTrue(Cells.isAwaited(a));
        assertFalse(Cells.isAwaited(b));
    }

    @Test
    void aWaiterForTheOlderOfTwoIsWoken() {
        Cells.setVersion(b, 7);
        Cells.setAwaited(a);
        write(a, 10);
        write(b, 20);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(1, steps.count(Step.WAKE));
    }

    @Test
    void aWaiterForTheOldestOfThreeIsWoken() {
        Cells.setVersion(b, 7);
        Cells.setVersion(text, 8);
        Cells.setAwaited(a);
        write(a, 10);
        write(b, 20);
        writeText("new");
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(1, steps.count(Step.WAKE));
    }

    @Test
    void aLostCommitLeavesTheWaiters() {
        Cells.setAwaited(b);
        write(b, 10);
        read(a);
        Cells.setVersion(a, 5);
        assertNotEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertTrue(Cells.isAwaited(b));
        assertEquals(0, steps.count(Step.WAKE));
    }

    @Test
    void aSumThatDoesNotFitLeavesNoTrace() {
        write(b, 10);
        add(a, Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> Commit.commit(transaction.attempt, null));
        assertUntouched();
    }

    @Test
    void aCommitYieldsToTheTicketHolder() throws InterruptedException {
        write(a, 10);
        Transaction other = new Transaction(null, false);
        assertTrue(Ticket.take(other, Deadline.NEVER));
        assertNotEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertUntouched();
        Ticket.giveBack();
        long before = STM.diagnostics().aborts(AbortKind.TICKET);
        transaction.backoff.recover(transaction.attempt.loss());
        assertEquals(before + 1, STM.diagnostics().aborts(AbortKind.TICKET));
        assertTrue(Ticket.take(transaction.attempt, Deadline.NEVER));
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        Ticket.giveBack();
    }

    // ---- locks of others

    @Test
    void aShortLockIsWaitedFor() {
        write(a, 10);
        Cells.lock(a);
        steps.before(Step.SPIN, 100, () -> Cells.write(a, 7));
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(100, steps.count(Step.SPIN));
        assertEquals(10, a.now());
    }

    @Test
    void aCommitReleasesItsLocksBeforeALongWait() {
        write(b, 20);
        write(a, 10);
        Cells.lock(a);
        steps.before(Step.SPIN, Spin.WITH_LOCKS_HELD, () -> assertTrue(Cells.isLocked(b)));
        steps.before(Step.SPIN, Spin.WITH_LOCKS_HELD + 9, () -> {
            assertFalse(Cells.isLocked(b));
            Cells.unlock(a);
        });
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(Spin.WITH_LOCKS_HELD + 9, steps.count(Step.SPIN));
        assertEquals(List.of(10L, 20L), List.of(a.now(), b.now()));
    }

    @Test
    void theCommitIsTriedAFewTimesAndThenTheAttemptIsLost() {
        write(b, 20);
        write(a, 10);
        steps.beforeEach(Step.LOCK, cell -> {
            if (cell == b && !Cells.isLocked(a)) {
                Cells.lock(a);
            }
        });
        steps.beforeEach(Step.SPIN, cell -> {
            if (!Cells.isLocked(b)) {
                Cells.unlock(a);
            }
        });
        assertEquals(Outcome.LOCKED_OUT, Commit.commit(transaction.attempt, null));
        assertEquals(LOCK_ROUNDS, steps.count(Step.LOCK));
        assertUntouched();
        long before = STM.diagnostics().aborts(AbortKind.LOCKED);
        transaction.backoff.recover(transaction.attempt.loss());
        assertEquals(before + 1, STM.diagnostics().aborts(AbortKind.LOCKED));
    }

    // ---- answers

    @Test
    void anUnchangedAnswerDoesNotLose() {
        set.recordAnswer(null, a, 0, 0, 5);
        write(b, 10);
        Cells.write(a, 5, 1);
        Clock.advanceTo(1);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(0, steps.count(Step.LEAP));
    }

    @Test
    void aChangedAnswerLoses() {
        set.recordAnswer(null, a, 0, 0, 5);
        write(b, 10);
        Cells.write(a, 6, 1);
        Clock.advanceTo(1);
        assertNotEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(0, steps.count(Step.LEAP));
        assertEquals(0, Cells.version(b));
    }

    @Test
    void anAnswerOfALaterInstantNeedsALaterMoment() {
        set.recordAnswer(null, a, 0, 0, 5);
        write(b, 10);
        Cells.write(a, 5, Clock.peek() + 10);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(1, steps.count(Step.LEAP));
        assertTrue(Cells.version(b) > Cells.version(a));
    }

    @Test
    void answersThatAreAlwaysTooNewLoseInTheEnd() {
        set.recordAnswer(null, a, 0, 0, 5);
        write(b, 10);
        steps.beforeEach(Step.LOOK_AT_STAMP, cell -> {
            if (cell == a) {
                Cells.write(a, 5, Clock.peek() + 10);
            }
        });
        assertNotEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(1 + Commit.ROUNDS_FOR_ANSWERS, steps.count(Step.LOOK_AT_STAMP), "b for its lock, and a");
        assertEquals(Commit.ROUNDS_FOR_ANSWERS - 1, steps.count(Step.LEAP));
        assertFalse(Cells.isLocked(b));
    }
}
