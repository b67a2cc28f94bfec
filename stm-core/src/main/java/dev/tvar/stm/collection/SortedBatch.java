package dev.tvar.stm.collection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Many entries to put, in the order of their keys, which are all different. */
final class SortedBatch<K, V> {
    /** The number of entries of a new chunk: there is room for some more. */
    private static final int FILL = SortedTree.WIDTH * 7 / 8;

    private final Comparator<? super K> order;
    private final Object[] keys;
    private final Object[] values;
    private int size;

    private SortedBatch(int capacity, Comparator<? super K> order) {
        this.order = order;
        keys = new Object[capacity];
        values = new Object[capacity];
    }

    /** The entries of a map, without nulls. Of keys that are equal in this order, the last one has the value. */
    static <K, V> SortedBatch<K, V> of(Map<? extends K, ? extends V> entries, Comparator<? super K> order) {
        List<Map.Entry<K, V>> sorted = new ArrayList<>(entries.size());
        entries.forEach((key, value) -> sorted.add(Map.entry(Nulls.key(key), Nulls.value(value))));
        sorted.sort((a, b) -> order.compare(a.getKey(), b.getKey()));
        SortedBatch<K, V> batch = new SortedBatch<>(sorted.size(), order);
        for (Map.Entry<K, V> entry : sorted) {
            batch.add(entry.getKey(), entry.getValue());
        }
        return batch;
    }

    private void add(K key, V value) {
        int i = size == 0
                ? order.compare(key, key)
                : order.compare(key(size - 1), key); // the first may be incomparable
        if (size > 0 && i == 0) {
            values[size - 1] = value;
        } else {
            append(key, value);
        }
    }

    private void append(K key, V value) {
        keys[size] = key;
        values[size] = value;
        size++;
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // all keys are put in as K
    K key(int i) {
        return (K) keys[i];
    }

    @SuppressWarnings("unchecked") // all values are put in as V
    private V value(int i) {
        return (V) values[i];
    }

    /** The index of the first key, from an index on, that is not less than a bound. */
    int indexOf(K bound, int from) {
        int i = from;
        while (i < size && order.compare(key(i), bound) < 0) {
            i++;
        }
        return i;
    }

    /** The entries of a tree and those from one index to before another. Few are put one by one. */
    SortedTree<K, V> putInto(SortedTree<K, V> tree, int from, int to) {
        if (to - from > tree.size() / 8) {
            return merged(tree, from, to).toTree();
        }
        SortedTree<K, V> changed = tree;
        for (int i = from; i < to; i++) {
            changed = changed.with(key(i), value(i), order);
        }
        return changed;
    }

    private SortedBatch<K, V> merged(SortedTree<K, V> tree, int from, int to) {
        SortedBatch<K, V> merged = new SortedBatch<>(tree.size() + to - from, order);
        int next = from;
        for (Chunk<K, V> chunk : tree.chunks()) {
            for (int i = 0; i < chunk.size(); i++) {
                K key = chunk.key(i);
                while (next < to && order.compare(key(next), key) < 0) {
                    merged.append(key(next), value(next));
                    next++;
                }
                boolean replaced = next < to && order.compare(key(next), key) == 0;
                merged.append(key, replaced ? value(next++) : chunk.value(i));
            }
        }
        for (; next < to; next++) {
            merged.append(key(next), value(next));
        }
        return merged;
    }

    /** A tree of these entries, in chunks of nearly equal size. */
    SortedTree<K, V> toTree() {
        int count = (size + FILL - 1) / FILL;
        List<Chunk<K, V>> chunks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) size * i / count);
            int to = (int) ((long) size * (i + 1) / count);
            chunks.add(Chunk.of(Arrays.copyOfRange(keys, from, to), Arrays.copyOfRange(values, from, to)));
        }
        return SortedTree.of(chunks);
    }
}
