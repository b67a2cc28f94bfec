package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transactional map in the order of its keys. Methods have the same meaning as in {@link NavigableMap}; keys and
 * values must not be null. See the {@linkplain dev.tvar.stm.collection package description} for what all collections
 * share.
 *
 * <p>The order must be consistent with equals, as for {@link java.util.TreeMap}. Entries that are returned are immutable
 * copies.
 *
 * <p><b>What conflicts.</b> Entries are kept in leaves of at most 32 neighbours. Transactions conflict when they use the
 * same leaf and one of them changes it; so keys that lie further apart than 32 others do not conflict, also when the map
 * grows or shrinks. A search such as {@link #ceilingEntry} uses the leaf of the key and the leaf of the result; a range
 * uses the leaves that it covers. {@link #size} conflicts with every insertion and removal, {@link #clear} with
 * everything; inside {@link STM#snapshot} nothing does.
 *
 * <p><b>What it costs.</b> Lookups, searches and changes take logarithmic time; {@link #size} reads 16 counters. A range
 * or a snapshot is copied: it takes time in proportion to its size.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class TSortedMap<K, V> implements TransactionalMap<K, V> {
    /** The given name, or null. */
    private final @Nullable String name;

    private final Comparator<? super K> order;

    /** As given; null for the natural order. */
    private final @Nullable Comparator<? super K> comparator;

    /** Replaced only by {@link #clear}. */
    private final TVar<Leaves<K, V>> leaves;

    private final StripedCount count;

    private TSortedMap(@Nullable String name, Comparator<? super K> order, @Nullable Comparator<? super K> comparator) {
        this.name = name;
        this.order = order;
        this.comparator = comparator;
        leaves = Names.variable(Names.part(name, ".leaves"), new Leaves<>(order, name));
        count = new StripedCount(Names.part(name, ".size"));
    }

    /**
     * A new, empty map in the natural order of the keys.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the map
     */
    public static <K extends Comparable<? super K>, V> TSortedMap<K, V> create() {
        return new TSortedMap<>(null, Comparator.naturalOrder(), null);
    }

    /**
     * A new, empty map.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param comparator the order of the keys
     * @return the map
     */
    public static <K, V> TSortedMap<K, V> create(Comparator<? super K> comparator) {
        return new TSortedMap<>(null, Objects.requireNonNull(comparator, "comparator"), comparator);
    }

    /**
     * A new, empty map in the natural order of the keys, with a name, which error messages and {@link #toString} show.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param name its name; need not be unique
     * @return the map
     */
    public static <K extends Comparable<? super K>, V> TSortedMap<K, V> named(String name) {
        return new TSortedMap<>(Objects.requireNonNull(name, "name"), Comparator.naturalOrder(), null);
    }

    /**
     * A new, empty map with a name, which error messages and {@link #toString} show.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param name its name; need not be unique
     * @param comparator the order of the keys
     * @return the map
     */
    public static <K, V> TSortedMap<K, V> named(String name, Comparator<? super K> comparator) {
        Objects.requireNonNull(name, "name");
        return new TSortedMap<>(name, Objects.requireNonNull(comparator, "comparator"), comparator);
    }

    // ---- one key

    @Override
    public @Nullable V get(ReadTxn tx, K key) {
        Chunk<K, V> chunk = leaves.get(tx).find(tx, Nulls.key(key)).live(tx).chunk();
        int i = chunk.search(key, order);
        return i < 0 ? null : chunk.value(i);
    }

    @Override
    public @Nullable V put(Txn tx, K key, V value) {
        Nulls.value(value);
        Leaves<K, V> all = leaves.get(tx);
        Leaf<K, V> leaf = all.find(tx, Nulls.key(key));
        Leaf.Live<K, V> live = leaf.live(tx);
        if (live.chunk().size() == 0) {
            order.compare(key, key); // refuses the first key if it cannot be compared, as TreeMap does
        }
        int i = live.chunk().search(key, order);
        if (i < 0) {
            all.grow(tx, leaf, live.chunk().inserted(-1 - i, key, value));
            count.add(tx, 1);
            return null;
        }
        V present = live.chunk().value(i);
        if (present != value) {
            leaf.set(tx, live.chunk().withValue(i, value), live.next());
        }
        return present;
    }

    @Override
    public @Nullable V remove(Txn tx, K key) {
        Leaves<K, V> all = leaves.get(tx);
        Leaf<K, V> leaf = all.find(tx, Nulls.key(key));
        Chunk<K, V> chunk = leaf.live(tx).chunk();
        int i = chunk.search(key, order);
        if (i < 0) {
            return null;
        }
        all.shrink(tx, leaf, chunk.removed(i));
        count.add(tx, -1);
        return chunk.value(i);
    }

    // ---- the whole map

    @Override
    public int size(ReadTxn tx) {
        return (int) Math.min(Integer.MAX_VALUE, count.get(tx));
    }

    @Override
    public boolean isEmpty(ReadTxn tx) {
        Leaf.Live<K, V> first = leaves.get(tx).first().live(tx);
        return first.chunk().size() == 0 && first.next() == null;
    }

    @Override
    public void clear(Txn tx) {
        leaves.set(tx, new Leaves<>(order, name));
        count.reset(tx);
    }

    @Override
    public NavigableMap<K, V> snapshot(ReadTxn tx) {
        return range(tx, null, true, null, true);
    }

    @Override
    public NavigableMap<K, V> snapshot() {
        return STM.snapshot(this::snapshot);
    }

    // ---- neighbours

    /**
     * The entry with the least key.
     *
     * @param tx the caller's transaction or snapshot
     * @return the entry, or null if the map is empty
     */
    public Map.@Nullable Entry<K, V> firstEntry(ReadTxn tx) {
        return leaves.get(tx).first().entryFrom(tx, 0);
    }

    /**
     * The entry with the greatest key.
     *
     * @param tx the caller's transaction or snapshot
     * @return the entry, or null if the map is empty
     */
    public Map.@Nullable Entry<K, V> lastEntry(ReadTxn tx) {
        Chunk<K, V> chunk = leaves.get(tx).last(tx).live(tx).chunk();
        return chunk.size() == 0 ? null : chunk.entry(chunk.size() - 1);
    }

    /**
     * The entry with the greatest key that is less than or equal to a key.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return the entry, or null if there is none
     */
    public Map.@Nullable Entry<K, V> floorEntry(ReadTxn tx, K key) {
        Leaf<K, V> leaf = leaves.get(tx).find(tx, Nulls.key(key));
        return lastUpTo(tx, leaf, leaf.live(tx).chunk().countUpTo(key, order));
    }

    /**
     * The entry with the greatest key that is less than a key.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return the entry, or null if there is none
     */
    public Map.@Nullable Entry<K, V> lowerEntry(ReadTxn tx, K key) {
        Leaf<K, V> leaf = leaves.get(tx).find(tx, Nulls.key(key));
        return lastUpTo(tx, leaf, leaf.live(tx).chunk().countBelow(key, order));
    }

    /**
     * The entry with the least key that is greater than or equal to a key.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return the entry, or null if there is none
     */
    public Map.@Nullable Entry<K, V> ceilingEntry(ReadTxn tx, K key) {
        Leaf<K, V> leaf = leaves.get(tx).find(tx, Nulls.key(key));
        return leaf.entryFrom(tx, leaf.live(tx).chunk().countBelow(key, order));
    }

    /**
     * The entry with the least key that is greater than a key.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return the entry, or null if there is none
     */
    public Map.@Nullable Entry<K, V> higherEntry(ReadTxn tx, K key) {
        Leaf<K, V> leaf = leaves.get(tx).find(tx, Nulls.key(key));
        return leaf.entryFrom(tx, leaf.live(tx).chunk().countUpTo(key, order));
    }

    /**
     * The last of the first {@code count} entries of a leaf; if {@code count} is 0, the last entry of the leaf before
     * it.
     */
    private Map.@Nullable Entry<K, V> lastUpTo(ReadTxn tx, Leaf<K, V> leaf, int count) {
        if (count > 0) {
            return leaf.live(tx).chunk().entry(count - 1);
        }
        if (leaf.low == null) {
            return null;
        }
        Chunk<K, V> before = leaves.get(tx).before(tx, leaf).live(tx).chunk();
        return before.size() == 0 ? null : before.entry(before.size() - 1);
    }

    /**
     * Removes and returns the entry with the least key.
     *
     * @param tx the caller's transaction
     * @return the entry, or null if the map is empty
     */
    public Map.@Nullable Entry<K, V> pollFirstEntry(Txn tx) {
        Map.Entry<K, V> first = firstEntry(tx);
        if (first != null) {
            remove(tx, first.getKey());
        }
        return first;
    }

    /**
     * Removes and returns the entry with the greatest key.
     *
     * @param tx the caller's transaction
     * @return the entry, or null if the map is empty
     */
    public Map.@Nullable Entry<K, V> pollLastEntry(Txn tx) {
        Map.Entry<K, V> last = lastEntry(tx);
        if (last != null) {
            remove(tx, last.getKey());
        }
        return last;
    }

    // ---- ranges

    /**
     * The entries in a range of keys, as this transaction or snapshot sees them.
     *
     * @param tx the caller's transaction or snapshot
     * @param from the lower end
     * @param fromInclusive whether {@code from} itself belongs to the range
     * @param to the upper end
     * @param toInclusive whether {@code to} itself belongs to the range
     * @return an immutable map that may be kept and shared; later writes do not change it
     * @throws IllegalArgumentException if {@code from} is greater than {@code to}
     */
    public NavigableMap<K, V> subMap(ReadTxn tx, K from, boolean fromInclusive, K to, boolean toInclusive) {
        if (order.compare(Nulls.key(from), Nulls.key(to)) > 0) {
            throw new IllegalArgumentException("the range begins at " + from + ", after its end " + to);
        }
        return range(tx, from, fromInclusive, to, toInclusive);
    }

    /**
     * The entries up to a key, as this transaction or snapshot sees them.
     *
     * @param tx the caller's transaction or snapshot
     * @param to the upper end
     * @param inclusive whether {@code to} itself belongs to the range
     * @return an immutable map that may be kept and shared; later writes do not change it
     */
    public NavigableMap<K, V> headMap(ReadTxn tx, K to, boolean inclusive) {
        return range(tx, null, true, Nulls.key(to), inclusive);
    }

    /**
     * The entries from a key on, as this transaction or snapshot sees them.
     *
     * @param tx the caller's transaction or snapshot
     * @param from the lower end
     * @param inclusive whether {@code from} itself belongs to the range
     * @return an immutable map that may be kept and shared; later writes do not change it
     */
    public NavigableMap<K, V> tailMap(ReadTxn tx, K from, boolean inclusive) {
        return range(tx, Nulls.key(from), inclusive, null, true);
    }

    /** A null end means unbounded. */
    private NavigableMap<K, V> range(
            ReadTxn tx, @Nullable K from, boolean fromInclusive, @Nullable K to, boolean toInclusive) {
        List<Chunk<K, V>> chunks = leaves.get(tx).range(tx, from, fromInclusive, to, toInclusive);
        return Collections.unmodifiableNavigableMap(SortedEntries.toMap(chunks, comparator));
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
