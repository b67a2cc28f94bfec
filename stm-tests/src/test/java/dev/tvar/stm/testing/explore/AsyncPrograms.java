package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Programs in which transactions wait without a thread: each shows one promise of their wake-ups. */
public enum AsyncPrograms implements Supplier<Scenario> {
    /** A transaction that waits for money on an executor of one thread takes it once. */
    CALLBACK {
        @Override
        public Scenario get() {
            TLong account = TLong.named("account", 0);
            TLong taken = TLong.named("taken", 0);
            ScenarioExecutor executor = new ScenarioExecutor();
            CompletableFuture<@Nullable Void> future = take(account, taken, executor);
            return new Scenario()
                    .thread("executor", () -> executor.runUntilDone(future))
                    .thread("giver", () -> {
                        STM.run(tx -> account.add(tx, 1));
                        STM.run(tx -> account.add(tx, 1));
                    })
                    .atTheEnd(() -> {
                        assertTrue(future.isDone() && !future.isCompletedExceptionally(), future::toString);
                        assertEquals(1, taken.now());
                        assertEquals(1, account.now());
                    });
        }
    },

    /** A transaction that waits for either of two variables, on an executor of two threads, while both change. */
    CALLBACK_OF_TWO {
        @Override
        public Scenario get() {
            TLong left = TLong.named("left", 0);
            TLong right = TLong.named("right", 0);
            TLong taken = TLong.named("taken", 0);
            ScenarioExecutor executor = new ScenarioExecutor();
            CompletableFuture<@Nullable Void> future = STM.runAsync(
                    tx -> {
                        tx.check(left.get(tx) + right.get(tx) > 0);
                        taken.add(tx, 1);
                    },
                    executor);
            return new Scenario()
                    .thread("executor one", () -> executor.runUntilDone(future))
                    .thread("executor two", () -> executor.runUntilDone(future))
                    .thread("giver left", () -> STM.run(tx -> left.add(tx, 1)))
                    .thread("giver right", () -> STM.run(tx -> right.add(tx, 1)))
                    .atTheEnd(() -> {
                        assertTrue(future.isDone() && !future.isCompletedExceptionally(), future::toString);
                        assertEquals(1, taken.now());
                    });
        }
    },

    /** A transaction is cancelled while it waits, is woken, or commits: it has taken the money or is cancelled. */
    CANCELLED_CALLBACK {
        @Override
        public Scenario get() {
            TLong account = TLong.named("account", 0);
            TLong taken = TLong.named("taken", 0);
            ScenarioExecutor executor = new ScenarioExecutor();
            CompletableFuture<@Nullable Void> future = take(account, taken, executor);
            AtomicReference<@Nullable Boolean> cancelled = new AtomicReference<>();
            return new Scenario()
                    .thread("executor", () -> executor.runUntilDone(future))
                    .thread("giver", () -> STM.run(tx -> account.add(tx, 1)))
                    .thread("canceller", () -> cancelled.set(future.cancel(false)))
                    .atTheEnd(() -> {
                        assertEquals(cancelled.get(), future.isCancelled());
                        assertEquals(future.isCancelled() ? 0 : 1, taken.now());
                    });
        }
    },

    /** A subscriber to a sum receives values of one instant, and in the end the newest. */
    CHANGES {
        @Override
        public Scenario get() {
            TLong from = TLong.named("from", 2);
            TLong to = TLong.named("to", 0);
            ScenarioExecutor executor = new ScenarioExecutor();
            Newest subscriber = new Newest(2, executor);
            STM.changes(tx -> List.of(from.get(tx), to.get(tx)), Object::equals, executor)
                    .subscribe(subscriber);
            return new Scenario()
                    .thread("executor", () -> executor.runUntil(() -> subscriber.hasNewest))
                    .thread("teller", () -> {
                        Moves.move(from, to, 1);
                        Moves.move(from, to, 1);
                    })
                    .atTheEnd(() ->
                            assertEquals(subscriber.items.stream().distinct().toList(), subscriber.items));
        }
    };

    /** Cancels when it has the newest pair; asks for one item at a time. */
    private static final class Newest implements Flow.Subscriber<List<Long>> {
        private final long newest;
        private final ScenarioExecutor executor;
        final List<List<Long>> items = new ArrayList<>();
        boolean hasNewest;
        private Flow.@Nullable Subscription subscription;

        Newest(long newest, ScenarioExecutor executor) {
            this.newest = newest;
            this.executor = executor;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(List<Long> pair) {
            assertEquals(newest, pair.get(0) + pair.get(1), "not of one instant");
            items.add(pair);
            if (pair.get(1) == newest) {
                hasNewest = true;
                executor.wakeAll();
                Objects.requireNonNull(subscription).cancel();
            } else {
                Objects.requireNonNull(subscription).request(1);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            throw new AssertionError("the stream failed", thrown);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("the stream has an end");
        }
    }

    /** Also depends on a variable that no thread writes, so that only the waiter itself can leave its list. */
    private static CompletableFuture<@Nullable Void> take(TLong account, TLong taken, ScenarioExecutor executor) {
        TLong open = TLong.named("open", 1);
        return STM.runAsync(
                tx -> {
                    tx.check(open.get(tx) == 1 && account.isAtLeast(tx, 1));
                    account.add(tx, -1);
                    taken.add(tx, 1);
                },
                executor);
    }
}
