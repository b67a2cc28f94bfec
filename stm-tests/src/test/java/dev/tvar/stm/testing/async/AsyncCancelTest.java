package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.spi.CommitParticipant;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cancellation that returns true means that nothing was written, and leaves nothing behind; one that is too late returns false. */
class AsyncCancelTest {
    private final TaskQueue queue = new TaskQueue();
    private final TVar<Integer> x = TVar.named("x", 0);
    private final TVar<Integer> y = TVar.named("y", 0);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void nothingIsLeftBehind() {
        for (Object cell : List.of(x, y)) {
            assertEquals(0, Internals.waiters(cell), () -> "waiters of " + cell);
        }
    }

    private void awaitX(Txn tx) {
        runs.incrementAndGet();
        tx.check(x.get(tx) > 0);
        y.set(tx, y.get(tx) + 1);
    }

    private CompletableFuture<@Nullable Void> waiting() {
        CompletableFuture<@Nullable Void> future = STM.runAsync(this::awaitX, queue);
        queue.runAll();
        assertEquals(1, Internals.waiters(x));
        return future;
    }

    @Test
    void aWaitingTransactionEndsAtOnce() {
        CompletableFuture<@Nullable Void> future = waiting();
        assertTrue(future.cancel(false));
        assertTrue(future.isCancelled());
        assertEquals(0, Internals.waiters(x));
        assertTrue(future.cancel(true), "it is cancelled");
        STM.run(tx -> x.set(tx, 1));
        assertEquals(0, queue.size());
        assertEquals(1, runs.get());
    }

    @Test
    void aTransactionThatHasNotBegunNeverBegins() {
        CompletableFuture<@Nullable Void> future = STM.runAsync(this::awaitX, queue);
        assertTrue(future.cancel(false));
        queue.runAll();
        assertEquals(0, runs.get());
    }

    @Test
    void aTransactionThatWasWokenAndDoesNotRunYetEnds() {
        CompletableFuture<@Nullable Void> future = waiting();
        STM.run(tx -> x.set(tx, 1));
        assertEquals(1, queue.size());
        assertTrue(future.cancel(false));
        assertEquals(0, Internals.waiters(x));
        queue.runAll();
        assertEquals(1, runs.get());
        assertEquals(0, y.now());
    }

    @Test
    void anAttemptThatRunsIsRolledBack() {
        AtomicReference<CompletableFuture<?>> self = new AtomicReference<>();
        AtomicInteger rollbacks = new AtomicInteger();
        CompletableFuture<@Nullable Void> future = STM.runAsync(
                tx -> {
                    tx.afterRollback(rollbacks::incrementAndGet);
                    y.set(tx, 1);
                    assertTrue(Objects.requireNonNull(self.get()).cancel(false));
                },
                queue);
        self.set(future);
        queue.runAll();
        assertTrue(future.isCancelled());
        assertEquals(0, y.now());
        assertEquals(1, rollbacks.get());
    }

    /** Cancels in the middle of the commit; {@code conflict} makes that commit fail. */
    private CompletableFuture<@Nullable Void> cancelledInItsCommit(Runnable conflict) {
        AtomicReference<CompletableFuture<?>> self = new AtomicReference<>();
        CommitParticipant canceller = new CommitParticipant() {
            @Override
            public void prepare(Txn tx) {
                assertFalse(Objects.requireNonNull(self.get()).cancel(false), "it may have committed");
                assertFalse(Objects.requireNonNull(self.get())
                        .completeExceptionally(new IllegalStateException("too late")));
                conflict.run();
            }

            @Override
            public void confirm() {}
        };
        CompletableFuture<@Nullable Void> future = STM.runAsync(
                tx -> {
                    runs.incrementAndGet();
                    y.set(tx, x.get(tx) + 1);
                    tx.enlist(canceller);
                },
                queue);
        self.set(future);
        queue.runAll();
        return future;
    }

    @Test
    void aCommitThatHasBegunIsNotCancelled() {
        CompletableFuture<@Nullable Void> future = cancelledInItsCommit(() -> {});
        assertTrue(future.isDone() && !future.isCompletedExceptionally());
        assertEquals(1, y.now());
    }

    @Test
    void aCancellationDuringACommitThatIsLostEndsTheTransaction() {
        CompletableFuture<@Nullable Void> future =
                cancelledInItsCommit(() -> TestThreads.elsewhere(() -> STM.run(tx -> x.set(tx, 5))));
        assertTrue(future.isCancelled());
        assertEquals(0, y.now());
        assertEquals(1, runs.get());
    }

    @Test
    void aTransactionWhoseParticipantRetriesCanBeCancelled() {
        CommitParticipant waiting = new CommitParticipant() {
            @Override
            public void prepare(Txn tx) {
                tx.check(x.get(tx) > 0);
            }

            @Override
            public void confirm() {}
        };
        CompletableFuture<@Nullable Void> future = STM.runAsync(
                tx -> {
                    y.set(tx, 1);
                    tx.enlist(waiting);
                },
                queue);
        queue.runAll();
        assertEquals(1, Internals.waiters(x));
        assertTrue(future.cancel(false));
        assertEquals(0, Internals.waiters(x));
    }

    @Test
    void afterTheCommitNothingCanBeCancelled() {
        CompletableFuture<@Nullable Void> future = waiting();
        STM.run(tx -> x.set(tx, 1));
        queue.runAll();
        assertFalse(future.cancel(false));
        assertFalse(future.complete(null));
        assertEquals(1, y.now());
    }

    @Test
    void completionByTheUserEndsTheTransaction() {
        CompletableFuture<Integer> future = STM.atomicallyAsync(
                tx -> {
                    tx.check(x.get(tx) > 0);
                    return 1;
                },
                queue);
        queue.runAll();
        assertTrue(future.complete(2));
        assertEquals(0, Internals.waiters(x));
        assertEquals(2, future.join());
        CompletableFuture<@Nullable Void> failing = waiting();
        assertTrue(failing.completeExceptionally(new IllegalStateException("by the user")));
        assertEquals(0, Internals.waiters(x));
    }

    @Test
    void aTimeOutOfTheFutureEndsTheTransaction() {
        CompletableFuture<@Nullable Void> future = waiting().orTimeout(1, TimeUnit.MILLISECONDS);
        CompletionException late = assertThrows(CompletionException.class, future::join);
        assertTrue(late.getCause() instanceof TimeoutException);
    }

    @Test
    void whatACancelledTransactionHeldIsGarbage() {
        WeakReference<Object> held = cancelledWith(new Object());
        Internals.untilCollected(held);
    }

    private WeakReference<Object> cancelledWith(Object value) {
        CompletableFuture<@Nullable Void> future =
                STM.runAsync(tx -> tx.check(x.get(tx) > value.hashCode() - value.hashCode()), queue);
        queue.runAll();
        assertTrue(future.cancel(false));
        return new WeakReference<>(value);
    }

    /** Wake-ups and cancellations race; exactly one of them wins, and money moves if and only if the transaction did. */
    @Test
    void aCancellationRacesWithACommit() {
        for (int round = 0; round < 300; round++) {
            TVar<Integer> gate = TVar.of(0);
            TVar<Integer> passed = TVar.of(0);
            CountDownLatch done = new CountDownLatch(1);
            TestThreads threads = new TestThreads();
            CompletableFuture<@Nullable Void> future = STM.runAsync(
                    tx -> {
                        tx.check(gate.get(tx) > 0);
                        passed.set(tx, passed.get(tx) + 1);
                    },
                    task -> threads.start(task::run));
            future.whenComplete((result, thrown) -> done.countDown());
            AtomicReference<Boolean> cancelled = new AtomicReference<>();
            Thread opener = new Thread(() -> STM.run(tx -> gate.set(tx, 1)));
            Thread canceller = new Thread(() -> cancelled.set(future.cancel(false)));
            opener.start();
            canceller.start();
            TestThreads.await(done);
            TestThreads.until(() -> !opener.isAlive() && !canceller.isAlive());
            threads.join();
            assertEquals(future.isCancelled(), cancelled.get());
            assertEquals(future.isCancelled() ? 0 : 1, passed.now());
            assertEquals(0, Internals.waiters(gate));
        }
    }
}
