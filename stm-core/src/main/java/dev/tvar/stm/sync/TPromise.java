package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A value, or a failure, that is set exactly once and read by any number of transactions, which wait for it. Null is a
 * legal value.
 *
 * <pre>{@code
 * TPromise<String> answer = TPromise.create();
 *
 * new Thread(() -> STM.run(tx -> answer.complete(tx, "42"))).start();
 * String known = STM.atomically(answer::get);   // waits for the answer
 * }</pre>
 *
 * <p>All methods may be called by any thread.
 *
 * @param <T> the type of the value
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable; a failure has no value
public final class TPromise<T extends @Nullable Object> {
    private record Outcome<T extends @Nullable Object>(
            T value, @Nullable Throwable failure) {
        T get() {
            if (failure != null) {
                throw new CompletionException(failure);
            }
            return value;
        }
    }

    /** The given name, or null. */
    private final @Nullable String name;

    private final TVar<@Nullable Outcome<T>> outcome;

    private TPromise(@Nullable String name) {
        this.name = name;
        outcome = TVar.named(name == null ? "TPromise.outcome" : name + ".outcome", null);
    }

    /**
     * A promise that is not done.
     *
     * @param <T> the type of the value
     * @return the promise
     */
    public static <T extends @Nullable Object> TPromise<T> create() {
        return new TPromise<>(null);
    }

    /**
     * A promise that is not done, with a name, which error messages and {@link #toString} show.
     *
     * @param <T> the type of the value
     * @param name its name; need not be unique
     * @return the promise
     */
    public static <T extends @Nullable Object> TPromise<T> named(String name) {
        return new TPromise<>(Objects.requireNonNull(name, "name"));
    }

    /**
     * Completes the promise with a value. Never waits.
     *
     * @param tx the caller's transaction
     * @param value the value
     * @throws IllegalStateException if the promise is done
     */
    public void complete(Txn tx, T value) {
        if (!tryComplete(tx, value)) {
            throw alreadyDone(tx);
        }
    }

    /**
     * Completes the promise with a value, unless the promise is done. Never waits.
     *
     * @param tx the caller's transaction
     * @param value the value
     * @return false if the promise is done; nothing is changed
     */
    public boolean tryComplete(Txn tx, T value) {
        return settle(tx, new Outcome<>(value, null));
    }

    /**
     * Completes the promise with a failure instead of a value. Never waits.
     *
     * @param tx the caller's transaction
     * @param failure why there is no value
     * @throws IllegalStateException if the promise is done
     */
    public void fail(Txn tx, Throwable failure) {
        if (!tryFail(tx, failure)) {
            throw alreadyDone(tx);
        }
    }

    /**
     * Completes the promise with a failure instead of a value, unless the promise is done. Never waits.
     *
     * @param tx the caller's transaction
     * @param failure why there is no value
     * @return false if the promise is done; nothing is changed
     */
    public boolean tryFail(Txn tx, Throwable failure) {
        return settle(tx, new Outcome<>(null, Objects.requireNonNull(failure, "failure")));
    }

    private boolean settle(Txn tx, Outcome<T> result) {
        if (isDone(tx)) {
            return false;
        }
        outcome.set(tx, result);
        return true;
    }

    private IllegalStateException alreadyDone(Txn tx) {
        Outcome<T> first = Objects.requireNonNull(outcome.get(tx));
        return new IllegalStateException((name == null ? "this promise" : "promise " + name) + " is done already: "
                + (first.failure == null ? "completed with " + first.value : "failed with " + first.failure));
    }

    /**
     * The value; waits until the promise is done.
     *
     * @param tx the caller's transaction
     * @return the value
     * @throws CompletionException if the promise failed; its cause is the failure
     */
    public T get(Txn tx) {
        Outcome<T> result = outcome.get(tx);
        return result != null ? result.get() : tx.retry();
    }

    /**
     * The value if there is one, as {@link java.util.concurrent.CompletableFuture#getNow}. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @param ifNotDone the value to return while the promise is not done
     * @return the value
     * @throws CompletionException if the promise failed; its cause is the failure
     */
    public T getNow(ReadTxn tx, T ifNotDone) {
        Outcome<T> result = outcome.get(tx);
        return result != null ? result.get() : ifNotDone;
    }

    /**
     * Whether the promise is done: completed or failed. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if {@link #get} would not wait
     */
    public boolean isDone(ReadTxn tx) {
        return outcome.get(tx) != null;
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
