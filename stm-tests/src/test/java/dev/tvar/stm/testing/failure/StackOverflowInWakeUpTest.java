package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commits that wake someone so close to the end of the stack that it overflows in them, and transactions without a thread. */
class StackOverflowInWakeUpTest {
    private final CountedCommits commits = new CountedCommits();
    private final TestThreads threads = new TestThreads();

    @BeforeAll
    static void useEverythingOnce() {
        StackLimit.useEverythingOnce();
    }

    /** A waiter that sees one commit after another, on a thread that the test chooses, until the sweep ends. */
    private final class Waiter {
        private final TVar<Boolean> done = TVar.of(false);
        private final AtomicLong woken = new AtomicLong();

        void work() {
            long seen = 0;
            while (!done.now()) {
                long last = seen;
                seen = STM.atomically(tx -> {
                    tx.check(done.get(tx) || commits.numbers.get(0).get(tx) != last);
                    return commits.numbers.get(0).get(tx);
                });
                woken.set(seen);
            }
        }

        /** Sweeps while the thread, which does this work, waits. */
        void sweep(Thread thread) {
            commits.sweep(() -> {
                commits.assertAllOrNothing();
                TestThreads.until(
                        "the waiter has seen the commit",
                        () -> woken.get() == commits.returned && TestThreads.isWaiting(thread));
            });
            STM.run(tx -> done.set(tx, true));
            threads.join();
            commits.assertSomeReturned();
        }
    }

    @Test
    void aCommitThatWakesAThreadIsAllOrNothing() {
        Waiter waiter = new Waiter();
        waiter.sweep(threads.start(waiter::work));
    }

    /** On JDK 17 another platform thread. */
    @Test
    void aCommitThatWakesAVirtualThreadIsAllOrNothing() throws ReflectiveOperationException {
        Waiter waiter = new Waiter();
        waiter.sweep(threads.startLight(waiter::work));
    }

    /** One transaction at a time waits without a thread for the next commit. */
    private final class Waiting {
        private final AtomicReference<@Nullable Runnable> task = new AtomicReference<>();
        private CompletableFuture<Long> future = new CompletableFuture<>();

        void begin() {
            long last = commits.returned;
            future = STM.atomicallyAsync(
                    tx -> {
                        tx.check(commits.numbers.get(0).get(tx) != last);
                        return commits.numbers.get(0).get(tx);
                    },
                    task::set);
            runTask();
        }

        private void runTask() {
            Objects.requireNonNull(task.getAndSet(null)).run();
        }

        /** After a commit it was handed over, unless there was no stack for the call of the executor; then it has failed. */
        void check(int before) {
            if (commits.returned == before) {
                assertTrue(task.get() == null && !future.isDone(), "nothing has changed");
                return;
            }
            TestThreads.until("it was handed over", () -> task.get() != null || future.isDone());
            if (future.isDone()) {
                assertTrue(future.isCompletedExceptionally());
            } else {
                runTask();
                assertEquals(commits.returned, future.join());
            }
            begin();
        }
    }

    @Test
    void aCommitThatHandsATransactionOverIsAllOrNothing() {
        Waiting waiting = new Waiting();
        waiting.begin();
        int[] before = {0};
        commits.sweep(() -> {
            commits.assertAllOrNothing();
            waiting.check(before[0]);
            before[0] = commits.returned;
        });
        assertTrue(waiting.future.cancel(false));
        commits.assertSomeReturned();
    }

    @Test
    void theFutureOfATransactionEndsAsTheTransactionDoes() {
        Executor direct = Runnable::run; // here, since linking a lambda needs stack
        AtomicReference<@Nullable CompletableFuture<?>> future = new AtomicReference<>();
        TxnBody<Boolean, RuntimeException> body = tx -> {
            commits.addToAll(tx);
            return true;
        };
        StackLimit.sweep(
                () -> {
                    commits.begun++;
                    future.set(null);
                    try {
                        future.set(STM.atomicallyAsync(body, direct));
                    } catch (StackOverflowError e) {
                        // not started
                    }
                },
                () -> {
                    CompletableFuture<?> begun = future.get();
                    if (begun != null) {
                        assertTrue(begun.isDone(), "the executor has run it, so it has ended");
                        commits.returned += begun.isCompletedExceptionally() ? 0 : 1;
                    }
                    commits.assertAllOrNothing();
                });
        commits.assertSomeReturned();
    }
}
