package dev.tvar.stm.collection;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of a few entries in two arrays: the entries, grouped into buckets by the upper bits of their spread
 * hashes, and a byte for each bucket that says where it begins. There are more buckets than entries, so a search reads two
 * neighbouring bytes and compares one key on average.
 */
final class FlatMap<K, V> extends Spreading.Version {
    /** The most entries of a map that is to stay one variable. A change copies up to 10 bytes for each. */
    static final int MOST = 128;

    private static final int FEWEST_BUCKETS = 4;

    /** A map with this many times the buckets of a new one with the same entries is built anew. */
    private static final int FAR_TOO_MANY = 4;

    /** For each bucket the number of entries in the buckets before it, unsigned; at last the number of all entries. */
    private final byte[] starts;

    /** Key, value, key, value, ..., in the order of the buckets. */
    private final Object[] content;

    private FlatMap(byte[] starts, Object[] content) {
        this.starts = starts;
        this.content = content;
    }

    static <K, V> FlatMap<K, V> of(K key, V value) {
        return grouped(new Object[] {key, value});
    }

    /** A map of these entries, of which there are some; null for none. */
    static <K, V> @Nullable FlatMap<K, V> copyOf(Map<? extends K, ? extends V> entries) {
        Object[] content = new Object[2 * entries.size()];
        int i = 0;
        for (Map.Entry<? extends K, ? extends V> entry : entries.entrySet()) {
            content[i++] = entry.getKey();
            content[i++] = entry.getValue();
        }
        return content.length == 0 ? null : grouped(content);
    }

    /** A map of entries in any order. */
    private static <K, V> FlatMap<K, V> grouped(Object[] entries) {
        int size = entries.length / 2;
        byte[] starts = new byte[bucketsFor(size) + 1];
        int[] buckets = new int[size];
        for (int i = 0; i < size; i++) {
            buckets[i] = bucket(HashTrie.hash(entries[2 * i]), starts);
            starts[buckets[i] + 1]++;
        }
        for (int b = 1; b < starts.length; b++) {
            starts[b] += starts[b - 1];
        }
        byte[] next = starts.clone();
        Object[] content = new Object[entries.length];
        for (int i = 0; i < size; i++) {
            int at = 2 * Byte.toUnsignedInt(next[buckets[i]]++);
            content[at] = entries[2 * i];
            content[at + 1] = entries[2 * i + 1];
        }
        return new FlatMap<>(starts, content);
    }

    /** A power of two greater than the size. */
    private static int bucketsFor(int size) {
        return Math.max(FEWEST_BUCKETS, 2 * Integer.highestOneBit(size));
    }

    /** The upper bits of the hash, as many as number the buckets. */
    private static int bucket(int hash, byte[] starts) {
        return hash >>> 1 + Integer.numberOfLeadingZeros(starts.length);
    }

    private static int start(byte[] starts, int bucket) {
        return Byte.toUnsignedInt(starts[bucket]);
    }

    int size() {
        return content.length / 2;
    }

    /** Key, value, key, value, ...; the caller must not change it. */
    Object[] content() {
        return content;
    }

    @SuppressWarnings("unchecked") // by the layout of the content
    K key(int i) {
        return (K) content[2 * i];
    }

    @SuppressWarnings("unchecked") // by the layout of the content
    V value(int i) {
        return (V) content[2 * i + 1];
    }

    /** The index of the key, or {@code -1 - index} of its insertion point. */
    int indexOf(Object key, int hash) {
        byte[] all = starts;
        int bucket = bucket(hash, all);
        int end = start(all, bucket + 1);
        for (int i = start(all, bucket); i < end; i++) {
            Object present = content[2 * i];
            if (key == present || key.equals(present)) {
                return i;
            }
        }
        return -1 - end;
    }

    @Nullable
    V get(Object key, int hash) {
        int i = indexOf(key, hash);
        return i < 0 ? null : value(i);
    }

    /** This map with a new value for the entry at an index. */
    FlatMap<K, V> replaced(int i, V value) {
        Object[] changed = content.clone();
        changed[2 * i + 1] = value;
        return new FlatMap<>(starts, changed);
    }

    /** This map with a new entry at the insertion point of its key. */
    FlatMap<K, V> inserted(int i, K key, V value, int hash) {
        Object[] more = new Object[content.length + 2];
        System.arraycopy(content, 0, more, 0, 2 * i);
        more[2 * i] = key;
        more[2 * i + 1] = value;
        System.arraycopy(content, 2 * i, more, 2 * i + 2, content.length - 2 * i);
        return starts.length > bucketsFor(more.length / 2) ? new FlatMap<>(moved(hash, 1), more) : grouped(more);
    }

    /** This map without the entry at an index; null if that is its only one. */
    @Nullable
    FlatMap<K, V> removed(int i, int hash) {
        if (content.length == 2) {
            return null;
        }
        Object[] less = new Object[content.length - 2];
        System.arraycopy(content, 0, less, 0, 2 * i);
        System.arraycopy(content, 2 * i + 2, less, 2 * i, less.length - 2 * i);
        return starts.length <= FAR_TOO_MANY * bucketsFor(less.length / 2)
                ? new FlatMap<>(moved(hash, -1), less)
                : grouped(less);
    }

    /** The starts after an entry with this hash has come or gone: all later buckets have moved. */
    private byte[] moved(int hash, int by) {
        byte[] changed = starts.clone();
        for (int b = bucket(hash, changed) + 1; b < changed.length; b++) {
            changed[b] += (byte) by;
        }
        return changed;
    }
}
