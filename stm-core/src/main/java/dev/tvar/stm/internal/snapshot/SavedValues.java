package dev.tvar.stm.internal.snapshot;

import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.IdentityHash;
import dev.tvar.stm.internal.cell.Saved;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Let committers save the values that they overwrite for an open snapshot, and let the snapshot's thread find
 * them, with as little coherence traffic as possible: while writers run concurrently, that traffic is nearly the whole
 * cost of a snapshot.
 *
 * Mechanism. A hash table with linear probing over PROBES slots, each filled by a compare-and-set and never emptied. A
 * value that finds no free slot goes into a larger table linked behind it. No count is kept.
 *
 * Why it is right. A committer that saves a value has its variable locked, so the puts of one variable are sequential,
 * and the second finds the first. The reader searches only after it has seen the stamp, or the previous value, that was
 * stored after the put, and so sees the put. An empty slot ends a search: the slot was already empty when the value was put, and the put
 * would have taken it.
 *
 * Cost. A kilobyte at the first value, and 32 bytes per value.
 */

/**
 * The values at the instant of one snapshot that have been overwritten since: of TVars all, of TLongs those that are no
 * longer in {@code previous}.
 */
public final class SavedValues {
    private static final int FIRST_CAPACITY = 256;
    private static final int GROWTH = 8;

    /** The number of slots that are tried in each table. */
    private static final int PROBES = 8;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Saved[].class);
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(SavedValues.class, "next", SavedValues.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Saved[] slots;

    /** The next, larger table. Set once, by CAS, through NEXT. */
    private volatile @Nullable SavedValues next;

    SavedValues() {
        this(FIRST_CAPACITY);
    }

    private SavedValues(int capacity) {
        slots = new Saved[capacity];
    }

    /** Saves a value, replacing an earlier one of the same variable; only while the variable is locked. */
    void put(Saved value) {
        SavedValues table = this;
        while (!table.takes(value)) {
            table = table.larger();
        }
    }

    private boolean takes(Saved value) {
        int mask = slots.length - 1;
        int slot = IdentityHash.slot(value.cell(), mask);
        for (int left = PROBES; left > 0; left--) {
            // acquire: a thread that finds this value later must see that the slots before it were taken
            Saved there = (Saved) SLOTS.getAcquire(slots, slot);
            if (there == null && SLOTS.compareAndSet(slots, slot, null, value)) {
                return true;
            }
            if (there != null && there.cell() == value.cell()) {
                slots[slot] = value; // plain: the stamp that follows is a release
                return true;
            }
            slot = slot + 1 & mask;
        }
        return false;
    }

    private SavedValues larger() {
        SavedValues present = next;
        if (present == null) {
            SavedValues made = new SavedValues(GROWTH * slots.length);
            SavedValues other = (SavedValues) NEXT.compareAndExchange(this, null, made);
            present = other == null ? made : other;
        }
        return present;
    }

    /**
     * Returns the value saved last, or null; called by the snapshot's thread after it has seen a stamp that is too new.
     */
    @Nullable
    Saved get(Cell cell) {
        for (SavedValues table = this; table != null; table = table.next) {
            int mask = table.slots.length - 1;
            int slot = IdentityHash.slot(cell, mask);
            for (int left = PROBES; left > 0; left--) {
                // plain: the stamp, or the previous value, orders the entry searched for; of others only final fields
                // are read
                Saved there = table.slots[slot];
                if (there == null) {
                    return null;
                }
                if (there.cell() == cell) {
                    return there;
                }
                slot = slot + 1 & mask;
            }
        }
        return null;
    }

    /** The number of saved values, for diagnostics. */
    int count() {
        int count = 0;
        for (SavedValues table = this; table != null; table = table.next) {
            for (Saved value : table.slots) {
                count += value == null ? 0 : 1;
            }
        }
        return count;
    }
}
