package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.Internals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Variables, and an executor that runs its tasks when it is told to; the tests leave no waiter behind. */
abstract class AsyncFixture {
    static final Duration SHORT = Duration.ofMillis(20);

    final TaskQueue queue = new TaskQueue();
    final TLong account = TLong.named("account", 0);
    final TVar<Integer> x = TVar.named("x", 0);
    final TVar<Integer> y = TVar.named("y", 0);
    int runs;

    @AfterEach
    void nothingIsLeftBehind() {
        for (Object cell : List.of(account, x, y)) {
            assertEquals(0, Internals.waiters(cell), () -> "waiters of " + cell);
        }
    }

    final long withdraw(Txn tx, long amount) {
        runs++;
        tx.check(account.isAtLeast(tx, amount));
        account.add(tx, -amount);
        return account.get(tx);
    }

    static @Nullable Throwable failure(CompletableFuture<?> future) {
        assertTrue(future.isDone());
        return future.<@Nullable Throwable>handle((result, thrown) -> thrown).join();
    }

    final <T extends @Nullable Object> CompletableFuture<T> finished(CompletableFuture<T> future) {
        queue.runAll();
        assertTrue(future.isDone());
        return future;
    }
}
