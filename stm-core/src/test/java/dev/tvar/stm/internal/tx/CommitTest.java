package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.diagnostics.AbortKind;
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
        assertTrue(Commit.commit(call.transaction, null));
        assertEquals(0, steps.count(Step.LOOK_AT_STAMP) + steps.count(Step.LOCK) + steps.count(Step.READ_CLOCK));
    }

    @Test
    void allIsPublishedWithOneVersion() {
        write(a, 10);
        writeText("new");
        add(b, 20);
        assertTrue(Commit.commit(call.transaction, null));
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
        assertTrue(Commit.commit(call.transaction, null));
        assertEquals(105, a.now());
    }

    @Test
    void theVersionExceedsTheClockAndAllVersionsOverwritten() {
        long clock = Clock.peek();
        write(a, 10);
        write(b, 20);
        Cells.write(a, 0, clock + 20);
        Cells.write(b, 0, clock + 10);
        assertTrue(Commit.commit(call.transaction, null));
        assertEquals(clock + 21, Cells.version(a));
        Cells.write(b, 0, clock + 40);
        assertTrue(Commit.commit(call.transaction, null));
        assertEquals(clock + 41, Cells.version(a));
    }

    @Test
    void readsThatAreLockedNeedNoValidation() {
        read(a);
        write(a, 10);
        assertTrue(Commit.commit(call.transaction, null));
        assertEquals(0, steps.count(Step.LOOK_AT_STAMP));
        set.clear();
        read(a);
        write(b, 10);
        assertTrue(Commit.commit(call.transaction, null));
        assertEquals(2, steps.count(Step.LOOK_AT_STAMP), "b for its lock, a to validate it");
    }

    // ---- a lost commit leaves no trace

    @Test
    void aReadThatHasChangedLoses() {
        read(a);
        write(b, 10);
        Cells.setVersion(a, 5);
        assertFalse(Commit.commit(call.transaction, null));
        Cells.setVersion(a, 0);
        assertUntouched();
        assertFalse(call.transaction.gaveUpWaiting());
    }

    @Test
    void aReadVariableIsLockedAtTheVersionThatWasRead() {
        write(b, 10);
        read(a);
        write(a, 10);
        Cells.setVersion(a, 5);
        assertFalse(Commit.commit(call.transaction, null));
        assertEquals(List.of(2, 2), List.of(steps.count(Step.LOOK_AT_STAMP), steps.count(Step.LOCK)));
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
        assertTrue(Commit.commit(call.transaction, null));
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
        assertTrue(Commit.commit(call.transaction, null));
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
        assertTrue(Commit.commit(call.transaction, null));
        assertEquals(1, steps.count(Step.WAKE));
    }

    @Test
    void aLostCommitLeavesTheWaiters() {
        Cells.setAwaited(b);
        write(b, 10);
        read(a);
        Cells.setVersion(a, 5);
        assertFalse(Commit.commit(call.transaction, null));
        assertTrue(Cells.isAwaited(b));
        assertEquals(0, steps.count(Step.WAKE));
    }

    @Test
    void aSumThatDoesNotFitLeavesNoTrace() {
        write(b, 10);
        add(a, Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> Commit.commit(call.transaction, null));
        assertUntouched();
    }

    @Test
    void aCommitYieldsToTheTicketHolder() throws InterruptedException {
        write(a, 10);
        Call other = new Call(null, false);
        assertTrue(Ticket.take(other, Deadline.NEVER));
        assertFalse(Commit.commit(call.transaction, null));
        assertUntouched();
        Ticket.giveBack();
        long before = STM.diagnostics().aborts(AbortKind.TICKET);
        call.recoverFromConflict();
        assertEquals(before + 1, STM.diagnostics().aborts(AbortKind.TICKET));
        assertTrue(Ticket.take(call.transaction, Deadline.NEVER));
        assertTrue(Commit.commit(call.transaction, null));
        Ticket.giveBack();
    }

    // ---- locks of others

    @Test
    void aShortLockIsWaitedFor() {
        write(a, 10);
        Cells.lock(a);
        steps.before(Step.SPIN, 100, () -> Cells.write(a, 7));
        assertTrue(Commit.commit(call.transaction, null));
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
        assertTrue(Commit.commit(call.transaction, null));
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
        assertFalse(Commit.commit(call.transaction, null));
        assertEquals(LOCK_ROUNDS, steps.count(Step.LOCK));
        assertUntouched();
        long before = STM.diagnostics().aborts(AbortKind.LOCKED);
        call.recoverFromConflict();
        assertEquals(before + 1, STM.diagnostics().aborts(AbortKind.LOCKED));
    }

    // ---- answers

    @Test
    void anUnchangedAnswerDoesNotLose() {
        set.recordAnswer(null, a, 0, 0, 5);
        write(b, 10);
        Cells.write(a, 5, 1);
        Clock.advanceTo(1);
        assertTrue(Commit.commit(call.transaction, null));
        assertEquals(0, steps.count(Step.LEAP));
    }

    @Test
    void aChangedAnswerLoses() {
        set.recordAnswer(null, a, 0, 0, 5);
        write(b, 10);
        Cells.write(a, 6, 1);
        Clock.advanceTo(1);
        assertFalse(Commit.commit(call.transaction, null));
        assertEquals(0, steps.count(Step.LEAP));
        assertEquals(0, Cells.version(b));
    }

    @Test
    void anAnswerOfALaterInstantNeedsALaterMoment() {
        set.recordAnswer(null, a, 0, 0, 5);
        write(b, 10);
        Cells.write(a, 5, Clock.peek() + 10);
        assertTrue(Commit.commit(call.transaction, null));
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
        assertFalse(Commit.commit(call.transaction, null));
        assertEquals(1 + Commit.ROUNDS_FOR_ANSWERS, steps.count(Step.LOOK_AT_STAMP), "b for its lock, and a");
        assertEquals(Commit.ROUNDS_FOR_ANSWERS - 1, steps.count(Step.LEAP));
        assertFalse(Cells.isLocked(b));
    }
}
