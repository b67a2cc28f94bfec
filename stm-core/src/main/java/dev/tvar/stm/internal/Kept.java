package dev.tvar.stm.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Let committers put aside what they overwrite for an open snapshot, and its thread find it, with as few cache lines going
 * to and fro between them as can be: beside writers that is nearly all that a snapshot costs.
 *
 * Mechanism. A hash table with linear probing over so many slots, each filled by a compare-and-set and never emptied. What finds no
 * place goes into a larger table behind it. No count is kept.
 *
 * Why it is right. Who puts a value aside has its variable locked, so the puts of one variable come one after the other, and the
 * second finds the first. The reader asks only after it has seen the stamp that was stored after the put, and so sees the put.
 * An empty slot ends a search: when the value was put, that slot was empty, too, and would have been taken.
 *
 * Cost. A kilobyte at the first value, and 32 bytes per value.
 */

/** The values of the instant of one snapshot that were overwritten since. */
final class Kept {
    /** One of them. */
    static final class Value {
        final Cell cell;
        final long num;
        final @Nullable Object ref;

        Value(Cell cell, long num, @Nullable Object ref) {
            this.cell = cell;
            this.num = num;
            this.ref = ref;
        }
    }

    private static final int FIRST_CAPACITY = 256;
    private static final int GROWTH = 8;

    /** So many slots are tried in each table. */
    private static final int PROBES = 8;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Value[].class);
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Kept.class, "next", Kept.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Value[] slots;

    /** The table behind this one. Set once, by CAS, through NEXT. */
    private volatile @Nullable Kept next;

    Kept() {
        this(FIRST_CAPACITY);
    }

    private Kept(int capacity) {
        slots = new Value[capacity];
    }

    /** Puts a value aside, in place of an earlier one of the variable; only while that is locked. */
    void put(Value value) {
        Kept table = this;
        while (!table.takes(value)) {
            table = table.larger();
        }
    }

    private boolean takes(Value value) {
        int mask = slots.length - 1;
        int slot = value.cell.slot(mask);
        for (int left = PROBES; left > 0; left--) {
            // acquire: who finds this value later shall see that the slots before it were taken
            Value there = (Value) SLOTS.getAcquire(slots, slot);
            if (there == null && SLOTS.compareAndSet(slots, slot, null, value)) {
                return true;
            }
            if (there != null && there.cell == value.cell) {
                slots[slot] = value; // plain: the stamp that follows is a release
                return true;
            }
            slot = slot + 1 & mask;
        }
        return false;
    }

    private Kept larger() {
        Kept present = next;
        if (present == null) {
            Kept made = new Kept(GROWTH * slots.length);
            Kept other = (Kept) NEXT.compareAndExchange(this, null, made);
            present = other == null ? made : other;
        }
        return present;
    }

    /** The value put aside last, or null; by the thread of the snapshot, after it has seen a stamp that is too new. */
    @Nullable
    Value get(Cell cell) {
        for (Kept table = this; table != null; table = table.next) {
            int mask = table.slots.length - 1;
            int slot = cell.slot(mask);
            for (int left = PROBES; left > 0; left--) {
                // plain: the stamp has ordered the one that is looked for; of others only final fields are looked at
                Value there = table.slots[slot];
                if (there == null) {
                    return null;
                }
                if (there.cell == cell) {
                    return there;
                }
                slot = slot + 1 & mask;
            }
        }
        return null;
    }

    /** How many there are, for diagnostics. */
    int count() {
        int count = 0;
        for (Kept table = this; table != null; table = table.next) {
            for (Value value : table.slots) {
                count += value == null ? 0 : 1;
            }
        }
        return count;
    }
}
