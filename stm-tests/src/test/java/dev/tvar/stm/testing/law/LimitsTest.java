package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.Limits;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Deadlines, limits on attempts, and the details in their exceptions. */
class LimitsTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final TVar<Integer> x = TVar.named("x", 0);
    private final TVar<Integer> written = TVar.named("written", 0);
    private int attempts;

    private static TxnExecutor with(int maxAttempts) {
        return STM.with(TxnOptions.defaults().withName("limited").withMaxAttempts(maxAttempts));
    }

    private static TxnExecutor within(Duration timeout) {
        return STM.with(TxnOptions.defaults().withName("hasty").withTimeout(timeout));
    }

    private void loseTo(Txn tx) {
        attempts++;
        int seen = x.get(tx);
        TestThreads.elsewhere(() -> STM.run(in -> x.set(in, seen + 1)));
        written.set(tx, 1);
    }

    @Test
    void aLimitOfAttemptsIsKeptExactly() {
        for (int limit : new int[] {1, 2, 7, STM.ATTEMPTS_BEFORE_TICKET}) {
            attempts = 0;
            TooManyAttemptsException e = assertThrows(
                    TooManyAttemptsException.class, () -> with(limit).run(this::loseTo));
            assertEquals(limit, attempts);
            assertEquals(limit, e.attempts());
            assertEquals(Optional.of("limited"), e.transactionName());
            assertEquals(List.of("x"), e.contended());
            assertTrue(e.toString().contains("'limited'") && e.toString().contains("x"), e::toString);
        }
        assertEquals(0, written.now());
    }

    @Test
    void aRetryCountsAsAnAttempt() {
        TooManyAttemptsException e =
                assertThrows(TooManyAttemptsException.class, () -> with(1).run(tx -> tx.check(x.get(tx) > 0)));
        assertEquals(1, e.attempts());
        assertEquals(List.of("x"), e.contended());
        assertEquals(0, Internals.waiters(x));
    }

    @Test
    void retryForNeedsAFurtherAttempt() {
        Duration endless = Duration.ofDays(1); // so it fails by hanging if it waits
        TooManyAttemptsException e = assertThrows(TooManyAttemptsException.class, () -> with(1).run(tx -> {
            x.get(tx);
            tx.retryFor(endless);
        }));
        assertEquals(1, e.attempts());
        assertEquals(List.of("x"), e.contended());
        assertEquals(0, Internals.waiters(x));
        with(1).run(tx -> {
            x.get(tx);
            tx.retryFor(Duration.ZERO);
            written.set(tx, 1);
        });
        assertEquals(1, written.now());
        with(2).run(tx -> {
            x.get(tx);
            tx.retryFor(Duration.ofNanos(1));
            written.set(tx, 2);
        });
        assertEquals(2, written.now());
    }

    @Test
    void theLastAllowedAttemptMayCommit() {
        with(2).run(tx -> {
            if (++attempts == 1) {
                int seen = x.get(tx);
                TestThreads.elsewhere(() -> STM.run(in -> x.set(in, seen + 1)));
            }
            written.set(tx, attempts);
        });
        assertEquals(2, written.now());
    }

    @Test
    void aDeadlineEndsAWait() {
        TxnTimeoutException e =
                assertThrows(TxnTimeoutException.class, () -> within(SHORT).run(tx -> {
                    written.set(tx, 1);
                    tx.check(x.get(tx) > 0);
                }));
        assertEquals(Optional.of("hasty"), e.transactionName());
        assertEquals(List.of("x"), e.contended());
        assertEquals(1, e.attempts());
        assertTrue(e.toString().contains("within 20 ms") && e.toString().contains("1 attempt"), e::toString);
        assertEquals(0, written.now());
        assertEquals(0, Internals.waiters(x));
    }

    @Test
    void aDeadlineEndsConflicts() {
        TxnTimeoutException e =
                assertThrows(TxnTimeoutException.class, () -> within(SHORT).run(tx -> {
                    loseTo(tx);
                    spin(SHORT.dividedBy(5)); // so that it ends before it gets the ticket
                }));
        assertEquals(attempts, e.attempts());
        assertEquals(0, written.now());
    }

    @Test
    void aBodyThatComputesTooLongDoesNotCommit() {
        TxnTimeoutException e =
                assertThrows(TxnTimeoutException.class, () -> within(SHORT).run(this::tooLong));
        assertEquals(1, e.attempts());
        assertEquals(0, written.now());
    }

    private void tooLong(Txn tx) {
        x.get(tx);
        written.set(tx, 1);
        spin(SHORT);
    }

    private static void spin(Duration length) {
        long until = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aDeadlineEndsTheWaitForTheTicket() {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestThreads threads = new TestThreads();
        threads.start(() -> STM.run(tx -> {
            if (++attempts <= STM.ATTEMPTS_BEFORE_TICKET) {
                loseInEarlierAttempts(tx);
            } else {
                holding.countDown();
                TestThreads.await(release);
            }
        }));
        TestThreads.await(holding);
        TxnTimeoutException e =
                Limits.lateAfterAConflict(TxnOptions.defaults(), limited -> limited.run(tx -> written.set(tx, 2)));
        assertEquals(List.of("written"), e.contended());
        assertEquals(0, STM.snapshot(written::get), "snapshots read while another transaction holds the ticket");
        release.countDown();
        threads.join();
        STM.run(tx -> written.set(tx, 3));
        assertEquals(3, written.now());
    }

    private void loseInEarlierAttempts(Txn tx) {
        int seen = x.get(tx);
        TestThreads.elsewhere(() -> STM.run(in -> x.set(in, seen + 1)));
        x.set(tx, -1);
    }

    @Test
    void longDeadlinesDoNotOverflow() {
        for (Duration forEver : new Duration[] {Duration.ofSeconds(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE)}) {
            within(forEver).run(tx -> written.update(tx, n -> n + 1));
        }
        assertEquals(2, written.now());
    }

    @Test
    void aRetryWithAnEmptyReadSetFailsAtOnce() {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> STM.atomically(Txn::<String>retry));
        assertTrue(e.toString().contains("read nothing"), e::toString);
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    written.set(tx, 1);
                    written.get(tx); // its own value, which no other transaction can change
                    tx.retry();
                }));
        assertThrows(IllegalStateException.class, () -> STM.atomically(STM.orElse(Txn::<String>retry, Txn::retry)));
        assertEquals(0, written.now());
    }
}
