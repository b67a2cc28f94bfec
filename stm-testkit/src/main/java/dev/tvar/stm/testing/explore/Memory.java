package dev.tvar.stm.testing.explore;

import dev.tvar.stm.testing.history.Labels;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that one schedule has touched, numbered from 1 in that order, and how often each stamp was changed. */
final class Memory {
    /** Up to this number a linear scan is faster than hashing. */
    private static final int FEW = 12;

    private Object[] cells = new Object[8];
    private int[] changes = new int[9];
    private int size;
    private @Nullable Map<Object, Integer> numbers;
    private @Nullable Labels labels;

    int size() {
        return size;
    }

    /** The variable with this number. */
    Object cell(int number) {
        return cells[number - 1];
    }

    int number(Object cell) {
        for (int i = Math.min(size, FEW) - 1; i >= 0; i--) {
            if (cells[i] == cell) {
                return i + 1;
            }
        }
        Integer known = numbers == null ? null : numbers.get(cell);
        return known != null ? known : add(cell);
    }

    private int add(Object cell) {
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, 2 * size);
            changes = Arrays.copyOf(changes, 2 * size + 1);
        }
        cells[size++] = cell;
        if (size > FEW) {
            if (numbers == null) {
                numbers = new IdentityHashMap<>();
            }
            numbers.put(cell, size);
        }
        return size;
    }

    /** A name that no other variable of the schedule has. */
    String nameOf(Object cell) {
        if (labels == null) {
            labels = new Labels();
        }
        return labels.of(cell);
    }

    /** Counts a change of a stamp; 0 stands for the ticket. */
    void changed(int number) {
        changes[number]++;
    }

    int changes(int number) {
        return changes[number];
    }
}
