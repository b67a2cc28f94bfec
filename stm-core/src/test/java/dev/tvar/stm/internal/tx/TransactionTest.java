package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnException;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.diagnostics.LiveTicket;
import dev.tvar.stm.internal.seam.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** State that outlives the attempts of a transaction: its limits, its ticket, and the conflicts it reports when it gives up. */
class TransactionTest extends TransactionScene {
    // ---- one object for many calls

    @Test
    void oneObjectServesOneCallAtATime() {
        Transaction once = new Transaction(null, false);
        assertTrue(once.isReusable());
        once.begin(UNLIMITED);
        assertFalse(once.isReusable());
        once.end();
        assertFalse(once.isReusable());
        transaction.begin(UNLIMITED);
        assertFalse(transaction.isReusable());
        transaction.end();
        assertTrue(transaction.isReusable());
        transaction.begin(UNLIMITED);
    }

    @Test
    void theObjectIsReplacedAfterManyCalls() {
        int served = 0;
        while (transaction.isReusable() && served <= 1 << 17) {
            transaction.begin(UNLIMITED);
            transaction.end();
            served++;
        }
        assertEquals(1 << 17, served);
    }

    @Test
    void theNextCallStartsEmpty() {
        begin(UNLIMITED.withTimeout(Duration.ofNanos(50)));
        loseTo(a, 3);
        transaction.attempt.lost(Outcome.TICKET, a);
        transaction.end();
        now = 1000;
        begin(UNLIMITED.withMaxAttempts(1));
        transaction.checkDeadline();
        assertEquals(
                List.of(),
                assertThrows(TooManyAttemptsException.class, transaction::beginNextAttempt)
                        .contended());
        assertEquals(0, transaction.attempt.waitedNanos);
    }

    @Test
    void theSetIsEmptyForTheNextAttempt() {
        begin(UNLIMITED);
        transaction.attempt.recordRead(null, a, 0, 0);
        transaction.beginNextAttempt();
        assertEquals(0, transaction.attempt.size());
        transaction.attempt.recordRead(null, a, 0, 0);
        transaction.end();
        assertEquals(0, transaction.attempt.size());
        transaction.begin(UNLIMITED);
    }

    // ---- limits

    @Test
    void thereAreAsManyAttemptsAsWereAllowed() {
        begin(UNLIMITED.withMaxAttempts(3));
        assertEquals(1, transaction.attempts());
        transaction.beginNextAttempt();
        transaction.beginNextAttempt();
        TooManyAttemptsException thrown = assertThrows(TooManyAttemptsException.class, transaction::beginNextAttempt);
        assertEquals(3, thrown.attempts());
        assertEquals("test", thrown.transactionName().orElseThrow());
    }

    @Test
    void theDeadlineIsThatOfTheCall() {
        begin(UNLIMITED.withTimeout(Duration.ofNanos(50)));
        now = 149;
        transaction.checkDeadline();
        transaction.beginNextAttempt();
        now = 150;
        assertThrows(TxnTimeoutException.class, transaction::checkDeadline);
        TxnException thrown = assertThrows(TxnTimeoutException.class, transaction::beginNextAttempt);
        assertEquals(2, thrown.attempts());
        transaction.end();
        begin(UNLIMITED.withTimeout(Duration.ofNanos(50)));
        now = 199;
        transaction.checkDeadline();
    }

    @Test
    void theFirstAttemptIsMadeWhateverTheLimits() {
        transaction.begin(UNLIMITED.withTimeout(Duration.ofNanos(1)));
        now += 1;
        transaction.beginFirstAttempt();
        assertThrows(TxnTimeoutException.class, transaction::checkDeadline);
    }

    // ---- locks of others

    @Test
    void onlyAnAttemptWithLocksMustNotWait() {
        begin(UNLIMITED);
        assertFalse(Validation.mustNotWait(transaction.attempt, 1000));
        transaction.attempt.locks = 1;
        assertFalse(Validation.mustNotWait(transaction.attempt, Spin.WITH_LOCKS_HELD - 1));
        assertTrue(Validation.mustNotWait(transaction.attempt, Spin.WITH_LOCKS_HELD));
    }

    @Test
    void anAttemptWithoutLocksWaitsForALockedVariable() {
        begin(UNLIMITED);
        Seqlock.awaitUnlocked(transaction.attempt.conflict());
        transaction.attempt.lost(Outcome.CHANGED, a);
        Seqlock.awaitUnlocked(transaction.attempt.conflict());
        assertEquals(0, steps.count(Step.SPIN));
        Cells.lock(a);
        steps.before(Step.SPIN, 40, () -> Cells.unlock(a));
        Seqlock.awaitUnlocked(transaction.attempt.conflict());
        assertEquals(40, steps.count(Step.SPIN));
    }

    // ---- the ticket

    @Test
    void afterSixteenLostAttemptsItHasTheTicket() {
        begin(UNLIMITED);
        loseTo(a, STM.ATTEMPTS_BEFORE_TICKET - 1);
        assertFalse(Ticket.isOut());
        loseTo(a, 1);
        assertTrue(Ticket.isOut());
        assertFalse(Ticket.isHeldByOther(transaction.attempt));
        assertEquals("test", LiveTicket.lastName());
        assertNotNull(LiveTicket.holder());
        transaction.attempt.locks = 1;
        assertFalse(Validation.mustNotWait(transaction.attempt, 1000));
        transaction.backoff.giveTicketBack();
        assertFalse(Ticket.isOut());
        assertNull(LiveTicket.holder());
        assertTrue(Validation.mustNotWait(transaction.attempt, 1000));
        transaction.backoff.giveTicketBack();
        assertEquals(1, steps.count(Step.GIVE_TICKET_BACK));
    }

    @Test
    void theEndGivesTheTicketBack() {
        begin(UNLIMITED);
        loseTo(a, STM.ATTEMPTS_BEFORE_TICKET);
        assertTrue(Ticket.isOut());
        transaction.end();
        assertFalse(Ticket.isOut());
        transaction.begin(UNLIMITED);
    }

    /** Does something while another thread has the ticket. */
    private static void whileTaken(Runnable action) {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> {
            try {
                assertTrue(Ticket.take(new Transaction(null, false), Deadline.NEVER));
                Probe.tookTicket("holder");
                taken.countDown();
                enough.await();
                Probe.givesTicketBack();
                Ticket.giveBack();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        try {
            taken.await();
            action.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            enough.countDown();
            holder.join();
        }
    }

    private static void assertNamesTheHolder(TxnException thrown) {
        String holder = thrown.ticketHolder().orElse("nobody");
        assertTrue(holder.contains("holder"), holder);
    }

    @Test
    void aTransactionThatIsNotBehindTheTicketNamesNoHolder() {
        begin(UNLIMITED.withMaxAttempts(1));
        assertFalse(transaction.backoff.isBehindTicket());
        transaction.attempt.lost(Outcome.CHANGED, a);
        whileTaken(() -> assertEquals(
                Optional.empty(),
                assertThrows(TooManyAttemptsException.class, transaction::beginNextAttempt)
                        .ticketHolder()));
    }

    @Test
    void yieldingToTheTicketHolderEndsAtTheDeadline() {
        begin(UNLIMITED.withTimeout(Duration.ofMillis(2)));
        transaction.attempt.lost(Outcome.TICKET, a);
        whileTaken(() -> {
            TxnException thrown = assertThrows(
                    TxnTimeoutException.class, () -> transaction.backoff.recover(transaction.attempt.loss()));
            assertEquals(List.of("a"), thrown.contended());
            assertNamesTheHolder(thrown);
        });
        transaction.backoff.recover(transaction.attempt.loss());
        assertTrue(transaction.backoff.isBehindTicket(), "it gave way, whether or not it still waits");
        assertFalse(Ticket.isOut());
    }

    @Test
    void queueingForTheTicketEndsAtTheDeadline() {
        begin(UNLIMITED.withTimeout(Duration.ofMillis(2)));
        loseTo(a, STM.ATTEMPTS_BEFORE_TICKET - 1);
        transaction.attempt.lost(Outcome.CHANGED, a);
        transaction.backoff.recover(transaction.attempt.loss());
        whileTaken(() -> assertNamesTheHolder(assertThrows(TxnTimeoutException.class, transaction::beginNextAttempt)));
        transaction.backoff.giveTicketBack();
        assertEquals(0, steps.count(Step.GIVE_TICKET_BACK));
    }

    @Test
    void anInterruptEndsTheQueueingAndTheFlagIsRestored() {
        begin(UNLIMITED);
        transaction.attempt.lost(Outcome.TICKET, a);
        Thread.currentThread().interrupt();
        TxnInterruptedException thrown = assertThrows(
                TxnInterruptedException.class, () -> transaction.backoff.recover(transaction.attempt.loss()));
        assertTrue(Thread.interrupted());
        assertTrue(thrown.toString().contains("gave way"), thrown::toString);
    }

    @Test
    void anAttemptYieldsOnce() {
        begin(UNLIMITED);
        transaction.attempt.lost(Outcome.TICKET, a);
        steps.without(Step.BACK_OFF);
        long before = STM.diagnostics().aborts(AbortKind.TICKET);
        long waits = STM.diagnostics().waits();
        int waiting = STM.diagnostics().waitingCount();
        transaction.backoff.recover(transaction.attempt.loss());
        assertEquals(before + 1, STM.diagnostics().aborts(AbortKind.TICKET));
        assertEquals(waits + 1, STM.diagnostics().waits());
        assertEquals(waiting, STM.diagnostics().waitingCount());
        transaction.beginNextAttempt();
        assertEquals(Outcome.CHANGED, transaction.attempt.loss(), "until another reason is known");
        loseTo(a, 1);
        assertEquals(before + 1, STM.diagnostics().aborts(AbortKind.TICKET));
    }
}
