package dev.tvar.stm;

import dev.tvar.stm.internal.tx.Attempt;
import dev.tvar.stm.internal.tx.TxnHandle;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Bounds that cost a number without bounds nothing: no field, no check.
 *
 * Mechanism. A subclass has the bounds, and its write barriers set a flag of the attempt. The commit tests that flag
 * together with the one for sums, and only where it is set checks the new values; see {@link
 * dev.tvar.stm.internal.access.NewNumbers}. A program that creates no bounded number never loads this class, so that HotSpot
 * compiles the calls of set and add as if TLong were final.
 *
 * Cost. 8 bytes more than a TLong.
 */

/** A number with bounds. */
final class BoundedTLong extends TLong {
    private final Bounds bounds;

    private BoundedTLong(@Nullable String name, long initial, Bounds bounds) {
        super(name, initial);
        this.bounds = bounds;
    }

    /** Creates a number. The type of the result keeps TLong's verification from loading this class. */
    static TLong create(@Nullable String name, long initial, Bounds bounds) {
        if (!bounds.allow(initial)) {
            throw new IllegalArgumentException((name == null ? "" : name + ": ") + "initial value " + initial + " is "
                    + bounds.crossedBy(initial));
        }
        return new BoundedTLong(name, initial, bounds);
    }

    @Override
    public void set(Txn tx, long value) {
        barriers(tx).write(this, value);
    }

    @Override
    public void add(Txn tx, long delta) {
        barriers(tx).add(this, delta);
    }

    /** The barriers of an attempt that will check bounds; it knows so before it writes, whatever fails then. */
    private static Attempt barriers(Txn tx) {
        Attempt attempt = ((TxnHandle) tx).barriers();
        attempt.needBounds();
        return attempt;
    }

    @Override
    public Bounds bounds() {
        return bounds;
    }

    @Override
    protected boolean allows(long value) {
        return bounds.allow(value);
    }

    @Override
    protected RuntimeException refusal(long value) {
        return new OutOfBoundsException(toString(), bounds, value);
    }
}
