package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnException;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.diagnostics.LiveTicket;
import dev.tvar.stm.internal.seam.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** State that outlives the attempts of a call: its limits, its ticket, and the conflicts it reports when it gives up. */
class CallTest extends CallScene {
    // ---- one object for many calls

    @Test
    void oneObjectServesOneCallAtATime() {
        Call once = new Call(null, false);
        assertTrue(once.isReusable());
        once.begin(UNLIMITED);
        assertFalse(once.isReusable());
        once.end();
        assertFalse(once.isReusable());
        call.begin(UNLIMITED);
        assertFalse(call.isReusable());
        call.end();
        assertTrue(call.isReusable());
        call.begin(UNLIMITED);
    }

    @Test
    void theObjectIsReplacedAfterManyCalls() {
        int served = 0;
        while (call.isReusable() && served <= 1 << 17) {
            call.begin(UNLIMITED);
            call.end();
            served++;
        }
        assertEquals(1 << 17, served);
    }

    @Test
    void theNextCallStartsEmpty() {
        begin(UNLIMITED.withTimeout(Duration.ofNanos(50)));
        loseTo(a, 3);
        call.transaction.giveWayToTicket(a);
        call.end();
        now = 1000;
        begin(UNLIMITED.withMaxAttempts(1));
        call.checkDeadline();
        assertEquals(
                List.of(),
                assertThrows(TooManyAttemptsException.class, call::beginNextAttempt)
                        .contended());
        assertEquals(0, call.waitedNanos());
    }

    @Test
    void theSetIsEmptyForTheNextAttempt() {
        begin(UNLIMITED);
        call.transaction.recordRead(null, a, 0);
        call.beginNextAttempt();
        assertEquals(0, call.transaction.size());
        call.transaction.recordRead(null, a, 0);
        call.end();
        assertEquals(0, call.transaction.size());
        call.begin(UNLIMITED);
    }

    // ---- limits

    @Test
    void thereAreAsManyAttemptsAsWereAllowed() {
        begin(UNLIMITED.withMaxAttempts(3));
        assertEquals(1, call.attempts());
        call.beginNextAttempt();
        call.beginNextAttempt();
        TooManyAttemptsException thrown = assertThrows(TooManyAttemptsException.class, call::beginNextAttempt);
        assertEquals(3, thrown.attempts());
        assertEquals("test", thrown.transactionName().orElseThrow());
    }

    @Test
    void theDeadlineIsThatOfTheCall() {
        begin(UNLIMITED.withTimeout(Duration.ofNanos(50)));
        now = 149;
        call.checkDeadline();
        call.beginNextAttempt();
        now = 150;
        assertThrows(TxnTimeoutException.class, call::checkDeadline);
        TxnException thrown = assertThrows(TxnTimeoutException.class, call::beginNextAttempt);
        assertEquals(2, thrown.attempts());
        call.end();
        begin(UNLIMITED.withTimeout(Duration.ofNanos(50)));
        now = 199;
        call.checkDeadline();
    }

    @Test
    void theFirstAttemptIsMadeWhateverTheLimits() {
        call.begin(UNLIMITED.withTimeout(Duration.ofNanos(1)));
        now += 1;
        call.beginFirstAttempt();
        assertThrows(TxnTimeoutException.class, call::checkDeadline);
    }

    // ---- locks of others

    @Test
    void onlyAnAttemptWithLocksMustNotWait() {
        begin(UNLIMITED);
        assertFalse(call.transaction.mustNotWait(1000));
        assertFalse(call.transaction.gaveUpWaiting());
        call.transaction.locks = 1;
        assertFalse(call.transaction.mustNotWait(Spin.WITH_LOCKS_HELD - 1));
        assertFalse(call.transaction.gaveUpWaiting());
        assertTrue(call.transaction.mustNotWait(Spin.WITH_LOCKS_HELD));
        assertTrue(call.transaction.gaveUpWaiting());
        assertFalse(call.transaction.gaveUpWaiting(), "asked once");
    }

    @Test
    void anAttemptWithoutLocksWaitsForALockedVariable() {
        begin(UNLIMITED);
        BackOff.untilUnlocked(call.transaction.lastConflict());
        call.transaction.conflictOver(a);
        BackOff.untilUnlocked(call.transaction.lastConflict());
        assertEquals(0, steps.count(Step.SPIN));
        Cells.lock(a);
        steps.before(Step.SPIN, 40, () -> Cells.unlock(a));
        BackOff.untilUnlocked(call.transaction.lastConflict());
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
        assertFalse(Ticket.isHeldByOther(call.transaction));
        assertEquals("test", LiveTicket.lastName());
        call.transaction.locks = 1;
        assertFalse(call.transaction.mustNotWait(1000));
        call.giveTicketBack();
        assertFalse(Ticket.isOut());
        assertTrue(call.transaction.mustNotWait(1000));
        call.giveTicketBack();
        assertEquals(1, steps.count(Step.GIVE_TICKET_BACK));
    }

    @Test
    void theEndGivesTheTicketBack() {
        begin(UNLIMITED);
        loseTo(a, STM.ATTEMPTS_BEFORE_TICKET);
        assertTrue(Ticket.isOut());
        call.end();
        assertFalse(Ticket.isOut());
        call.begin(UNLIMITED);
    }

    /** Does something while another thread has the ticket. */
    private static void whileTaken(Runnable action) {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> {
            try {
                assertTrue(Ticket.take(new Call(null, false), Deadline.NEVER));
                taken.countDown();
                enough.await();
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

    @Test
    void yieldingToTheTicketHolderEndsAtTheDeadline() {
        begin(UNLIMITED.withTimeout(Duration.ofMillis(2)));
        call.transaction.giveWayToTicket(a);
        whileTaken(() -> assertEquals(
                List.of("a"),
                assertThrows(TxnTimeoutException.class, call::recoverFromConflict)
                        .contended()));
        call.recoverFromConflict();
        assertFalse(Ticket.isOut());
    }

    @Test
    void queueingForTheTicketEndsAtTheDeadline() {
        begin(UNLIMITED.withTimeout(Duration.ofMillis(2)));
        loseTo(a, STM.ATTEMPTS_BEFORE_TICKET - 1);
        call.transaction.conflictOver(a);
        call.recoverFromConflict();
        whileTaken(() -> assertThrows(TxnTimeoutException.class, call::beginNextAttempt));
        call.giveTicketBack();
        assertEquals(0, steps.count(Step.GIVE_TICKET_BACK));
    }

    @Test
    void anInterruptEndsTheQueueingAndTheFlagIsRestored() {
        begin(UNLIMITED);
        call.transaction.giveWayToTicket(a);
        Thread.currentThread().interrupt();
        TxnInterruptedException thrown = assertThrows(TxnInterruptedException.class, call::recoverFromConflict);
        assertTrue(Thread.interrupted());
        assertTrue(thrown.toString().contains("gave way"), thrown::toString);
    }

    @Test
    void anAttemptYieldsOnce() {
        begin(UNLIMITED);
        call.transaction.giveWayToTicket(a);
        steps.without(Step.BACK_OFF);
        long before = STM.diagnostics().aborts(AbortKind.TICKET);
        long waits = STM.diagnostics().waits();
        int waiting = STM.diagnostics().waitingCount();
        call.recoverFromConflict();
        assertEquals(before + 1, STM.diagnostics().aborts(AbortKind.TICKET));
        assertEquals(waits + 1, STM.diagnostics().waits());
        assertEquals(waiting, STM.diagnostics().waitingCount());
        call.beginNextAttempt();
        loseTo(a, 1);
        assertEquals(before + 1, STM.diagnostics().aborts(AbortKind.TICKET));
    }
}
