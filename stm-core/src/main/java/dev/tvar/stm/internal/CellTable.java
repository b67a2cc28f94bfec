package dev.tvar.stm.internal;

import java.util.Arrays;

/**
 * Cells in the order in which they came, found by identity: by linear scan while they are few, by an open hash table
 * with linear probing beyond. Entries are only appended, and taken off again from the end.
 */
abstract class CellTable {
    private static final int FIRST_CAPACITY = 8;
    private static final int SCAN_LIMIT = 8;

    /** A larger table is not kept for the next transaction. */
    private static final int KEEP_LIMIT = 4096;

    private static final int[] NONE = {};

    private Cell[] cells = new Cell[0];
    private int size;

    /** Index + 1 of the newest entry with a cell, 0 where free; empty while a scan will do. */
    private int[] slots = NONE;

    private boolean hashed;

    final int size() {
        return size;
    }

    final boolean isSmall() {
        return size < SCAN_LIMIT;
    }

    final Cell cell(int i) {
        return cells[i];
    }

    /** The index of the cell, or -1. */
    final int find(Cell cell) {
        if (!hashed) {
            for (int i = size - 1; i >= 0; i--) {
                if (cells[i] == cell) {
                    return i;
                }
            }
            return -1;
        }
        return slots[slotOf(slots, cell)] - 1;
    }

    /** Appends a cell, and returns its index; from now on that is where it is found. */
    final int append(Cell cell) {
        if (size == cells.length) {
            int capacity = Math.max(FIRST_CAPACITY, 2 * size);
            resize(capacity);
            cells = Arrays.copyOf(cells, capacity);
        }
        if (size >= SCAN_LIMIT && 2 * (size + 1) > slots.length) {
            rehash(4 * (size + 1));
        }
        int slot = hashed ? slotOf(slots, cell) : 0;
        cells[size] = cell; // from here on nothing is called that could fail half-way
        if (hashed) {
            slots[slot] = size + 1;
        }
        return size++;
    }

    /** Makes room for exactly so many entries in what the subclass keeps beside the cells. */
    abstract void resize(int capacity);

    /** Takes off entries from the end. Last in, first out: so the slot of each can be freed as if it had never been. */
    final void truncate(int newSize) {
        while (size > newSize) {
            if (hashed) {
                slots[slotOf(slots, cells[size - 1])] = 0;
            }
            size--;
            cells[size] = null;
        }
    }

    /** Forgets everything; a table that has grown large is given back to the collector. */
    void clear() {
        if (size == 0) {
            return;
        }
        if (cells.length > KEEP_LIMIT) {
            cells = new Cell[FIRST_CAPACITY];
            resize(FIRST_CAPACITY);
        } else {
            Arrays.fill(cells, 0, size, null);
        }
        slots = NONE;
        hashed = false;
        size = 0;
    }

    private void rehash(int atLeast) {
        int[] larger = new int[Integer.highestOneBit(atLeast) * 2];
        for (int i = 0; i < size; i++) {
            larger[slotOf(larger, cells[i])] = i + 1;
        }
        slots = larger;
        hashed = true;
    }

    /** The slot that holds the cell, or the free one where it would go. */
    private int slotOf(int[] table, Cell cell) {
        int mask = table.length - 1;
        int hash = System.identityHashCode(cell) * 0x9E3779B9; // Fibonacci hashing spreads neighbours
        int slot = hash >>> Integer.numberOfLeadingZeros(mask); // the upper bits are the well-mixed ones
        while (table[slot] != 0 && cells[table[slot] - 1] != cell) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
