package dev.tvar.stm;

import dev.tvar.stm.internal.cell.RefCell;
import dev.tvar.stm.internal.tx.SnapshotTxn;
import dev.tvar.stm.internal.tx.Strict;
import dev.tvar.stm.internal.tx.TxnHandle;
import dev.tvar.stm.internal.tx.Warmup;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A transactional variable: a value together with the version that wrote it. Its value is read and written inside
 * transactions only; {@link #now()} is the one exception.
 *
 * <pre>{@code
 * TVar<List<String>> names = TVar.of(List.of());
 *
 * STM.run(tx -> {
 *     List<String> longer = new ArrayList<>(names.get(tx));
 *     longer.add("Ada");
 *     names.set(tx, List.copyOf(longer)); // a new list: the old one is not changed in place
 * });
 * }</pre>
 *
 * <p>{@code null} is a legal value. The values should be immutable: the library isolates the variable, not the object in
 * it, so an in-place change of an object is visible at once to all threads, inside and outside transactions, and is not
 * rolled back when a transaction is undone.
 *
 * <p>All methods may be called by any thread; the transaction that is passed must be the caller's own.
 *
 * @param <T> the type of the value
 */
public final class TVar<T extends @Nullable Object> extends RefCell {
    // Hide the public fields of the superclasses, which are for the engine only.
    private static final @Nullable Object stamp = null;
    private static final @Nullable Object value = null;

    static {
        Warmup.run();
    }

    private final @Nullable Consumer<Txn> onWrite;

    private TVar(@Nullable String name, T initial, @Nullable Consumer<Txn> onWrite) {
        super(name, initial);
        this.onWrite = onWrite;
    }

    /**
     * Creates a variable.
     *
     * @param <T> the type of the value
     * @param initial its first value
     * @return the variable
     */
    public static <T extends @Nullable Object> TVar<T> of(T initial) {
        return new TVar<>(null, initial, null);
    }

    /**
     * Creates a variable with a name, which error messages and {@link #toString} show.
     *
     * @param <T> the type of the value
     * @param name its name; need not be unique
     * @param initial its first value
     * @return the variable
     */
    public static <T extends @Nullable Object> TVar<T> named(String name, T initial) {
        return new TVar<>(Objects.requireNonNull(name, "name"), initial, null);
    }

    /**
     * Creates a variable that reports its writes to a listener, so that derived data can be kept consistent with it: a
     * count, an index, a list of changes. A transaction that writes the variable calls {@code onWrite} inside the body,
     * right after its first write. The writes of {@code onWrite} become part of the transaction, and of the nested part
     * in which the first write was made. If that part is undone, the next write calls {@code onWrite} again.
     *
     * @param <T> the type of the value
     * @param name its name; need not be unique
     * @param initial its first value, which is not reported
     * @param onWrite receives the transaction; must change nothing but TVars, and must not write this variable in
     *     endless recursion
     * @return the variable
     */
    public static <T extends @Nullable Object> TVar<T> watched(String name, T initial, Consumer<Txn> onWrite) {
        return new TVar<>(Objects.requireNonNull(name, "name"), initial, Objects.requireNonNull(onWrite, "onWrite"));
    }

    /**
     * Returns the value, as this transaction or snapshot sees it.
     *
     * @param tx the caller's transaction or snapshot
     * @return the value that this transaction wrote last, or else the value at its instant
     * @throws IllegalStateException if {@code tx} belongs to another thread or has ended
     */
    public T get(ReadTxn tx) {
        return TVar.<T>value(tx instanceof TxnHandle own ? own.barriers().read(this) : ((SnapshotTxn) tx).read(this));
    }

    /**
     * Writes a value; other threads see it when the transaction has committed.
     *
     * @param tx the caller's transaction
     * @param value the new value
     * @throws IllegalStateException if {@code tx} belongs to another thread or has ended
     */
    public void set(Txn tx, T value) {
        boolean first = ((TxnHandle) tx).barriers().write(this, value);
        if (first && onWrite != null) {
            onWrite.accept(tx);
        }
    }

    /**
     * Applies {@code change} to the value and writes the result.
     *
     * @param tx the caller's transaction
     * @param change computes the new value from the present one; no side effects
     * @return the new value
     * @throws IllegalStateException if {@code tx} belongs to another thread or has ended
     */
    public T update(Txn tx, UnaryOperator<T> change) {
        T changed = change.apply(get(tx));
        set(tx, changed);
        return changed;
    }

    /**
     * Writes a value and returns the previous one.
     *
     * @param tx the caller's transaction
     * @param value the new value
     * @return the value before
     * @throws IllegalStateException if {@code tx} belongs to another thread or has ended
     */
    public T getAndSet(Txn tx, T value) {
        T before = get(tx);
        set(tx, value);
        return before;
    }

    /**
     * Returns the latest committed value, outside any transaction. Two calls, or calls on two variables, read at two
     * instants: use {@link STM#snapshot} to read several variables at one instant. Inside a transaction it still
     * returns the committed value, not the transaction's own write, and the transaction does not depend on it.
     *
     * @return the value that was committed last
     */
    public T now() {
        if (Strict.isOn()) {
            Strict.refuseNowInside(this);
        }
        return TVar.<T>value(committedNow());
    }

    @SuppressWarnings({"unchecked", "NullAway"
    }) // only values of type T are ever stored, null among them if T allows it
    private static <T> T value(@Nullable Object stored) {
        return (T) stored;
    }
}
