package dev.tvar.stm.internal.access;

import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.IdentityHash;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a large {@link AccessSet} by their variables: an open hash table with linear probing, at most half
 * full. If a variable has several entries, the table holds the newest. Belongs to one attempt.
 */
public final class AccessTable {
    private @Nullable Access[] slots;

    /**
     * A table of the entries in use.
     *
     * @param newest the newest, linked to the others
     * @param count how many there are
     */
    AccessTable(@Nullable Access newest, int count) {
        slots = tableOf(newest, count);
    }

    /** The entry of the variable, or null. */
    @Nullable
    Access find(Cell cell) {
        return slots[slotOf(slots, cell)];
    }

    /** Enters the next entry, which is about to receive this variable. */
    void enter(Access entry, Cell cell) {
        if (2 * entry.index > slots.length) {
            slots = tableOf(entry.previous, entry.index);
        }
        slots[slotOf(slots, cell)] = entry;
    }

    /** A table with room for at least twice as many. */
    private static @Nullable Access[] tableOf(@Nullable Access newest, int count) {
        @Nullable Access[] table = new Access[8 * Integer.highestOneBit(count)];
        for (Access a = newest; a != null; a = a.previous) {
            int slot = slotOf(table, a.cell);
            if (table[slot] == null) { // else a newer entry of the same variable is there
                table[slot] = a;
            }
        }
        return table;
    }

    /** Returns the slot that holds the variable, or the free slot for it. */
    private static int slotOf(@Nullable Access[] table, Cell cell) {
        int mask = table.length - 1;
        int slot = IdentityHash.slot(cell, mask);
        for (Access there = table[slot]; there != null && there.cell != cell; there = table[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
