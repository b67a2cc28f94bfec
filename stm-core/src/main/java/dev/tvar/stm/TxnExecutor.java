package dev.tvar.stm;

import dev.tvar.stm.internal.tx.FirstAttempt;
import dev.tvar.stm.internal.tx.SnapshotTxn;
import dev.tvar.stm.internal.tx.TxnFuture;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions with fixed options; created by {@link STM#with}. Immutable, may be kept and shared between threads.
 *
 * <p>Inside a running transaction of the same thread the body joins that one as {@link Txn#nested}; the options of the
 * outermost transaction hold for all of it.
 *
 * <pre>{@code
 * TxnExecutor hasty = STM.with(TxnOptions.defaults().withName("fetch").withTimeout(Duration.ofMillis(20)));
 * try {
 *     System.out.println(hasty.atomically(orders::take));
 * } catch (TxnTimeoutException e) {
 *     System.out.println("no order after " + e.attempts() + " attempts");
 * }
 * }</pre>
 */
public final class TxnExecutor {
    private final TxnOptions options;

    TxnExecutor(TxnOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * As {@link STM#atomically}, with these options.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param body the body of the transaction; may run more than once
     * @return the result of the attempt that committed
     * @throws X any exception that leaves the body, unchanged; nothing was written
     * @throws TxnTimeoutException if the time limit passed; nothing was written
     * @throws TooManyAttemptsException if the body ran as often as it may and could not commit; nothing was written
     * @throws TxnInterruptedException if the thread is interrupted while the transaction waits; its flag is set
     */
    public <R extends @Nullable Object, X extends Throwable> R atomically(TxnBody<? extends R, ? extends X> body)
            throws X {
        return FirstAttempt.atomically(options, body);
    }

    /**
     * As {@link STM#run}, with these options.
     *
     * @param <X> the type of the exceptions that the body may throw
     * @param action the body of the transaction; may run more than once
     * @throws X any exception that leaves the body, unchanged; nothing was written
     * @throws TxnTimeoutException if the time limit passed; nothing was written
     * @throws TooManyAttemptsException if the body ran as often as it may and could not commit; nothing was written
     * @throws TxnInterruptedException if the thread is interrupted while the transaction waits; its flag is set
     */
    public <X extends Throwable> void run(TxnAction<? extends X> action) throws X {
        Objects.requireNonNull(action, "action");
        FirstAttempt.<@Nullable Void, X>atomically(options, action);
    }

    /**
     * As {@link STM#atomicallyAsync}, with these options. A time limit counts from this call. It is checked on the executor,
     * as in the blocking form.
     *
     * @param <R> the type of the result
     * @param body the body of the transaction; may run more than once
     * @param executor runs the body, the hooks and the completion of the future
     * @return the future of the result; also completed with {@link TxnTimeoutException} if the time limit passed, and with
     *     {@link TooManyAttemptsException} if the body ran as often as it may and could not commit; nothing was written
     * @throws IllegalStateException if called inside a transaction
     */
    public <R extends @Nullable Object> CompletableFuture<R> atomicallyAsync(
            TxnBody<? extends R, ?> body, Executor executor) {
        return TxnFuture.start(options, body, executor);
    }

    /**
     * As {@link #atomicallyAsync}, for a body without a result.
     *
     * @param action the body of the transaction; may run more than once
     * @param executor runs the body, the hooks and the completion of the future
     * @return the future of the commit
     * @throws IllegalStateException if called inside a transaction
     */
    public CompletableFuture<@Nullable Void> runAsync(TxnAction<?> action, Executor executor) {
        return TxnFuture.<@Nullable Void>start(options, Objects.requireNonNull(action, "action"), executor);
    }

    /**
     * As {@link STM#snapshot}. A snapshot neither waits nor runs again, so no limit applies to it.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param body the body of the snapshot; runs once
     * @return the result of the body
     * @throws X any exception that leaves the body, unchanged
     */
    public <R extends @Nullable Object, X extends Throwable> R snapshot(ReadBody<? extends R, ? extends X> body)
            throws X {
        return SnapshotTxn.run(body);
    }

    /**
     * As {@link STM#runSnapshot}. A snapshot neither waits nor runs again, so no limit applies to it.
     *
     * @param <X> the type of the exceptions that the body may throw
     * @param action the body of the snapshot; runs once
     * @throws X any exception that leaves the body, unchanged
     */
    public <X extends Throwable> void runSnapshot(ReadAction<? extends X> action) throws X {
        Objects.requireNonNull(action, "action");
        SnapshotTxn.<@Nullable Void, X>run(action);
    }
}
