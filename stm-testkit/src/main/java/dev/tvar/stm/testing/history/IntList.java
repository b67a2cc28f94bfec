package dev.tvar.stm.testing.history;

import java.util.Arrays;

/** A list of ints that grows at its end. */
final class IntList {
    private int[] items = new int[16];
    private int size;

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    int get(int i) {
        return items[i];
    }

    int size() {
        return size;
    }

    int removeLast() {
        return items[--size];
    }

    int[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
