package dev.tvar.stm;

import dev.tvar.stm.internal.flow.Changes;
import dev.tvar.stm.internal.tx.FirstAttempt;
import dev.tvar.stm.internal.tx.Nesting;
import dev.tvar.stm.internal.tx.SnapshotTxn;
import dev.tvar.stm.internal.tx.TxnFuture;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiPredicate;
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
        return FirstAttempt.atomically(TxnOptions.defaults(), body);
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
     * Runs {@code body} as a transaction on the threads of {@code executor}, and returns at once. While the transaction
     * waits in {@link Txn#retry} it occupies no thread: the commit that changes a variable in its read set hands it to the
     * executor again.
     *
     * <pre>{@code
     * STM.atomicallyAsync(tx -> {
     *     tx.check(account.isAtLeast(tx, 100)); // no thread waits for the money
     *     account.add(tx, -100);
     *     return account.get(tx);
     * }, eventLoop).thenAccept(left -> System.out.println(left + " left"));
     * }</pre>
     *
     * <p>Body and hooks run on the executor, and so does the completion of the future. Only cancellation and a refusal
     * complete it elsewhere. The result is that of {@link #atomically}, and so are conflicts, the ticket and exceptions. A
     * conflict can occupy the thread for half a millisecond, or until the ticket is free; waiting in retry never does.
     *
     * <p><b>Cancellation.</b> {@code cancel} ends a transaction that waits or has not begun at once, and leaves nothing of it
     * in the variables. It returns true if and only if nothing was written and nothing will be: it returns false while
     * an attempt commits, and if that commit fails for a conflict, the future is cancelled then. {@code complete}, {@code
     * completeExceptionally}, {@code orTimeout} and {@code completeOnTimeout} end the transaction in the same way.
     *
     * <p><b>Executor.</b> It must run each task that it accepts, once, outside any transaction. If its {@code execute} throws
     * (it is shut down, say), the future is completed with that exception. A commit that wakes transactions calls {@code
     * execute} when its attempt has ended, holding nothing; so an executor that runs tasks in the calling thread runs the
     * woken body before that commit returns to its caller.
     *
     * @param <R> the type of the result
     * @param body the body of the transaction; may run more than once
     * @param executor runs the body, the hooks and the completion of the future
     * @return the future of the result; completed with any exception that leaves the body, unchanged (as always, {@code
     *     join} and {@code get} wrap it, and dependent stages wrap it in a {@link
     *     java.util.concurrent.CompletionException}); nothing was written then
     * @throws IllegalStateException if called inside a transaction, whose body may run more than once: call it in {@link
     *     Txn#afterCommit}
     */
    public static <R extends @Nullable Object> CompletableFuture<R> atomicallyAsync(
            TxnBody<? extends R, ?> body, Executor executor) {
        return TxnFuture.start(TxnOptions.defaults(), body, executor);
    }

    /**
     * As {@link #atomicallyAsync}, for a body without a result.
     *
     * @param action the body of the transaction; may run more than once
     * @param executor runs the body, the hooks and the completion of the future
     * @return the future of the commit
     * @throws IllegalStateException if called inside a transaction
     */
    public static CompletableFuture<@Nullable Void> runAsync(TxnAction<?> action, Executor executor) {
        return DEFAULT.runAsync(action, executor);
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
     * Publishes the value of a read expression over any variables: first the present value, then each value that is not
     * equal to the one before, on the threads in which a {@link CompletableFuture} runs asynchronous stages. See {@link
     * #changes(ReadBody, BiPredicate, Executor)}.
     *
     * @param <R> the type of the values
     * @param body reads variables and computes a value; may run more than once
     * @return the publisher; may have any number of subscribers, each with a stream of its own
     */
    public static <R> Flow.Publisher<R> changes(ReadBody<? extends R, ?> body) {
        return changes(body, Object::equals, new CompletableFuture<>().defaultExecutor());
    }

    /**
     * Publishes the value of a read expression over any variables: first the present value, then each value that is
     * different from the one before. While the stream waits it occupies no thread.
     *
     * <pre>{@code
     * STM.changes(tx -> from.get(tx) + to.get(tx), Object::equals, screen).subscribe(painter);
     * }</pre>
     *
     * <p><b>The newest value.</b> A value is computed after the subscriber has asked for it, and all variables are read at one
     * instant. A subscriber that is slow misses values in between, and never the last one: if a value is different from the
     * one that it received last, and stays so, the subscriber receives it as soon as it asks.
     *
     * <p><b>Signals.</b> The publisher obeys the rules of Reactive Streams. A body that throws ends the stream with that exception
     * in {@code onError}, even without demand; so does a refusal by the executor. A body that returns null ends it with
     * {@link NullPointerException}, since a subscriber cannot receive null. The stream of a body that reads no variable
     * completes after its value; any other lasts until it is cancelled, and then leaves nothing in the variables. An exception
     * from {@code onNext} cancels the stream and goes to the thread's uncaught-exception handler.
     *
     * <p><b>Threads.</b> Body, test and subscriber run on the executor, the subscriber outside any transaction: it may run
     * transactions, and a slow one delays no other. The executor must do as {@link #atomicallyAsync} requires.
     *
     * @param <R> the type of the values
     * @param body reads variables and computes a value; may run more than once, also for one value
     * @param same whether a value, the second argument, is to count as the same as the one that the subscriber received last;
     *     called inside the transaction
     * @param executor runs the body and the subscribers
     * @return the publisher; may have any number of subscribers, each with a stream of its own
     */
    public static <R> Flow.Publisher<R> changes(
            ReadBody<? extends R, ?> body, BiPredicate<? super R, ? super R> same, Executor executor) {
        Objects.requireNonNull(same, "same");
        return new Changes<R>(
                body, (last, present) -> last != null && same.test(last, present) ? null : present, executor);
    }

    /**
     * Publishes the value of a read expression with its version, for subscribers that must know what they skipped: a value is
     * different from the one before if its version is.
     *
     * <pre>{@code
     * TLong version = TLong.of(0);                       // each transaction that changes the book adds 1
     * TVar<String> book = TVar.watched("book", "", tx -> version.add(tx, 1));
     * STM.versionedChanges(version::get, book::get, eventLoop).subscribe(reader);
     * }</pre>
     *
     * <p>The version is any number that each change increases by one: a {@code TLong} to which the writers add 1, which
     * makes none of them invalid, or the version of a key of a {@link dev.tvar.stm.store.TStore}. Then {@link
     * Change#skipped} is the number of changes of which the subscriber did not receive the value, and {@code version} is
     * their position in a log. See {@link #changes(ReadBody, BiPredicate, Executor)} for all else.
     *
     * @param <R> the type of the values
     * @param version reads the version
     * @param body reads variables and computes a value; may run more than once, also for one value
     * @param executor runs both bodies and the subscribers
     * @return the publisher; may have any number of subscribers, each with a stream of its own
     */
    public static <R> Flow.Publisher<Change<R>> versionedChanges(
            ReadBody<Long, ?> version, ReadBody<? extends R, ?> body, Executor executor) {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(body, "body");
        return new Changes<Change<R>>(tx -> new Change<>(body.call(tx), version.call(tx), 0), STM::next, executor);
    }

    private static <R> @Nullable Change<R> next(@Nullable Change<R> last, Change<R> present) {
        if (last == null) {
            return present;
        }
        long apart = present.version() - last.version();
        return apart == 0 ? null : new Change<>(present.value(), present.version(), apart - 1);
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
