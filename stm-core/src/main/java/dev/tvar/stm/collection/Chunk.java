package dev.tvar.stm.collection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/** A few entries in the order of their keys; immutable. */
final class Chunk<K, V> {
    private static final Object[] NOTHING = {};
    private static final Chunk<?, ?> EMPTY = new Chunk<>(NOTHING, NOTHING);

    private final Object[] keys;
    private final Object[] values;

    private Chunk(Object[] keys, Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    @SuppressWarnings("unchecked") // it holds neither keys nor values
    static <K, V> Chunk<K, V> empty() {
        return (Chunk<K, V>) EMPTY;
    }

    int size() {
        return keys.length;
    }

    @SuppressWarnings("unchecked") // all keys are put in as K
    K key(int i) {
        return (K) keys[i];
    }

    @SuppressWarnings("unchecked") // all values are put in as V
    V value(int i) {
        return (V) values[i];
    }

    Map.Entry<K, V> entry(int i) {
        return Map.entry(key(i), value(i));
    }

    /** The index of the key, or {@code -1 - index} of its insertion point. */
    @SuppressWarnings("unchecked") // all keys are put in as K
    int search(K key, Comparator<? super K> order) {
        return Arrays.binarySearch((K[]) keys, key, order);
    }

    /** The number of keys that are less than this one. */
    int countBelow(K key, Comparator<? super K> order) {
        int found = search(key, order);
        return found >= 0 ? found : -1 - found;
    }

    /** The number of keys that are less than this one or equal to it. */
    int countUpTo(K key, Comparator<? super K> order) {
        int found = search(key, order);
        return found >= 0 ? found + 1 : -1 - found;
    }

    Chunk<K, V> withValue(int i, V value) {
        Object[] changed = values.clone();
        changed[i] = value;
        return new Chunk<>(keys, changed);
    }

    Chunk<K, V> inserted(int i, K key, V value) {
        return new Chunk<>(inserted(keys, i, key), inserted(values, i, value));
    }

    private static Object[] inserted(Object[] array, int i, Object element) {
        Object[] longer = new Object[array.length + 1];
        System.arraycopy(array, 0, longer, 0, i);
        longer[i] = element;
        System.arraycopy(array, i, longer, i + 1, array.length - i);
        return longer;
    }

    Chunk<K, V> removed(int i) {
        return new Chunk<>(removed(keys, i), removed(values, i));
    }

    private static Object[] removed(Object[] array, int i) {
        Object[] shorter = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, i + 1, shorter, i, shorter.length - i);
        return shorter;
    }

    /** The entries from one index to before another. */
    Chunk<K, V> range(int from, int to) {
        return from == 0 && to == size()
                ? this
                : new Chunk<>(Arrays.copyOfRange(keys, from, to), Arrays.copyOfRange(values, from, to));
    }
}
