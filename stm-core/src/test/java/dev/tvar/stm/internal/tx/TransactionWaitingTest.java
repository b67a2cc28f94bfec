package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnException;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.diagnostics.Session;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.diagnostics.LastWriters;
import dev.tvar.stm.internal.seam.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Between two attempts, a transaction counts the lost one, backs off, and waits. */
class TransactionWaitingTest extends TransactionScene {
    // ---- lost attempts

    private static long aborts(AbortKind kind) {
        return STM.diagnostics().aborts(kind);
    }

    @Test
    void lostAttemptsAreCountedByKind() {
        begin(UNLIMITED);
        List<Long> before =
                List.of(aborts(AbortKind.READ_CHANGED), aborts(AbortKind.ANSWER_CHANGED), aborts(AbortKind.LOCKED));
        loseTo(a, 1);
        transaction.attempt.recordAnswer(null, a, 0, 0, 1);
        loseTo(a, 1);
        transaction.attempt.recordAnswer(null, a, 0, 0, 1);
        transaction.attempt.recordRead(transaction.attempt.find(a), a, 0, 0);
        loseTo(a, 1);
        transaction.attempt.lost(Outcome.LOCKED_OUT, a);
        transaction.backoff.recover(transaction.attempt.loss());
        transaction.beginNextAttempt();
        loseTo(a, 1);
        assertEquals(
                List.of(before.get(0) + 3, before.get(1) + 1, before.get(2) + 1),
                List.of(aborts(AbortKind.READ_CHANGED), aborts(AbortKind.ANSWER_CHANGED), aborts(AbortKind.LOCKED)));
    }

    @Test
    void aSignalOfAnotherTransactionIsNoConflict() {
        begin(UNLIMITED);
        long before = STM.diagnostics().aborts();
        transaction.backoff.recover(transaction.attempt.loss());
        assertEquals(before, STM.diagnostics().aborts());
        assertEquals(1, transaction.backoff.conflicts(), "but the attempt is lost");
        transaction.end();
        begin(UNLIMITED);
        assertEquals(0, transaction.backoff.conflicts());
    }

    @Test
    void afterTheLastAttemptThereIsNoBackOff() {
        begin(UNLIMITED.withMaxAttempts(2));
        transaction.attempt.lost(Outcome.CHANGED, a);
        transaction.backoff.recover(transaction.attempt.loss());
        assertEquals(1, steps.count(Step.BACK_OFF));
        transaction.beginNextAttempt();
        transaction.attempt.lost(Outcome.CHANGED, a);
        transaction.backoff.recover(transaction.attempt.loss());
        assertEquals(1, steps.count(Step.BACK_OFF));
    }

    @Test
    void aBackOffEndsWhateverTheNumberOfConflicts() {
        begin(UNLIMITED.withTimeout(Duration.ofNanos(50)));
        for (int i = 0; i < STM.ATTEMPTS_BEFORE_TICKET - 1; i++) {
            transaction.attempt.lost(Outcome.CHANGED, a);
            transaction.backoff.recover(transaction.attempt.loss());
        }
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET - 1, steps.count(Step.BACK_OFF));
    }

    // ---- waiting

    private void commitTo(TLong variable) {
        Cells.write(variable, 1);
        Cells.waiters(variable).wakeAll();
    }

    @Test
    void aWaitEndsWithAChangeAndItsTimeIsCounted() {
        begin(UNLIMITED);
        transaction.attempt.recordRead(null, a, 0, 0);
        long retries = aborts(AbortKind.RETRY);
        steps.whileParked(() -> {
            now += 30;
            commitTo(a);
        });
        Retry.awaitChange(transaction, Deadline.NEVER);
        assertEquals(30, transaction.attempt.waitedNanos);
        assertEquals(retries + 1, aborts(AbortKind.RETRY));
        transaction.attempt.clear();
        transaction.attempt.recordRead(null, a, Cells.word(a), 0);
        steps.whileParked(() -> {
            now += 12;
            commitTo(a);
        });
        Retry.awaitChange(transaction, Deadline.NEVER);
        assertEquals(42, transaction.attempt.waitedNanos);
        transaction.end();
        begin(UNLIMITED);
        assertEquals(0, transaction.attempt.waitedNanos);
    }

    @Test
    void aWaitForNothingIsRefusedUnlessItsTimeIsLimited() {
        begin(UNLIMITED);
        assertThrows(IllegalStateException.class, () -> Retry.awaitChange(transaction, Deadline.NEVER));
        steps.whileParked(() -> now += 10);
        Retry.awaitChange(transaction, 10);
        assertEquals(10, transaction.attempt.waitedNanos);
        assertEquals(1, steps.parked());
    }

    @Test
    void aWaitIsNotBegunByTheLastAttempt() {
        begin(UNLIMITED.withMaxAttempts(1));
        transaction.attempt.recordRead(null, a, 0, 0);
        transaction.attempt.recordRead(null, TLong.named("a", 0), 0, 0);
        TxnException thrown =
                assertThrows(TooManyAttemptsException.class, () -> Retry.awaitChange(transaction, Deadline.NEVER));
        assertEquals(List.of("a"), thrown.contended());
    }

    @Test
    void aWaitEndsAtTheDeadlineAndNamesItsVariables() {
        begin(UNLIMITED.withTimeout(Duration.ofNanos(50)));
        transaction.attempt.recordRead(null, a, 0, 0);
        steps.whileParked(() -> now = 149).whileParked(() -> now = 150);
        TxnException thrown = assertThrows(TxnTimeoutException.class, () -> Retry.awaitChange(transaction, 1000));
        assertEquals(List.of("a"), thrown.contended());
        assertEquals(2, steps.parked());
        assertEquals(50, transaction.attempt.waitedNanos);
    }

    @Test
    void afterAWaitTheNextAttemptNamesItsConflicts() {
        begin(UNLIMITED.withMaxAttempts(2));
        transaction.attempt.recordRead(null, TLong.named("b", 0), 0, 0);
        transaction.attempt.lost(Outcome.CHANGED, a);
        steps.whileParked(() -> now += 10);
        Retry.awaitChange(transaction, 10);
        transaction.beginNextAttempt();
        assertEquals(
                List.of("a"),
                assertThrows(TooManyAttemptsException.class, transaction::beginNextAttempt)
                        .contended());
    }

    @Test
    void anInterruptEndsTheWaitAndTheFlagIsRestored() {
        begin(UNLIMITED);
        transaction.attempt.recordRead(null, a, 0, 0);
        steps.whileParked(() -> Thread.currentThread().interrupt());
        TxnInterruptedException thrown =
                assertThrows(TxnInterruptedException.class, () -> Retry.awaitChange(transaction, Deadline.NEVER));
        assertTrue(Thread.interrupted());
        assertEquals(List.of("a"), thrown.contended());
    }

    // ---- continued without its thread

    private static final AsyncControl OPEN = new AsyncControl() {
        @Override
        public void requireOpen() {
            // it is
        }

        @Override
        public void beginCommit() {
            // it may
        }
    };

    @Test
    void aTransactionThatContinuesCountsTheAttemptsMadeAndLostBefore() {
        transaction.begin(UNLIMITED);
        transaction.adopt(OPEN, Deadline.NEVER, 40, STM.ATTEMPTS_BEFORE_TICKET - 1);
        assertEquals(40, transaction.attempts());
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET - 1, transaction.backoff.conflicts());
        loseTo(a, 1);
        assertTrue(Ticket.isOut());
    }

    @Test
    void aTransactionThatBeginsWithoutItsThreadCountsFromOne() {
        begin(UNLIMITED);
        loseTo(a, 4);
        transaction.end();
        transaction.begin(UNLIMITED);
        transaction.adopt(OPEN, Deadline.NEVER, 0, 0);
        assertEquals(1, transaction.attempts());
    }

    // ---- being watched

    @Test
    void aCallIsPublishedWhileASessionIsOpen() {
        begin(UNLIMITED);
        assertEquals("test", transaction.name());
        int before = STM.diagnostics().running().size();
        Session session = STM.diagnostics().enable();
        try {
            transaction.beginFirstAttempt();
            assertEquals(before + 1, STM.diagnostics().running().size());
            assertEquals("test", transaction.name());
            transaction.end();
            assertEquals(before, STM.diagnostics().running().size());
        } finally {
            session.close();
        }
        transaction.begin(UNLIMITED);
    }

    @Test
    void theWriterOfTheVersionIsTheWinnerUnlessOnlyALockThatIsGoneWasInTheWay() {
        TLong contested = TLong.named("contested", 0);
        LastWriters.note(contested, Cells.version(contested), "writer");
        Session session = STM.diagnostics().enable();
        try {
            begin(UNLIMITED);
            loseTo(contested, 1);
            transaction.attempt.lost(Outcome.LOCKED_OUT, contested);
            transaction.backoff.recover(transaction.attempt.loss());
            List<String> winners = STM.diagnostics().topConflicts(Integer.MAX_VALUE).stream()
                    .filter(conflict -> conflict.variable().equals("contested"))
                    .map(conflict -> conflict.kind() + " " + conflict.winner())
                    .sorted()
                    .toList();
            assertEquals(List.of("LOCKED unknown", "READ_CHANGED writer"), winners);
        } finally {
            session.close();
        }
    }
}
