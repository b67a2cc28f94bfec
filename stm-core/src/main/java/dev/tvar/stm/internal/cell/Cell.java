package dev.tvar.stm.internal.cell;

import dev.tvar.stm.internal.diagnostics.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The engine's view of a variable: a stamp word, a value (in the subclass) and, for the few variables that need them, a
 * name and a list of waiters.
 *
 * <pre>
 *  field   read                                write                           guarded by
 *  stamp   volatile; opaque for the re-check   CAS; release when unlocking     itself, see {@link Stamp}
 *  value   plain, between two stamp reads      plain, after a store fence      the locked stamp
 *  extras  acquire                             CAS, once                       itself
 * </pre>
 */
public abstract sealed class Cell permits RefCell, LongCell, NoCell {
    private static final VarHandle EXTRAS;

    static {
        try {
            EXTRAS = MethodHandles.lookup().findVarHandle(Cell.class, "extras", Extras.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Fields that most cells never need, kept in a separate object so that a TLong stays at 40 bytes. */
    private static final class Extras {
        final @Nullable String name;
        final WaitList waiters = new WaitList();

        Extras(@Nullable String name) {
            this.name = name;
        }
    }

    /** Volatile; {@link Seqlock} has the accesses, except where a commit that ran out of stack must not call anything. */
    public volatile long stamp;

    private @Nullable Extras extras;

    Cell(@Nullable String name) {
        String label = name == null && CallSite.RECORDED ? getClass().getSimpleName() + "@" + CallSite.here() : name;
        if (label != null) {
            extras = new Extras(label);
        }
    }

    /** The wait list of this cell, created when first needed. */
    final WaitList waiters() {
        Extras present = presentExtras();
        if (present == null) {
            EXTRAS.compareAndSet(this, null, new Extras(null));
            present = presentExtras();
        }
        if (present == null) {
            throw new AssertionError("extras are never removed");
        }
        return present.waiters;
    }

    /** Whether there is a waiter for this cell, for the seam: not a step. */
    final boolean hasWaiters() {
        Extras present = presentExtras();
        return present != null && !present.waiters.isEmpty();
    }

    private @Nullable Extras presentExtras() {
        return (Extras) EXTRAS.getAcquire(this); // acquire: pairs with the CAS, so that its fields are seen
    }

    /** Stores a value, of which a cell takes the number or the reference; only while locked. */
    abstract void store(long number, @Nullable Object reference);

    /** Returns the value, to be saved for a snapshot; only while locked. */
    abstract Saved save();

    /** The name, if there is one. */
    final @Nullable String name() {
        Extras present = presentExtras();
        return present == null ? null : present.name;
    }

    /** Returns the name, or the type and a distinguishing number if there is none. */
    @Override
    public final String toString() {
        String name = name();
        return name != null
                ? name
                : getClass().getSimpleName() + "@" + Integer.toHexString(System.identityHashCode(this));
    }
}
