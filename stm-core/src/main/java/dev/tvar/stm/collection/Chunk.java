package dev.tvar.stm.collection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of a {@link SortedTree} in two arrays; in one if each key is its own value, as in a set. */
final class Chunk<K, V> extends SortedTree<K, V> {
    private static final Object[] NOTHING = {};
    private static final Chunk<?, ?> EMPTY = new Chunk<>(NOTHING, NOTHING);

    private final Object[] keys;
    private final Object[] values;

    private Chunk(Object[] keys, Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /** A chunk of these entries, whose arrays must not change any more. */
    static <K, V> Chunk<K, V> of(Object[] keys, Object[] values) {
        return new Chunk<>(keys, sameElements(keys, values) ? keys : values);
    }

    private static boolean sameElements(Object[] keys, Object[] values) {
        int i = 0;
        while (i < keys.length && keys[i] == values[i]) {
            i++;
        }
        return i == keys.length;
    }

    private boolean isSet() {
        return keys == values;
    }

    @SuppressWarnings("unchecked") // it holds neither keys nor values
    static <K, V> Chunk<K, V> empty() {
        return (Chunk<K, V>) EMPTY;
    }

    @Override
    int size() {
        return keys.length;
    }

    @Override
    int width() {
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

    Map.Entry<K, V> entryHere(int i) {
        return Map.entry(key(i), value(i));
    }

    /** The index of the key, or {@code -1 - index} of its insertion point. */
    @SuppressWarnings("unchecked") // all keys are put in as K
    int search(K key, Comparator<? super K> order) {
        return Arrays.binarySearch((K[]) keys, key, order);
    }

    @Override
    int count(K key, boolean inclusive, Comparator<? super K> order) {
        int found = search(key, order);
        return found < 0 ? -1 - found : inclusive ? found + 1 : found;
    }

    @Override
    @Nullable
    V get(K key, Comparator<? super K> order) {
        int found = search(key, order);
        return found < 0 ? null : value(found);
    }

    @Override
    Chunk<K, V> chunkAt(int rank) {
        return this;
    }

    @Override
    int indexInChunk(int rank) {
        return rank;
    }

    @Override
    void addChunksTo(List<Chunk<K, V>> chunks) {
        chunks.add(this);
    }

    // ---- changing

    @Override
    Chunk<K, V> grown(K key, V value, Comparator<? super K> order) {
        int i = search(key, order);
        return i < 0 ? inserted(-1 - i, key, value) : values[i] == value ? this : withValue(i, value);
    }

    /** In the middle; or before the last key if it is the new one: keys often arrive in order. */
    @Override
    int cut(K inserted) {
        int last = keys.length - 1;
        return keys[last] == inserted ? last : keys.length / 2;
    }

    @Override
    K low(int i) {
        return key(i);
    }

    @Override
    Chunk<K, V> shrunk(K key, Comparator<? super K> order) {
        int i = search(key, order);
        return i < 0 ? this : without(i);
    }

    private Chunk<K, V> without(int i) {
        Object[] fewer = removed(keys, i);
        return new Chunk<>(fewer, isSet() ? fewer : removed(values, i));
    }

    Chunk<K, V> joined(Chunk<K, V> other) {
        Object[] both = joined(keys, other.keys);
        return new Chunk<>(both, isSet() && other.isSet() ? both : joined(values, other.values));
    }

    static Object[] joined(Object[] left, Object[] right) {
        Object[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private Chunk<K, V> withValue(int i, V value) {
        Object[] changed = values.clone();
        changed[i] = value;
        return new Chunk<>(keys, changed);
    }

    private Chunk<K, V> inserted(int i, K key, V value) {
        Object[] more = inserted(keys, i, key);
        return new Chunk<>(more, isSet() && key == value ? more : inserted(values, i, value));
    }

    static Object[] inserted(Object[] array, int i, Object element) {
        Object[] longer = new Object[array.length + 1];
        System.arraycopy(array, 0, longer, 0, i);
        longer[i] = element;
        System.arraycopy(array, i, longer, i + 1, array.length - i);
        return longer;
    }

    static Object[] removed(Object[] array, int i) {
        Object[] shorter = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, i + 1, shorter, i, shorter.length - i);
        return shorter;
    }

    @Override
    Chunk<K, V> range(int from, int to) {
        if (from == 0 && to == size()) {
            return this;
        }
        Object[] some = Arrays.copyOfRange(keys, from, to);
        return new Chunk<>(some, isSet() ? some : Arrays.copyOfRange(values, from, to));
    }
}
