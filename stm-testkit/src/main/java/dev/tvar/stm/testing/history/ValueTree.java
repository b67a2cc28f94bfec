package dev.tvar.stm.testing.history;

import java.util.List;

/**
 * Finds the next value on one side of a bound in a sequence, in logarithmic time: a tree of smallest and greatest
 * values.
 */
final class ValueTree {
    private final int size;

    /** The first leaf; node i has the children 2i and 2i + 1. */
    private final int leaves;

    private final long[] smallest;
    private final long[] greatest;

    ValueTree(List<Versions.Version> versions) {
        size = versions.size();
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, size - 1)) * 2);
        smallest = new long[2 * leaves];
        greatest = new long[2 * leaves];
        for (int i = 0; i < leaves; i++) {
            Value value = i < size ? versions.get(i).value() : null;
            if (value != null && value.isNumber()) {
                smallest[leaves + i] = value.number();
                greatest[leaves + i] = value.number();
            } else { // found by no search
                smallest[leaves + i] = Long.MAX_VALUE;
                greatest[leaves + i] = Long.MIN_VALUE;
            }
        }
        for (int node = leaves - 1; node > 0; node--) {
            smallest[node] = Math.min(smallest[2 * node], smallest[2 * node + 1]);
            greatest[node] = Math.max(greatest[2 * node], greatest[2 * node + 1]);
        }
    }

    /** The first place from the given one on whose value is at least the bound, or below it; the size if there is none. */
    int firstFrom(int place, long bound, boolean atLeast) {
        if (place >= size) {
            return size;
        }
        int node = leaves + place;
        while (!holds(node, bound, atLeast)) {
            while ((node & 1) == 1) { // a right child: nothing to its right under the same parent
                node >>= 1;
                if (node <= 1) {
                    return size;
                }
            }
            node++;
        }
        while (node < leaves) {
            node = holds(2 * node, bound, atLeast) ? 2 * node : 2 * node + 1;
        }
        return Math.min(node - leaves, size);
    }

    private boolean holds(int node, long bound, boolean atLeast) {
        return atLeast ? greatest[node] >= bound : smallest[node] < bound;
    }
}
