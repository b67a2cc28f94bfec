package dev.tvar.stm;

import dev.tvar.stm.internal.tx.Nesting;
import dev.tvar.stm.internal.tx.SnapshotTxn;
import dev.tvar.stm.internal.tx.Transaction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions and snapshots: the entry point of the library. All methods may be called by any thread, platform or
 * virtual.
 *
 * <pre>{@code
 * STM.run(tx -> {
 *     from.add(tx, -30);
 *     to.add(tx, 30);
 * });
 * long total = STM.snapshot(tx -> from.get(tx) + to.get(tx)); // sees the whole transfer, or nothing of it
 * }</pre>
 *
 * <p>Their common contract (consistent views, bodies that may run more than once, memory effects) is given in the
 * {@linkplain dev.tvar.stm package description}.
 */
public final class STM {
    /**
     * The number of attempts lost to other transactions after which a transaction takes a place in a first-in,
     * first-out queue; the attempt that it makes at its turn cannot be invalidated. So a body that neither waits nor
     * throws runs at most once more than this number.
     */
    public static final int ATTEMPTS_BEFORE_TICKET = 16;

    private static final TxnExecutor DEFAULT = new TxnExecutor(TxnOptions.defaults());

    private STM() {}

    /**
     * Runs {@code body} as a transaction and returns its result. Inside a running transaction of the same thread it joins
     * that one, as {@link Txn#nested}.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param body the body of the transaction; may run more than once
     * @return the result of the attempt that committed
     * @throws X any exception that leaves the body, unchanged; nothing was written
     * @throws ArithmeticException if a sum of {@link TLong#add} does not fit in a long; nothing was written
     * @throws TxnInterruptedException if the thread is interrupted while the transaction waits; its flag is set
     * @throws IllegalStateException if called inside a snapshot, or the body retries without having read anything
     */
    public static <R extends @Nullable Object, X extends Throwable> R atomically(TxnBody<? extends R, ? extends X> body)
            throws X {
        return Transaction.atomically(TxnOptions.defaults(), body);
    }

    /**
     * As {@link #atomically}, for a body without a result.
     *
     * @param <X> the type of the exceptions that the body may throw
     * @param action the body of the transaction; may run more than once
     * @throws X any exception that leaves the body, unchanged; nothing was written
     * @throws ArithmeticException if a sum of {@link TLong#add} does not fit in a long; nothing was written
     * @throws TxnInterruptedException if the thread is interrupted while the transaction waits; its flag is set
     * @throws IllegalStateException if called inside a snapshot, or the body retries without having read anything
     */
    public static <X extends Throwable> void run(TxnAction<? extends X> action) throws X {
        DEFAULT.<X>run(action);
    }

    /**
     * Reads any number of TVars at one instant, between this call and the start of the body. It runs the body exactly
     * once: it is never aborted, and it never blocks a writer. While it is open, the values that it may still need are
     * kept for it; after it ends they are garbage.
     *
     * <p>Inside a running transaction of the same thread it reads through that transaction, and so sees its writes.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param body the body of the snapshot; runs once
     * @return the result of the body
     * @throws X any exception that leaves the body, unchanged
     */
    public static <R extends @Nullable Object, X extends Throwable> R snapshot(ReadBody<? extends R, ? extends X> body)
            throws X {
        return SnapshotTxn.run(body);
    }

    /**
     * As {@link #snapshot}, for a body without a result, such as printing a report. The body may do input and output:
     * it runs exactly once, and no writer waits for it.
     *
     * @param <X> the type of the exceptions that the body may throw
     * @param action the body of the snapshot; runs once
     * @throws X any exception that leaves the body, unchanged
     */
    public static <X extends Throwable> void runSnapshot(ReadAction<? extends X> action) throws X {
        DEFAULT.<X>runSnapshot(action);
    }

    /**
     * Returns a body that runs the given bodies in order until one does not retry; if all retry, it waits for a change
     * of any variable that any of them read. See {@link Txn#orElse}.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the bodies may throw
     * @param first the body to try first
     * @param others the bodies to try next, in this order
     * @return a body for {@link #atomically} or {@link Txn#nested}
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied at once and never written
    public static <R extends @Nullable Object, X extends Throwable> TxnBody<R, X> orElse(
            TxnBody<? extends R, ? extends X> first, TxnBody<? extends R, ? extends X>... others) {
        Objects.requireNonNull(first, "first");
        List<TxnBody<? extends R, ? extends X>> rest = List.of(others); // checks for null, too
        return tx -> Nesting.<R, X>firstThatGoes(tx, first, rest.iterator());
    }

    /**
     * As {@link #orElse}, for bodies without a result.
     *
     * @param <X> the type of the exceptions that the bodies may throw
     * @param first the body to try first
     * @param others the bodies to try next, in this order
     * @return an action for {@link #run} or {@link Txn#runNested}
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied at once and never written
    public static <X extends Throwable> TxnAction<X> runOrElse(
            TxnAction<? extends X> first, TxnAction<? extends X>... others) {
        TxnBody<@Nullable Void, X> choice = STM.<@Nullable Void, X>orElse(first, others);
        return choice::call;
    }

    /**
     * Returns an executor that runs transactions with the given options: {@code
     * STM.with(TxnOptions.defaults().withTimeout(limit)).atomically(...)}.
     *
     * @param options the options
     * @return the executor; immutable, may be kept and shared
     */
    public static TxnExecutor with(TxnOptions options) {
        return new TxnExecutor(options);
    }

    /**
     * Returns the diagnostics of this JVM: counts, conflicts, and waiting transactions.
     *
     * @return the only instance
     */
    public static Diagnostics diagnostics() {
        return Diagnostics.INSTANCE;
    }
}
