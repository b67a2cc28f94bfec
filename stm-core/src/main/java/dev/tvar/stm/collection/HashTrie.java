package dev.tvar.stm.collection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map: a trie over the bits of the spread hash, {@value #BITS} bits a level. A node holds its entries and
 * its children in one array, entries from the front and children from the end (Steindorfer and Vinju, "Optimizing
 * Hash-Array Mapped Tries for Fast and Lean Immutable JVM Collections", OOPSLA 2015). Below the last bit a node is a plain
 * list of entries with equal hashes.
 *
 * <p>A subtree with one entry is never kept as a child: its entry moves up. So equal content has equal shape, except
 * for the order in such lists.
 *
 * <p>{@code shift} is always the number of hash bits that were used on the path to this node.
 */
final class HashTrie<K, V> {
    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;
    private static final Object[] NOTHING = {};
    private static final HashTrie<?, ?> EMPTY = new HashTrie<>(0, 0, NOTHING, 0);

    /** Which values of the next bits have an entry here, and which a child. Both 0 in a list of entries. */
    private final int entryMap;

    private final int childMap;

    /** Key, value, key, value, ..., last child, ..., first child. */
    private final Object[] content;

    /** The number of entries in this subtree. */
    private final int size;

    private HashTrie(int entryMap, int childMap, Object[] content, int size) {
        this.entryMap = entryMap;
        this.childMap = childMap;
        this.content = content;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // it holds neither keys nor values
    static <K, V> HashTrie<K, V> empty() {
        return (HashTrie<K, V>) EMPTY;
    }

    /**
     * A hash code whose bits all depend on all bits of the key's own hash code; different hash codes stay different.
     */
    static int hash(Object key) {
        int h = key.hashCode();
        h = (h ^ (h >>> 16)) * 0x85EBCA6B; // the finaliser of MurmurHash3
        h = (h ^ (h >>> 13)) * 0xC2B2AE35;
        return h ^ (h >>> 16);
    }

    int size() {
        return size;
    }

    // ---- the parts of a node

    /** The entries of the node from the front, key, value, key, value, ...; the caller must not change it. */
    Object[] content() {
        return content;
    }

    int entries() {
        return (content.length - children()) / 2;
    }

    int children() {
        return Integer.bitCount(childMap);
    }

    @SuppressWarnings("unchecked") // by the layout of the content
    K key(int entry) {
        return (K) content[2 * entry];
    }

    @SuppressWarnings("unchecked") // by the layout of the content
    V value(int entry) {
        return (V) content[2 * entry + 1];
    }

    @SuppressWarnings("unchecked") // by the layout of the content
    HashTrie<K, V> child(int child) {
        return (HashTrie<K, V>) content[content.length - 1 - child];
    }

    /** The number of bits in {@code map} that are below {@code bit}. */
    private static int rank(int map, int bit) {
        return Integer.bitCount(map & (bit - 1));
    }

    private static int bit(int hash, int shift) {
        return 1 << ((hash >>> shift) & MASK);
    }

    // ---- lookup

    /** The value of the key, or null. */
    @Nullable
    V get(Object key, int hash, int shift) {
        HashTrie<K, V> node = this;
        for (int used = shift; used < Integer.SIZE; used += BITS) {
            int bit = bit(hash, used);
            if ((node.entryMap & bit) != 0) {
                int entry = rank(node.entryMap, bit);
                Object present = node.content[2 * entry];
                return key == present || key.equals(present) ? node.value(entry) : null;
            }
            if ((node.childMap & bit) == 0) {
                return null;
            }
            node = node.child(rank(node.childMap, bit));
        }
        int entry = node.indexInList(key);
        return entry < 0 ? null : node.value(entry);
    }

    private int indexInList(Object key) {
        for (int entry = 0; 2 * entry < content.length; entry++) {
            if (key.equals(content[2 * entry])) {
                return entry;
            }
        }
        return -1;
    }

    // ---- putting

    /** This map with the entry; this very object if it already holds this very value. */
    HashTrie<K, V> with(K key, V value, int hash, int shift) {
        if (shift >= Integer.SIZE) {
            int entry = indexInList(key);
            return entry < 0 ? inserted(0, entries(), key, value) : withValue(entry, value);
        }
        int bit = bit(hash, shift);
        int entry = rank(entryMap, bit);
        if ((entryMap & bit) != 0) {
            K present = key(entry);
            if (key.equals(present)) {
                return withValue(entry, value);
            }
            return withChildForEntry(bit, pair(present, value(entry), hash(present), key, value, hash, shift + BITS));
        }
        if ((childMap & bit) != 0) {
            HashTrie<K, V> child = child(rank(childMap, bit));
            return withChild(bit, child, child.with(key, value, hash, shift + BITS));
        }
        return inserted(bit, entry, key, value);
    }

    private HashTrie<K, V> withValue(int entry, V value) {
        int i = 2 * entry + 1;
        return content[i] == value ? this : new HashTrie<>(entryMap, childMap, replaced(i, value), size);
    }

    private HashTrie<K, V> withChild(int bit, HashTrie<K, V> before, HashTrie<K, V> after) {
        if (after == before) {
            return this;
        }
        int i = content.length - 1 - rank(childMap, bit);
        return new HashTrie<>(entryMap, childMap, replaced(i, after), size + after.size - before.size);
    }

    private Object[] replaced(int i, Object value) {
        Object[] copy = content.clone();
        copy[i] = value;
        return copy;
    }

    private HashTrie<K, V> inserted(int bit, int entry, K key, V value) {
        Object[] longer = new Object[content.length + 2];
        System.arraycopy(content, 0, longer, 0, 2 * entry);
        longer[2 * entry] = key;
        longer[2 * entry + 1] = value;
        System.arraycopy(content, 2 * entry, longer, 2 * entry + 2, content.length - 2 * entry);
        return new HashTrie<>(entryMap | bit, childMap, longer, size + 1);
    }

    /** Replaces an entry with a child that holds it and one more entry. */
    private HashTrie<K, V> withChildForEntry(int bit, HashTrie<K, V> child) {
        int entryAt = 2 * rank(entryMap, bit);
        Object[] shorter = new Object[content.length - 1];
        int childAt = shorter.length - 1 - rank(childMap, bit);
        System.arraycopy(content, 0, shorter, 0, entryAt);
        System.arraycopy(content, entryAt + 2, shorter, entryAt, childAt - entryAt);
        shorter[childAt] = child;
        System.arraycopy(content, childAt + 2, shorter, childAt + 1, shorter.length - childAt - 1);
        return new HashTrie<>(entryMap ^ bit, childMap | bit, shorter, size + 1);
    }

    private static <K, V> HashTrie<K, V> pair(K key1, V value1, int hash1, K key2, V value2, int hash2, int shift) {
        if (shift >= Integer.SIZE) {
            return new HashTrie<>(0, 0, new Object[] {key1, value1, key2, value2}, 2);
        }
        int bit1 = bit(hash1, shift);
        int bit2 = bit(hash2, shift);
        if (bit1 == bit2) {
            Object child = pair(key1, value1, hash1, key2, value2, hash2, shift + BITS);
            return new HashTrie<>(0, bit1, new Object[] {child}, 2);
        }
        boolean inOrder = Integer.compareUnsigned(bit1, bit2) < 0;
        Object[] both = inOrder ? new Object[] {key1, value1, key2, value2} : new Object[] {key2, value2, key1, value1};
        return new HashTrie<>(bit1 | bit2, 0, both, 2);
    }

    // ---- removing

    /** This map without the key; this very object if it does not hold the key. */
    HashTrie<K, V> without(Object key, int hash, int shift) {
        if (shift >= Integer.SIZE) {
            int entry = indexInList(key);
            return entry < 0 ? this : removed(0, entry);
        }
        int bit = bit(hash, shift);
        if ((entryMap & bit) != 0) {
            int entry = rank(entryMap, bit);
            return key.equals(content[2 * entry]) ? removed(bit, entry) : this;
        }
        if ((childMap & bit) == 0) {
            return this;
        }
        HashTrie<K, V> child = child(rank(childMap, bit));
        HashTrie<K, V> less = child.without(key, hash, shift + BITS);
        return less.size == 1 ? withEntryForChild(bit, less) : withChild(bit, child, less);
    }

    private HashTrie<K, V> removed(int bit, int entry) {
        if (size == 1) {
            return empty();
        }
        Object[] shorter = Arrays.copyOf(content, content.length - 2);
        System.arraycopy(content, 2 * entry + 2, shorter, 2 * entry, shorter.length - 2 * entry);
        return new HashTrie<>(entryMap ^ bit, childMap, shorter, size - 1);
    }

    /** Replaces a child of two entries with its remaining entry. */
    private HashTrie<K, V> withEntryForChild(int bit, HashTrie<K, V> single) {
        int entryAt = 2 * rank(entryMap, bit);
        int childAt = content.length - 1 - rank(childMap, bit);
        Object[] longer = new Object[content.length + 1];
        System.arraycopy(content, 0, longer, 0, entryAt);
        longer[entryAt] = single.content[0];
        longer[entryAt + 1] = single.content[1];
        System.arraycopy(content, entryAt, longer, entryAt + 2, childAt - entryAt);
        System.arraycopy(content, childAt + 1, longer, childAt + 2, content.length - childAt - 1);
        return new HashTrie<>(entryMap | bit, childMap ^ bit, longer, size - 1);
    }
}
