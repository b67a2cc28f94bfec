package dev.tvar.stm.collection;

import org.jspecify.annotations.Nullable;

/**
 * An immutable map of a few entries in two arrays, in the order of their spread hashes. Spread hashes are uniform, so a key
 * is expected at the place in the array that its hash has among all numbers: a search begins there and moves by a few
 * elements, the root of the size on average.
 */
final class FlatMap<K, V> extends Spreading.Version {
    /** The most entries of a map that is to stay one variable. A change copies up to 12 bytes for each. */
    static final int MOST = 128;

    /** The spread hashes of the keys, in ascending order. */
    private final int[] hashes;

    /** Key, value, key, value, ..., in the order of the hashes. */
    private final Object[] content;

    private FlatMap(int[] hashes, Object[] content) {
        this.hashes = hashes;
        this.content = content;
    }

    static <K, V> FlatMap<K, V> of(K key, V value, int hash) {
        return new FlatMap<>(new int[] {hash}, new Object[] {key, value});
    }

    int size() {
        return hashes.length;
    }

    /** Key, value, key, value, ...; the caller must not change it. */
    Object[] content() {
        return content;
    }

    int hash(int i) {
        return hashes[i];
    }

    @SuppressWarnings("unchecked") // by the layout of the content
    K key(int i) {
        return (K) content[2 * i];
    }

    @SuppressWarnings("unchecked") // by the layout of the content
    V value(int i) {
        return (V) content[2 * i + 1];
    }

    /** The index of the first entry whose hash is not below this one. */
    private int first(int hash) {
        int[] all = hashes;
        int i = (int) (((long) hash - Integer.MIN_VALUE) * all.length >>> Integer.SIZE);
        while (i < all.length && all[i] < hash) {
            i++;
        }
        while (i > 0 && all[i - 1] >= hash) {
            i--;
        }
        return i;
    }

    /** The index of the key, or {@code -1 - index} of its insertion point. */
    int indexOf(Object key, int hash) {
        int i = first(hash);
        while (i < hashes.length && hashes[i] == hash) {
            Object present = content[2 * i];
            if (key == present || key.equals(present)) {
                return i;
            }
            i++;
        }
        return -1 - i;
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
        return new FlatMap<>(hashes, changed);
    }

    /** This map with a new entry at an index. */
    FlatMap<K, V> inserted(int i, K key, V value, int hash) {
        int[] longer = new int[hashes.length + 1];
        System.arraycopy(hashes, 0, longer, 0, i);
        longer[i] = hash;
        System.arraycopy(hashes, i, longer, i + 1, hashes.length - i);
        Object[] more = new Object[content.length + 2];
        System.arraycopy(content, 0, more, 0, 2 * i);
        more[2 * i] = key;
        more[2 * i + 1] = value;
        System.arraycopy(content, 2 * i, more, 2 * i + 2, content.length - 2 * i);
        return new FlatMap<>(longer, more);
    }

    /** This map without the entry at an index; null if that is its only one. */
    @Nullable
    FlatMap<K, V> removed(int i) {
        if (hashes.length == 1) {
            return null;
        }
        int[] shorter = new int[hashes.length - 1];
        System.arraycopy(hashes, 0, shorter, 0, i);
        System.arraycopy(hashes, i + 1, shorter, i, shorter.length - i);
        Object[] less = new Object[content.length - 2];
        System.arraycopy(content, 0, less, 0, 2 * i);
        System.arraycopy(content, 2 * i + 2, less, 2 * i, less.length - 2 * i);
        return new FlatMap<>(shorter, less);
    }
}
