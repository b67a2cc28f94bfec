package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Time limits, patience and attempts count in an asynchronous transaction as in the blocking form. */
class AsyncLimitsTest extends AsyncFixture {
    private static TxnExecutor within(Duration timeout) {
        return STM.with(TxnOptions.defaults().withName("hasty").withTimeout(timeout));
    }

    @Test
    void aTimeLimitEndsTheWaitAndNamesTheVariables() {
        CompletableFuture<Long> future = within(SHORT).atomicallyAsync(tx -> withdraw(tx, 30), queue);
        queue.runAll();
        TestThreads.until("the time is up", () -> queue.size() == 1 || future.isDone());
        queue.runAll();
        TxnTimeoutException late = (TxnTimeoutException) Objects.requireNonNull(failure(future));
        assertEquals(List.of("account"), late.contended());
        assertEquals(1, late.attempts());
        assertEquals("hasty", late.transactionName().orElseThrow());
    }

    @Test
    void aChangeBeforeTheTimeLimitEndsTheWait() {
        CompletableFuture<Long> future = within(Duration.ofDays(1)).atomicallyAsync(tx -> withdraw(tx, 30), queue);
        queue.runAll();
        STM.run(tx -> account.add(tx, 30));
        assertEquals(0, finished(future).join());
    }

    @Test
    void theTimeLimitCountsFromTheCall() {
        CompletableFuture<@Nullable Void> future = within(Duration.ofNanos(1)).runAsync(tx -> x.set(tx, 1), queue);
        queue.runAll();
        assertTrue(failure(future) instanceof TxnTimeoutException);
        assertEquals(0, x.now());
    }

    @Test
    void retryForReturnsWhenItsTimeIsUp() {
        CompletableFuture<String> future = STM.atomicallyAsync(
                tx -> {
                    if (x.get(tx) == 0) {
                        tx.retryFor(SHORT);
                        return "nothing";
                    }
                    return "something";
                },
                queue);
        queue.runAll();
        TestThreads.until("the time is up", () -> queue.size() == 1 || future.isDone());
        assertEquals("nothing", finished(future).join());
    }

    @Test
    void attemptsAreCountedOverAllWaits() {
        TxnExecutor thrice = STM.with(TxnOptions.defaults().withMaxAttempts(3));
        CompletableFuture<@Nullable Void> future = thrice.runAsync(
                tx -> {
                    runs++;
                    tx.check(x.get(tx) > 5);
                },
                queue);
        for (int i = 1; i <= 2; i++) {
            queue.runAll();
            assertEquals(i, runs);
            assertFalse(future.isDone());
            int value = i;
            STM.run(tx -> x.set(tx, value));
        }
        queue.runAll();
        TooManyAttemptsException failed = (TooManyAttemptsException) Objects.requireNonNull(failure(future));
        assertEquals(3, failed.attempts());
        assertEquals(List.of("x"), failed.contended());
        assertEquals(3, runs);
    }

    @Test
    void waitsAreCounted() {
        long before = STM.diagnostics().waits();
        CompletableFuture<Long> future = STM.atomicallyAsync(tx -> withdraw(tx, 1), queue);
        queue.runAll();
        assertEquals(before + 1, STM.diagnostics().waits());
        STM.run(tx -> account.add(tx, 1));
        assertEquals(0, finished(future).join());
    }
}
