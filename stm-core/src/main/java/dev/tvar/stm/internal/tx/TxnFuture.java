package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnOptions;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The future of an asynchronous transaction. If the user completes or cancels it, the transaction ends; if that is too
 * late, the future does not take the user's completion.
 *
 * @param <R> the type of the result
 */
public final class TxnFuture<R extends @Nullable Object> extends CompletableFuture<R>
        implements AsyncTransaction.Completion<R> {
    private final AsyncTransaction<R> transaction;

    private TxnFuture(TxnOptions options, TxnBody<? extends R, ?> body, Executor executor) {
        transaction = new AsyncTransaction<>(options, body, executor, this);
    }

    /**
     * Starts a transaction on an executor.
     *
     * @param <R> the type of the result
     * @param options how to run it
     * @param body the body to run
     * @param executor runs it, at the beginning and after each wait
     * @return its future
     */
    public static <R extends @Nullable Object> CompletableFuture<R> start(
            TxnOptions options, TxnBody<? extends R, ?> body, Executor executor) {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(executor, "executor");
        if (ThreadState.current().running() != null) {
            throw new IllegalStateException(
                    "an asynchronous transaction cannot be started inside a transaction, whose body"
                            + " may run more than once and would start one each time: start it in tx.afterCommit(...), or call"
                            + " atomically, which joins the running transaction");
        }
        TxnFuture<R> future = new TxnFuture<>(options, body, executor);
        future.transaction.start();
        return future;
    }

    @Override
    public void completed(R result) {
        super.complete(result);
    }

    @Override
    public void failed(Throwable failure) {
        super.completeExceptionally(failure);
    }

    @Override
    public boolean complete(R value) {
        return transaction.end(false) && super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        return transaction.end(false) && super.completeExceptionally(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return transaction.end(true) ? super.cancel(mayInterruptIfRunning) : isCancelled();
    }
}
