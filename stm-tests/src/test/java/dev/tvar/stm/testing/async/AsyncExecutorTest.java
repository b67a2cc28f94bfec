package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The executor is called by a commit that is over and holds nothing; one that fails harms its own transactions only. */
class AsyncExecutorTest {
    private final TaskQueue queue = new TaskQueue();
    private final TVar<Integer> gate = TVar.named("gate", 0);
    private final TLong passed = TLong.named("passed", 0);

    private CompletableFuture<@Nullable Void> pass(Executor executor) {
        return STM.runAsync(
                tx -> {
                    tx.check(gate.get(tx) > 0);
                    passed.add(tx, 1);
                },
                executor);
    }

    private void open() {
        STM.run(tx -> gate.set(tx, gate.get(tx) + 1));
    }

    /** Runs its first task, and then calls the action in place of the others. */
    private Executor firstAndThen(Runnable action) {
        boolean[] first = {true};
        return task -> {
            if (first[0]) {
                first[0] = false;
                task.run();
            } else {
                action.run();
            }
        };
    }

    @Test
    void anExecutorThatRefusesTheFirstTaskFailsTheFuture() {
        RejectedExecutionException refusal = new RejectedExecutionException("shut down");
        CompletableFuture<@Nullable Void> future = pass(task -> {
            throw refusal;
        });
        assertSame(
                refusal, assertThrows(CompletionException.class, future::join).getCause());
    }

    @Test
    void anExecutorThatRefusesAWokenTransactionDoesNotHarmTheCommit() {
        for (Throwable refusal :
                List.of(new RejectedExecutionException("shut down"), new StackOverflowError("none left"))) {
            CompletableFuture<@Nullable Void> future = pass(firstAndThen(() -> AsyncExecutorTest.sneak(refusal)));
            AtomicReference<Thread> completer = new AtomicReference<>();
            CompletableFuture<Boolean> dependent = future.handle((result, thrown) -> {
                completer.set(Thread.currentThread());
                return thrown == refusal;
            });
            CompletableFuture<@Nullable Void> other = pass(queue);
            queue.runAll();
            int before = gate.now();
            open();
            assertEquals(before + 1, gate.now());
            assertTrue(dependent.join());
            assertNotSame(Thread.currentThread(), completer.get(), "not in the thread of the commit");
            queue.runAll();
            assertTrue(other.isDone());
            assertEquals(0, Internals.waiters(gate));
            STM.run(tx -> gate.set(tx, 0));
        }
    }

    @SuppressWarnings("unchecked") // it throws any throwable unchanged
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    void theExecutorIsCalledAfterTheCommitWithNothingHeld() {
        List<String> events = new ArrayList<>();
        CompletableFuture<@Nullable Void> future = pass(firstAndThen(() -> {
            events.add("executor");
            assertFalse(Internals.isLocked(gate) || Internals.isTicketOut());
            assertEquals(1, gate.now());
            STM.run(tx -> gate.set(tx, gate.get(tx) + 1)); // a transaction of its own: it would join a running one
            TestThreads.elsewhere(() -> STM.run(tx -> gate.set(tx, gate.get(tx) + 1)));
        }));
        STM.run(tx -> {
            gate.set(tx, 1);
            tx.afterCommit(() -> events.add("hook"));
            tx.nested(in -> passed.get(in));
        });
        assertEquals(List.of("executor", "hook"), events);
        assertEquals(3, gate.now());
        future.cancel(false);
    }

    @Test
    void anExecutorOfTheCallingThreadRunsTheWokenBodyAfterTheCommit() {
        CompletableFuture<@Nullable Void> future = pass(Runnable::run);
        STM.run(tx -> {
            gate.set(tx, 1);
            tx.afterCommit(() -> assertEquals(1, passed.now()));
        });
        assertTrue(future.isDone());
        assertEquals(1, passed.now());
    }

    /** Each commit wakes the next transaction, in the thread of the first commit. */
    @Test
    void aChainOfWakeUpsInOneThread() {
        List<TVar<Integer>> links = new ArrayList<>();
        for (int i = 0; i <= 50; i++) {
            links.add(TVar.of(0));
        }
        List<CompletableFuture<@Nullable Void>> futures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            TVar<Integer> mine = links.get(i);
            TVar<Integer> next = links.get(i + 1);
            futures.add(STM.runAsync(
                    tx -> {
                        tx.check(mine.get(tx) > 0);
                        next.set(tx, 1);
                    },
                    Runnable::run));
        }
        STM.run(tx -> links.get(0).set(tx, 1));
        assertTrue(futures.stream().allMatch(CompletableFuture::isDone));
        assertEquals(1, links.get(50).now());
    }

    @Test
    void threadsAndCallbacksThatWaitForTheSameVariableAreAllWoken() {
        TestThreads threads = new TestThreads();
        List<CompletableFuture<@Nullable Void>> futures = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Thread sleeper = threads.start(() -> STM.run(tx -> {
                tx.check(gate.get(tx) > 0);
                passed.add(tx, 1);
            }));
            TestThreads.untilWaiting(sleeper);
            futures.add(pass(queue));
            queue.runAll();
        }
        open(); // the queue stands still: no thread may depend on it
        threads.join();
        assertEquals(40, passed.now());
        queue.runAll();
        assertTrue(futures.stream().allMatch(CompletableFuture::isDone));
        assertEquals(80, passed.now());
        assertEquals(0, Internals.waiters(gate));
    }

    @Test
    void theLongestWaitingIsHandedOverFirst() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            STM.runAsync(
                    tx -> {
                        tx.check(gate.get(tx) > 0);
                        tx.afterCommit(() -> order.add(number));
                    },
                    queue);
            queue.runAll();
        }
        open();
        queue.runAll();
        assertEquals(List.of(0, 1, 2, 3, 4), order);
    }
}
