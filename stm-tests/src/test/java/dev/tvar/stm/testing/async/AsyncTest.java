package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An asynchronous transaction has the result of the blocking form, and waits without a thread. */
class AsyncTest extends AsyncFixture {
    // ---- results

    @Test
    void theBodyRunsOnTheExecutorAndItsResultArrives() {
        CompletableFuture<Integer> future = STM.atomicallyAsync(tx -> x.get(tx) + 1, queue);
        assertFalse(future.isDone());
        assertEquals(1, queue.runAll());
        assertEquals(1, future.join());
        assertNull(finished(STM.runAsync(tx -> x.set(tx, 7), queue)).join());
        assertEquals(7, x.now());
    }

    @Test
    void aWaitOccupiesNoThreadAndEndsWithAChange() {
        CompletableFuture<Long> future = STM.atomicallyAsync(tx -> withdraw(tx, 30), queue);
        assertEquals(1, queue.runAll());
        assertEquals(1, Internals.waiters(account));
        STM.run(tx -> account.add(tx, 50));
        assertFalse(future.isDone(), "the commit only hands it over");
        assertEquals(1, queue.runAll());
        assertEquals(20, future.join());
        assertEquals(2, runs);
    }

    @Test
    void aWaiterForAnAnswerStaysAsleepWhileTheAnswerIsTheSame() {
        CompletableFuture<Long> future = STM.atomicallyAsync(tx -> withdraw(tx, 30), queue);
        queue.runAll();
        for (int i = 0; i < 29; i++) {
            STM.run(tx -> account.add(tx, 1));
            assertEquals(1, queue.runAll());
        }
        assertEquals(1, runs);
        STM.run(tx -> account.add(tx, 1));
        assertEquals(0, finished(future).join());
        assertEquals(2, runs);
    }

    @Test
    void aChangeOfAnyVariableEndsTheWait() {
        for (TVar<Integer> changed : List.of(x, y)) {
            STM.run(tx -> {
                x.set(tx, 0);
                y.set(tx, 0);
            });
            CompletableFuture<String> future = STM.atomicallyAsync(
                    STM.orElse(
                            tx -> {
                                tx.check(x.get(tx) > 0);
                                return "x";
                            },
                            tx -> {
                                tx.check(y.get(tx) > 0);
                                return "y";
                            }),
                    queue);
            queue.runAll();
            STM.run(tx -> changed.set(tx, 1));
            assertEquals(changed.toString(), finished(future).join());
        }
    }

    @Test
    void twoChangesBeforeItContinuesHandItOverOnce() {
        CompletableFuture<@Nullable Void> future = STM.runAsync(tx -> tx.check(x.get(tx) + y.get(tx) == 2), queue);
        queue.runAll();
        STM.run(tx -> x.set(tx, 1));
        STM.run(tx -> y.set(tx, 1));
        assertEquals(1, queue.runAll());
        assertTrue(future.isDone());
    }

    @Test
    void exceptionsArriveUnchangedAndNothingIsWritten() {
        IOException thrown = new IOException("a checked one");
        CompletableFuture<Object> future = STM.atomicallyAsync(
                tx -> {
                    x.set(tx, 1);
                    throw thrown;
                },
                queue);
        queue.runAll();
        assertSame(thrown, failure(future));
        assertSame(thrown, assertThrows(ExecutionException.class, future::get).getCause());
        assertEquals(0, x.now());
        CompletableFuture<Object> overflow = STM.atomicallyAsync(
                tx -> {
                    account.add(tx, Long.MAX_VALUE);
                    account.add(tx, 1);
                    return 1;
                },
                queue);
        queue.runAll();
        assertTrue(failure(overflow) instanceof ArithmeticException);
    }

    @Test
    void aRetryThatHasReadNothingFails() {
        CompletableFuture<Object> future = STM.atomicallyAsync(Txn::retry, queue);
        queue.runAll();
        assertTrue(failure(future) instanceof IllegalStateException);
    }

    @Test
    void hooksRunOnTheExecutorOnceAndBeforeTheFutureIsCompleted() {
        List<String> calls = new ArrayList<>();
        CompletableFuture<@Nullable Void> future = STM.runAsync(
                tx -> {
                    tx.afterCommit(() -> calls.add("commit"));
                    tx.afterRollback(() -> calls.add("rollback"));
                    tx.check(x.get(tx) > 0);
                },
                queue);
        CompletableFuture<Boolean> order = future.thenApply(done -> calls.add("completed"));
        queue.runAll();
        assertEquals(List.of("rollback"), calls);
        STM.run(tx -> x.set(tx, 1));
        assertEquals(1, calls.size());
        queue.runAll();
        assertTrue(order.isDone());
        assertEquals(List.of("rollback", "commit", "completed"), calls);
    }

    @Test
    void aConflictRunsTheBodyAgain() {
        CompletableFuture<Integer> future = STM.atomicallyAsync(
                tx -> {
                    int seen = x.get(tx);
                    if (runs++ == 0) {
                        TestThreads.elsewhere(() -> STM.run(in -> x.set(in, 10)));
                    }
                    x.set(tx, seen + 1);
                    return seen + 1;
                },
                queue);
        assertEquals(11, finished(future).join());
        assertEquals(11, x.now());
    }

    @Test
    void afterSixteenLostAttemptsItTakesTheTicketAndReturnsIt() {
        CompletableFuture<@Nullable Void> future = STM.runAsync(
                tx -> {
                    int seen = x.get(tx);
                    if (++runs <= STM.ATTEMPTS_BEFORE_TICKET) {
                        TestThreads.elsewhere(() -> STM.run(in -> x.set(in, x.get(in) + 1)));
                    } else {
                        assertTrue(Internals.isTicketOut());
                    }
                    x.set(tx, seen + 1);
                },
                queue);
        assertNull(finished(future).join());
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET + 1, runs);
        assertFalse(Internals.isTicketOut());
    }

    @Test
    void aWaitReturnsTheTicket() {
        CompletableFuture<@Nullable Void> future = STM.runAsync(
                tx -> {
                    int seen = x.get(tx);
                    if (++runs <= STM.ATTEMPTS_BEFORE_TICKET) {
                        TestThreads.elsewhere(() -> STM.run(in -> x.set(in, x.get(in) + 1)));
                    } else {
                        tx.check(y.get(tx) > 0);
                    }
                    x.set(tx, seen + 1);
                },
                queue);
        queue.runAll();
        assertFalse(Internals.isTicketOut());
        STM.run(tx -> y.set(tx, 1));
        assertNull(finished(future).join());
    }

    // ---- threads

    @Test
    void eachAttemptMayRunOnAnotherThreadOfThePool() throws ExecutionException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                all.add(STM.atomicallyAsync(
                        tx -> {
                            tx.check(account.isAtLeast(tx, 10));
                            account.add(tx, -10);
                            return 10L;
                        },
                        pool));
            }
            for (int i = 0; i < 1_000; i++) {
                STM.run(tx -> account.add(tx, 10));
            }
            for (CompletableFuture<Long> each : all) {
                assertEquals(10, each.get());
            }
            assertEquals(0, account.now());
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void anInterruptOfTheExecutorsThreadEndsNoTransaction() {
        CompletableFuture<Long> future = STM.atomicallyAsync(tx -> withdraw(tx, 30), queue);
        Thread.currentThread().interrupt();
        try {
            queue.runAll();
            assertFalse(future.isDone());
            STM.run(tx -> account.add(tx, 30));
            assertEquals(0, finished(future).join());
        } finally {
            assertTrue(Thread.interrupted(), "the flag stays");
        }
    }

    // ---- inside other transactions

    @Test
    void itCannotBeStartedInsideATransaction() {
        STM.run(tx -> {
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> STM.runAsync(in -> x.set(in, 1), queue));
            assertTrue(refused.toString().contains("afterCommit"), refused::toString);
        });
        assertEquals(0, queue.size());
    }

    @Test
    void itCanBeStartedInAHookAndInASnapshot() {
        STM.run(tx -> tx.afterCommit(() -> STM.runAsync(in -> x.set(in, 1), queue)));
        queue.runAll();
        assertEquals(1, x.now());
        STM.runSnapshot(tx -> STM.runAsync(in -> x.set(in, 2), queue));
        queue.runAll();
        assertEquals(2, x.now());
    }

    @Test
    void anExecutorThatRunsItInsideATransactionFailsItAndNotThatTransaction() {
        CompletableFuture<@Nullable Void> future = STM.runAsync(tx -> x.set(tx, 1), queue);
        STM.run(tx -> {
            y.set(tx, 1);
            queue.runAll();
        });
        assertTrue(failure(future) instanceof IllegalStateException);
        assertEquals(0, x.now());
        assertEquals(1, y.now());
    }

    @Test
    void argumentsMustNotBeNull() {
        assertThrows(NullPointerException.class, () -> STM.atomicallyAsync(absent(), queue));
        assertThrows(NullPointerException.class, () -> STM.runAsync(absent(), queue));
        assertThrows(NullPointerException.class, () -> STM.runAsync(tx -> {}, absent()));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // that is the test
    private static <T> T absent() {
        return null;
    }
}
