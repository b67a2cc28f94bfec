package dev.tvar.stm.internal.access;

import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.IdentityHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Find the entry of a variable among many for the price of a hash and one slot; enter one for no more. Allocate
 * nothing in a steady stream of transactions of similar size, and do not let one giant transaction pin memory.
 *
 * Mechanism. Open addressing with linear probing, at most half full (Knuth, vol. 3, 6.4). A slot is a number: the hash of a
 * variable, and the index of its entry. So a probe of another variable's slot touches neither that variable nor its entry,
 * and a store into a slot, of an object that is old by then, needs no barrier of the garbage collector. The entries by
 * their index are in an array that is written only when the set has created entries. A table serves the attempts of its
 * set one after the other: each uses the first slots only, as many as the last large attempts needed, and clears those
 * when it begins; half of that need is forgotten with each attempt. Arrays that have become far too large are replaced,
 * and entries beyond them released.
 *
 * If a variable has several entries, the table has the newest.
 */

/** The entries of a large {@link AccessSet} by their variables. */
public final class AccessTable {
    /** Slots of the smallest table. */
    private static final int LEAST = 128;

    /** Arrays with this many times the slots that are expected to be needed are replaced by smaller ones. */
    private static final int FAR_TOO_LARGE = 64;

    private static final int INDEX_BITS = 32;

    /** The hash in the upper half and the index of the entry in the lower; 0 if the slot is free. */
    private long[] slots = {};

    /** The entries that the set has ever had, by their index, from 1. */
    private @Nullable Access[] entries = {};

    /** The number of slots in use, less one; 0 while the table does not have the entries of the attempt. */
    private int mask;

    /** The number of entries to be expected. */
    private int expected;

    /** The hash of the variable that was not found last, and the free slot that its search ended at. */
    private int missed;

    private int freeSlot;

    /** Whether the table has the entries of the attempt. */
    boolean isFilled() {
        return mask != 0;
    }

    /**
     * Begins an attempt's use with the entries that it has so far.
     *
     * @param newest the newest, linked to the others
     * @param count how many there are
     */
    void begin(@Nullable Access newest, int count) {
        fill(newest, Math.max(count, expected));
    }

    /** Ends an attempt's use. */
    void end(int count) {
        mask = 0;
        expected = Math.max(count, expected / 2);
    }

    /** The entry of the variable, or null. */
    @Nullable
    Access find(Cell cell) {
        int hash = IdentityHash.of(cell);
        long[] all = slots;
        int last = mask;
        int slot = IdentityHash.slot(hash, last);
        for (long there = all[slot]; there != 0; there = all[slot]) {
            if (hashIn(there) == hash) {
                Access entry = entries[indexIn(there)];
                if (entry != null && entry.cell == cell) {
                    return entry;
                }
            }
            slot = (slot + 1) & last;
        }
        missed = hash; // most likely it is entered next
        freeSlot = slot;
        return null;
    }

    /** Enters the next entry, which is about to receive this variable. */
    void enter(Access entry, Cell cell) {
        if (2 * entry.index > mask) {
            fill(entry.previous, 2 * entry.index);
        }
        put(entry, cell);
    }

    private void put(Access entry, Cell cell) {
        int hash = IdentityHash.of(cell);
        long[] all = slots;
        int slot = hash == missed ? freeSlot : IdentityHash.slot(hash, mask);
        for (long there = all[slot]; there != 0 && !isOf(cell, hash, there); there = all[slot]) {
            slot = (slot + 1) & mask;
        }
        int index = entry.index;
        if (entries[index] != entry) {
            entries[index] = entry;
        }
        all[slot] = (long) hash << INDEX_BITS | index;
    }

    /** Fills the table with the entries in use, with room for at least so many. If it fails, the table is not filled. */
    private void fill(@Nullable Access newest, int room) {
        mask = 0;
        int size = Math.max(LEAST, 4 * Integer.highestOneBit(room));
        if (size > slots.length || FAR_TOO_LARGE * size <= slots.length) {
            releaseBeyond(size / 2);
            long[] newSlots = new long[size];
            entries = Arrays.copyOf(entries, size / 2 + 1); // the last that can fail: both arrays fit each other
            slots = newSlots;
        } else {
            Arrays.fill(slots, 0, size, 0);
        }
        missed = 0;
        freeSlot = 0;
        try {
            mask = size - 1;
            for (Access a = newest; a != null; a = a.previous) {
                if (find(a.cell) == null) { // else a newer entry of the same variable is there
                    put(a, a.cell);
                }
            }
        } catch (Throwable t) {
            mask = 0;
            throw t;
        }
    }

    private boolean isOf(Cell cell, int hash, long slot) {
        Access entry = hashIn(slot) == hash ? entries[indexIn(slot)] : null;
        return entry != null && entry.cell == cell;
    }

    /** Lets the garbage collector take the entries beyond this index, which are not in use. */
    private void releaseBeyond(int index) {
        Access last = index < entries.length ? entries[index] : null;
        if (last != null) {
            last.next = null;
        }
    }

    /** The number of slots that it has memory for. */
    int capacity() {
        return slots.length;
    }

    private static int hashIn(long slot) {
        return (int) (slot >>> INDEX_BITS);
    }

    private static int indexIn(long slot) {
        return (int) slot;
    }
}
