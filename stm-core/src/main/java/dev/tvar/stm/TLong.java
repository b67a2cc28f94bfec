package dev.tvar.stm;

import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.tx.SnapshotTxn;
import dev.tvar.stm.internal.tx.Strict;
import dev.tvar.stm.internal.tx.TxnHandle;
import dev.tvar.stm.internal.tx.Warmup;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transactional variable for a {@code long}: it avoids boxing, and has two operations that conflict less often than
 * reads and writes. {@link #add} does not read, so transactions that only add to the same variable do not invalidate
 * each other; {@link #isAtLeast} depends on its answer, not on the number. So a conflict re-runs this transfer only
 * when the balance crosses the amount:
 *
 * <pre>{@code
 * if (from.isAtLeast(tx, amount)) {
 *     from.add(tx, -amount);
 *     to.add(tx, amount);
 * }
 * }</pre>
 *
 * <p>A variable can have {@link Bounds}, which hold for every committed value: a commit that would cross one is refused with
 * {@link OutOfBoundsException}. Then a transfer needs no check, and no read at all:
 *
 * <pre>{@code
 * TLong from = TLong.bounded("from", 100, Bounds.atLeast(0));
 *
 * from.add(tx, -amount);
 * to.add(tx, amount);
 * }</pre>
 *
 * <p>All methods may be called by any thread; the transaction that is passed must be the caller's own.
 */
public sealed class TLong extends LongCell permits BoundedTLong {
    // Hide the public fields of the superclasses, which are for the engine only.
    private static final @Nullable Object stamp = null;
    private static final @Nullable Object value = null;

    static {
        Warmup.run();
    }

    TLong(@Nullable String name, long initial) {
        super(name, initial);
    }

    /**
     * Creates a variable.
     *
     * @param initial its first value
     * @return the variable
     */
    public static TLong of(long initial) {
        return new TLong(null, initial);
    }

    /**
     * Creates a variable with a name, which error messages and {@link #toString} show.
     *
     * @param name its name; need not be unique
     * @param initial its first value
     * @return the variable
     */
    public static TLong named(String name, long initial) {
        return new TLong(Objects.requireNonNull(name, "name"), initial);
    }

    /**
     * Creates a variable whose committed values never leave its bounds, whatever transactions do.
     *
     * <p>Bounds are checked once, when the transaction commits, against the value that would be committed. Within a
     * transaction the value may be outside for a while: {@link #get} returns it as it is, and nothing is thrown before the
     * end of the outermost body. A nested part and a branch of {@code orElse} are not checked when they end.
     *
     * @param initial its first value
     * @param bounds the bounds
     * @return the variable
     * @throws IllegalArgumentException if the first value is outside the bounds
     */
    public static TLong bounded(long initial, Bounds bounds) {
        return BoundedTLong.create(null, initial, bounds);
    }

    /**
     * As {@link #bounded(long, Bounds)}, with a name, which {@link OutOfBoundsException} shows.
     *
     * @param name its name; need not be unique
     * @param initial its first value
     * @param bounds the bounds
     * @return the variable
     * @throws IllegalArgumentException if the first value is outside the bounds
     */
    public static TLong bounded(String name, long initial, Bounds bounds) {
        return BoundedTLong.create(Objects.requireNonNull(name, "name"), initial, bounds);
    }

    /**
     * Returns the value, as this transaction or snapshot sees it.
     *
     * @param tx the caller's transaction or snapshot
     * @return the value that this transaction wrote last, or else the value at its instant
     * @throws IllegalStateException if {@code tx} belongs to another thread or has ended
     * @throws ArithmeticException if earlier {@link #add}s of this transaction take the value out of range
     */
    public final long get(ReadTxn tx) {
        return tx instanceof TxnHandle own ? own.barriers().read(this) : ((SnapshotTxn) tx).read(this);
    }

    /**
     * Writes a value; other threads see it when the transaction has committed. If the variable has bounds, the call that
     * runs the transaction throws {@link OutOfBoundsException} if the value is outside at its end.
     *
     * @param tx the caller's transaction
     * @param value the new value
     * @throws IllegalStateException if {@code tx} belongs to another thread or has ended
     */
    public void set(Txn tx, long value) {
        ((TxnHandle) tx).barriers().write(this, value);
    }

    /**
     * Adds to the value without reading it. The sum is formed at commit, on the value committed by then; a later {@link
     * #get} in the same transaction turns it into a read. Adds of one transaction to one variable count as one add of
     * their sum. If the variable has bounds, the call that runs the transaction throws {@link OutOfBoundsException} if the sum
     * is outside.
     *
     * @param tx the caller's transaction
     * @param delta the amount to add; may be negative
     * @throws IllegalStateException if {@code tx} belongs to another thread or has ended
     * @throws ArithmeticException if the sum does not fit in a long: at once where this transaction knows the value, else
     *     from the call that runs the transaction. Nothing is written
     */
    public void add(Txn tx, long delta) {
        ((TxnHandle) tx).barriers().add(this, delta);
    }

    /**
     * Returns whether the value is at least {@code bound}. A transaction stays valid while this answer stays the same,
     * and a {@link Txn#retry} after it wakes when the answer changes. In a snapshot it is {@code get(tx) >= bound}.
     *
     * @param tx the caller's transaction or snapshot
     * @param bound the bound to compare with
     * @return true if the value, as this transaction or snapshot sees it, is {@code bound} or more
     * @throws IllegalStateException if {@code tx} belongs to another thread or has ended
     */
    public final boolean isAtLeast(ReadTxn tx, long bound) {
        return tx instanceof TxnHandle own
                ? own.barriers().isAtLeast(this, bound)
                : ((SnapshotTxn) tx).read(this) >= bound;
    }

    /**
     * Returns the latest committed value, outside any transaction. Two calls, or calls on two variables, read at two
     * instants: use {@link STM#snapshot} to read several variables at one instant. Inside a transaction it still
     * returns the committed value, not the transaction's own write, and the transaction does not depend on it.
     *
     * @return the value that was committed last
     */
    public final long now() {
        if (Strict.isOn()) {
            Strict.refuseNowInside(this);
        }
        return committedNow();
    }

    /**
     * Returns the bounds of this variable.
     *
     * @return the bounds given at its creation; without any, the least and the greatest long
     */
    public Bounds bounds() {
        return Bounds.NONE;
    }
}
