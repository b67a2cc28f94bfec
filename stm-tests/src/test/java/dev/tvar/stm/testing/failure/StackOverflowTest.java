package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Transactions so close to the end of the stack that it overflows in them, at every possible place. */
class StackOverflowTest {

    private final List<TLong> numbers =
            IntStream.range(0, 12).mapToObj(i -> TLong.of(0)).toList();
    private final TVar<Integer> word = TVar.of(0);

    /** Counts of the calls begun and of those that returned without an error; plain fields, since counting must not need stack. */
    private int begun;

    private int returned;
    private int rolledBack;

    @BeforeAll
    static void useEverythingOnce() {
        StackLimit.useEverythingOnce();
    }

    private void addToAll(Txn tx) {
        for (int i = 0; i < numbers.size(); i++) {
            numbers.get(i).add(tx, 1);
        }
        word.set(tx, begun);
    }

    private void attempt(TxnAction<RuntimeException> body) {
        try {
            begun++;
            STM.run(body);
            returned++;
        } catch (StackOverflowError e) {
            // what the test is about
        }
    }

    private void assertAllOrNothing() {
        for (TLong number : numbers) {
            assertFalse(Internals.isLocked(number));
            assertEquals(returned, number.now(), "every transaction that returned is there, and no other");
        }
        assertFalse(Internals.isLocked(word));
    }

    @Test
    void aCommitIsAllOrNothing() {
        TxnAction<RuntimeException> body = this::addToAll;
        StackLimit.sweep(() -> attempt(body), this::assertAllOrNothing);
        assertTrue(returned > 0 && returned < begun, () -> returned + " of " + begun);
    }

    @Test
    void aCommitThatABoundRefusesLeavesNothing() {
        TLong bounded = TLong.bounded(0, Bounds.atLeast(0));
        TxnAction<RuntimeException> body = tx -> {
            addToAll(tx);
            bounded.add(tx, -1);
        };
        int[] refused = {0};
        StackLimit.sweep(
                () -> {
                    try {
                        attempt(body);
                    } catch (OutOfBoundsException e) {
                        refused[0]++;
                    }
                },
                () -> {
                    assertAllOrNothing();
                    assertFalse(Internals.isLocked(bounded));
                    assertEquals(0, bounded.now());
                });
        assertEquals(0, returned);
        assertTrue(refused[0] > 0 && refused[0] < begun, () -> refused[0] + " of " + begun);
    }

    @Test
    void aCommitThatWakesSomeoneIsAllOrNothing() {
        TestThreads threads = new TestThreads();
        TVar<Boolean> done = TVar.of(false);
        AtomicLong woken = new AtomicLong();
        Thread waiter = threads.start(() -> {
            long seen = 0;
            while (!done.now()) {
                long last = seen;
                seen = STM.atomically(tx -> {
                    tx.check(done.get(tx) || numbers.get(0).get(tx) != last);
                    return numbers.get(0).get(tx);
                });
                woken.set(seen);
            }
        });
        TxnAction<RuntimeException> body = this::addToAll;
        StackLimit.sweep(() -> attempt(body), () -> {
            assertAllOrNothing();
            TestThreads.until(
                    "the waiter has seen the commit", () -> woken.get() == returned && TestThreads.isWaiting(waiter));
        });
        STM.run(tx -> done.set(tx, true));
        threads.join();
        assertTrue(returned > 0 && returned < begun, () -> returned + " of " + begun);
    }

    /** One transaction at a time waits without a thread for the next commit. */
    private final class Waiting {
        private final AtomicReference<@Nullable Runnable> task = new AtomicReference<>();
        private CompletableFuture<Long> future = new CompletableFuture<>();

        void begin() {
            long last = returned;
            future = STM.atomicallyAsync(
                    tx -> {
                        tx.check(numbers.get(0).get(tx) != last);
                        return numbers.get(0).get(tx);
                    },
                    task::set);
            runTask();
        }

        private void runTask() {
            Objects.requireNonNull(task.getAndSet(null)).run();
        }

        /** After a commit it was handed over, unless there was no stack for the call of the executor; then it has failed. */
        void check(int before) {
            if (returned == before) {
                assertTrue(task.get() == null && !future.isDone(), "nothing has changed");
                return;
            }
            TestThreads.until("it was handed over", () -> task.get() != null || future.isDone());
            if (future.isDone()) {
                assertTrue(future.isCompletedExceptionally());
            } else {
                runTask();
                assertEquals(returned, future.join());
            }
            begin();
        }
    }

    @Test
    void aCommitThatHandsATransactionOverIsAllOrNothing() {
        Waiting waiting = new Waiting();
        waiting.begin();
        TxnAction<RuntimeException> body = this::addToAll;
        int[] before = {0};
        StackLimit.sweep(() -> attempt(body), () -> {
            assertAllOrNothing();
            waiting.check(before[0]);
            before[0] = returned;
        });
        assertTrue(waiting.future.cancel(false));
        assertTrue(returned > 0 && returned < begun, () -> returned + " of " + begun);
    }

    @Test
    void rollbackHooksRunOnlyWhereNothingWasCommitted() {
        Runnable hook = () -> rolledBack++;
        TxnAction<RuntimeException> body = tx -> {
            tx.afterRollback(hook);
            addToAll(tx);
        };
        int[] before = {0, 0};
        StackLimit.sweep(() -> attempt(body), () -> {
            assertAllOrNothing();
            boolean committed = returned > before[0];
            assertTrue(!committed || rolledBack == before[1], "a rollback hook ran for a commit");
            before[0] = returned;
            before[1] = rolledBack;
        });
    }

    @Test
    void aThreadThatOverflowedWorksAsBefore() {
        TxnAction<RuntimeException> body = this::addToAll;
        TestThreads threads = new TestThreads();
        threads.startWithStack(StackLimit.STACK_BYTES, () -> {
            for (int level = 0; level < StackLimit.LEVELS; level++) {
                StackLimit.goTo(level, () -> attempt(body));
                int before = returned;
                STM.run(tx -> {
                    addToAll(tx);
                    assertEquals(before + 1, numbers.get(0).get(tx));
                });
                returned++;
                STM.snapshot(tx -> {
                    assertEquals(returned, numbers.get(1).get(tx));
                    return true;
                });
            }
        });
        threads.join();
        assertAllOrNothing();
    }
}
