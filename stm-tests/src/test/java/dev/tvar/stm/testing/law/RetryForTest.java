package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RetryForTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofDays(1_000_000);

    private final TVar<Integer> x = TVar.of(0);
    private int attempts;

    private String orTooLate(Txn tx, Duration patience) {
        if (x.get(tx) == 0) {
            tx.retryFor(patience);
            return "too late";
        }
        return "in time";
    }

    @Test
    void itReturnsNullWhenThePatienceIsUsedUp() {
        long before = System.nanoTime();
        String result = STM.atomically(tx -> {
            attempts++;
            x.get(tx);
            assertNull(tx.retryFor(SHORT));
            return "too late";
        });
        assertEquals("too late", result);
        assertEquals(2, attempts);
        assertTrue(System.nanoTime() - before >= SHORT.toNanos(), "it waited at least that long");
        assertEquals(0, Internals.waiters(x));
    }

    @Test
    void itIsWokenLikeRetry() {
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> assertEquals("in time", STM.atomically(tx -> orTooLate(tx, LONG))));
        TestThreads.untilWaiting(waiter);
        STM.run(tx -> x.set(tx, 1));
        threads.join();
    }

    @Test
    void anEmptyReadSetIsAllowedSinceTimeEndsTheWait() {
        assertEquals("done", STM.atomically(tx -> {
            tx.retryFor(SHORT);
            return "done";
        }));
    }

    @Test
    void noPatienceMeansNoWait() {
        for (Duration none : new Duration[] {Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-1)}) {
            attempts = 0;
            STM.run(tx -> {
                attempts++;
                assertNull(tx.retryFor(none));
            });
            assertEquals(1, attempts);
        }
    }

    @Test
    void theLongestDurationIsPatienceWithoutEnd() {
        TestThreads threads = new TestThreads();
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        Thread waiter = threads.start(() -> assertEquals("in time", STM.atomically(tx -> orTooLate(tx, longest))));
        TestThreads.untilWaiting(waiter);
        STM.run(tx -> x.set(tx, 1));
        threads.join();
    }

    @Test
    void severalInOneBodyWaitOneAfterTheOther() {
        long before = System.nanoTime();
        STM.run(tx -> {
            attempts++;
            assertNull(tx.retryFor(SHORT));
            assertNull(tx.retryFor(SHORT));
        });
        assertTrue(attempts >= 2); // 3, unless the first wait lasted long enough for both
        assertTrue(System.nanoTime() - before >= 2 * SHORT.toNanos());
    }

    /** Each wake-up runs the body again, but the patience is not renewed; otherwise the loop would never end. */
    @Test
    void theWaitingOfAllAttemptsCounts() {
        AtomicBoolean done = new AtomicBoolean();
        TVar<Integer> noise = TVar.of(0);
        TestThreads threads = new TestThreads();
        threads.start(() -> {
            while (!done.get()) {
                STM.run(tx -> noise.update(tx, n -> n + 1));
                Thread.yield();
            }
        });
        threads.start(() -> {
            STM.run(tx -> {
                attempts++;
                noise.get(tx);
                tx.retryFor(SHORT);
            });
            done.set(true);
        });
        threads.join();
        assertTrue(attempts >= 2);
    }

    @Test
    void anImpatientLeftBranchContinuesWhenThePatienceIsUsedUp() {
        String result = STM.atomically(tx -> tx.orElse(
                in -> {
                    x.get(in);
                    in.retryFor(SHORT);
                    return "left, too late";
                },
                Txn::retry));
        assertEquals("left, too late", result);
    }

    @Test
    void anImpatientLeftBranchGivesWayToTheRight() {
        assertEquals("right", STM.atomically(tx -> tx.orElse(in -> orTooLate(in, LONG), in -> "right")));
    }

    @Test
    void theLeastPatientBranchIsTheFirstToContinue() {
        String result =
                STM.atomically(tx -> tx.orElse(in -> orTooLate(in, LONG), in -> orTooLate(in, SHORT) + ", the right"));
        assertEquals("too late, the right", result);
    }

    @Test
    void theDeadlineOfTheTransactionComesFirst() {
        TxnTimeoutException e = assertThrows(
                TxnTimeoutException.class,
                () -> STM.with(TxnOptions.defaults().withTimeout(SHORT)).run(tx -> orTooLate(tx, LONG)));
        assertEquals(1, e.attempts());
        assertEquals(0, Internals.waiters(x));
    }
}
