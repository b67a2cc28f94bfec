package dev.tvar.stm.internal;

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
 *  value   plain, between two stamp reads      plain                           the locked stamp
 *  extras  acquire                             CAS, once                       itself
 * </pre>
 */
public abstract sealed class Cell permits RefCell, LongCell {
    private static final VarHandle STAMP;
    private static final VarHandle EXTRAS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STAMP = lookup.findVarHandle(Cell.class, "stamp", long.class);
            EXTRAS = lookup.findVarHandle(Cell.class, "extras", Extras.class);
            Engine.initialise(lookup);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Fields that most cells never need, kept in a separate object so that a TLong stays at 32 bytes. */
    private static final class Extras {
        final @Nullable String name;
        final WaitList waiters = new WaitList();

        Extras(@Nullable String name) {
            this.name = name;
        }
    }

    /**
     * Volatile reads are direct, all other accesses are by STAMP, except where a commit that ran out of stack must not
     * call anything.
     */
    volatile long stamp;

    private @Nullable Extras extras;

    Cell(@Nullable String name) {
        String label = name == null && CallSite.RECORDED ? getClass().getSimpleName() + "@" + CallSite.here() : name;
        if (label != null) {
            extras = new Extras(label);
        }
    }

    /**
     * Reads the word, and with it everything that was written before it was stored. Ordered with all locks
     * and clock accesses.
     */
    final long stamp() {
        Seam.goes(Step.LOOK_AT_STAMP, this);
        long word = stamp;
        Seam.goes(Step.LOOKED_AT_STAMP, this);
        return word;
    }

    /** Whether the word is still this one, after a read of the value: the second half of a seqlock read. */
    final boolean isStill(long word) {
        if (!Seam.goes(Step.COMPARE_STAMPS, this)) {
            return true;
        }
        VarHandle.loadLoadFence(); // keeps the read of the value before the read of the word
        return (long) STAMP.getOpaque(this) == word; // opaque: the fence orders it, and no other ordering is needed
    }

    final boolean tryLock(long word) {
        return !Seam.goes(Step.LOCK, this) || STAMP.compareAndSet(this, word, Stamp.locked(word));
    }

    /**
     * Releases the lock. Release: a thread that sees the word sees the value stored before; nothing is read after it.
     */
    final void unlock(long word) {
        if (Seam.goes(Step.RELEASE, this)) {
            STAMP.setRelease(this, word);
        }
    }

    final boolean trySetAwaited(long word) {
        return !Seam.goes(Step.SET_AWAITED, this) || STAMP.compareAndSet(this, word, Stamp.awaited(word));
    }

    /** The word, for the seam: not a step. */
    final long peek() {
        return (long) STAMP.getOpaque(this);
    }

    /** The first slot to probe in a hash table whose size is a power of two; {@code mask} is the size less one. */
    final int slot(int mask) {
        int hash = System.identityHashCode(this) * 0x9E3779B9; // Fibonacci hashing spreads neighbours
        return hash >>> Integer.numberOfLeadingZeros(mask); // the upper bits are the well-mixed ones
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

    /** Stores the value to be written; only while locked. */
    final void store(Access access) {
        if (Seam.goes(Step.STORE, this)) {
            put(access);
        }
    }

    /** Sets the field for the value. */
    abstract void put(Access access);

    /** Returns the value, to be saved for a snapshot; only while locked. */
    abstract Kept.Value toKeep();

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
