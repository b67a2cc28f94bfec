package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A transactional map in the order of its keys. Methods have the same meaning as in {@link NavigableMap}; keys and
 * values must not be null. See the {@linkplain dev.tvar.stm.collection package description} for what all collections
 * share.
 *
 * <p>The order must be consistent with equals, as for {@link java.util.TreeMap}. Entries that are returned are immutable.
 *
 * <p><b>What conflicts.</b> A map of up to 128 entries is one variable: transactions conflict when one of them changes it. A
 * larger map, or one of which more than one change in sixteen collides, keeps its entries in leaves of at most 32 neighbours;
 * a leaf whose changes collide is divided, up to 64 leaves. Transactions conflict when they use the same leaf and one of them
 * changes it; so keys that lie further apart than 32 others do not conflict, also when the map grows or shrinks. A search such
 * as {@link #ceilingEntry} uses the leaf of the key and the leaf of the result; a range uses the leaves that it covers. {@link
 * #size} conflicts with every insertion and removal, {@link #clear} with everything; inside {@link STM#snapshot} nothing does.
 *
 * <p><b>What it costs.</b> Lookups, searches and changes take logarithmic time, however many a transaction makes; {@link
 * #size} reads 16 counters. A snapshot or range takes the time of one read for about 20 entries: it shares them with the
 * map. A transaction that fills a leaf commits, and then splits the leaf in a second transaction, in the same thread.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class TSortedMap<K, V> implements TransactionalMap<K, V> {
    private final SortedEntries<K, V> entries;

    private TSortedMap(@Nullable String name, Comparator<? super K> order, SortedTree<K, V> initial) {
        entries = new SortedEntries<>(name, order, initial);
    }

    SortedEntries<K, V> entries() {
        return entries;
    }

    /**
     * A new, empty map in the natural order of the keys.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the map
     */
    public static <K extends Comparable<? super K>, V> TSortedMap<K, V> create() {
        return new TSortedMap<>(null, Comparator.<K>naturalOrder(), Chunk.empty());
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
        return new TSortedMap<>(null, Objects.requireNonNull(comparator, "comparator"), Chunk.empty());
    }

    /**
     * A new, empty map in the natural order of the keys, with a name for {@link #toString} and messages.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param name its name; need not be unique
     * @return the map
     */
    public static <K extends Comparable<? super K>, V> TSortedMap<K, V> named(String name) {
        return new TSortedMap<>(Objects.requireNonNull(name, "name"), Comparator.<K>naturalOrder(), Chunk.empty());
    }

    /**
     * A new, empty map with a name for {@link #toString} and messages.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param name its name; need not be unique
     * @param comparator the order of the keys
     * @return the map
     */
    public static <K, V> TSortedMap<K, V> named(String name, Comparator<? super K> comparator) {
        Objects.requireNonNull(comparator, "comparator");
        return new TSortedMap<>(Objects.requireNonNull(name, "name"), comparator, Chunk.empty());
    }

    /**
     * A new map in the natural order of the keys, with the entries of another from the start, outside any transaction.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param entries its initial entries; no nulls
     * @return the map
     */
    public static <K extends Comparable<? super K>, V> TSortedMap<K, V> copyOf(Map<? extends K, ? extends V> entries) {
        return copyOf(Comparator.<K>naturalOrder(), entries);
    }

    /**
     * A new map with the entries of another from the start, outside any transaction.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param comparator the order of the keys
     * @param entries its initial entries; no nulls
     * @return the map
     */
    public static <K, V> TSortedMap<K, V> copyOf(
            Comparator<? super K> comparator, Map<? extends K, ? extends V> entries) {
        Objects.requireNonNull(comparator, "comparator");
        return new TSortedMap<>(
                null, comparator, SortedBatch.<K, V>of(entries, comparator).toTree());
    }

    // ---- one key

    @Override
    public @Nullable V get(ReadTxn tx, K key) {
        return entries.get(tx, Nulls.key(key));
    }

    @Override
    public @Nullable V put(Txn tx, K key, V value) {
        return entries.put(tx, Nulls.key(key), Nulls.value(value));
    }

    @Override
    public @Nullable V remove(Txn tx, K key) {
        return entries.remove(tx, Nulls.key(key));
    }

    // ---- all

    @Override
    public int size(ReadTxn tx) {
        return entries.size(tx, KeyRange.all());
    }

    @Override
    public boolean isEmpty(ReadTxn tx) {
        return entries.isEmpty(tx);
    }

    @Override
    public void clear(Txn tx) {
        entries.clear(tx);
    }

    @Override
    public void putAll(Txn tx, Map<? extends K, ? extends V> entries) {
        this.entries.putAll(tx, entries);
    }

    /** In the order of the keys. */
    @Override
    public void forEach(ReadTxn tx, BiConsumer<? super K, ? super V> action) {
        entries.walk(tx, KeyRange.all(), false).forEachRemaining(Objects.requireNonNull(action, "action"));
    }

    /** In the order of the keys; {@link #asMap(ReadTxn)} has iterators over ranges and in descending order. */
    @Override
    public Iterator<Map.Entry<K, V>> iterator(ReadTxn tx) {
        return asMap(tx).entrySet().iterator();
    }

    @Override
    public NavigableMap<K, V> snapshot(ReadTxn tx) {
        return range(tx, KeyRange.all());
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
        return entries.above(tx, null, true);
    }

    /**
     * The entry with the greatest key.
     *
     * @param tx the caller's transaction or snapshot
     * @return the entry, or null if the map is empty
     */
    public Map.@Nullable Entry<K, V> lastEntry(ReadTxn tx) {
        return entries.below(tx, null, true);
    }

    /**
     * The entry with the greatest key that is less than or equal to a key.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return the entry, or null if there is none
     */
    public Map.@Nullable Entry<K, V> floorEntry(ReadTxn tx, K key) {
        return entries.below(tx, Nulls.key(key), true);
    }

    /**
     * The entry with the greatest key that is less than a key.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return the entry, or null if there is none
     */
    public Map.@Nullable Entry<K, V> lowerEntry(ReadTxn tx, K key) {
        return entries.below(tx, Nulls.key(key), false);
    }

    /**
     * The entry with the least key that is greater than or equal to a key.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return the entry, or null if there is none
     */
    public Map.@Nullable Entry<K, V> ceilingEntry(ReadTxn tx, K key) {
        return entries.above(tx, Nulls.key(key), true);
    }

    /**
     * The entry with the least key that is greater than a key.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return the entry, or null if there is none
     */
    public Map.@Nullable Entry<K, V> higherEntry(ReadTxn tx, K key) {
        return entries.above(tx, Nulls.key(key), false);
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
        KeyRange<K> range = new KeyRange<>(Nulls.key(from), fromInclusive, Nulls.key(to), toInclusive);
        range.refuseIfReversed(entries.order);
        return range(tx, range);
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
        return range(tx, new KeyRange<>(null, true, Nulls.key(to), inclusive));
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
        return range(tx, new KeyRange<>(Nulls.key(from), inclusive, null, true));
    }

    private NavigableMap<K, V> range(ReadTxn tx, KeyRange<K> range) {
        return SortedView.of(new FixedSource<>(entries.range(tx, range), entries.order));
    }
    // ---- as java.util

    /**
     * This map within a transaction or snapshot, as a {@link NavigableMap}. Nothing is copied: each call uses the map
     * itself, ranges and descending views included, and an iterator reads a leaf when it reaches it. So an iteration that
     * ends early costs, and depends on, only what it visited; it may or may not show what the transaction changes meanwhile.
     * In a snapshot it refuses changes.
     *
     * @param tx the caller's transaction or snapshot
     * @return the view; throws {@link IllegalStateException} in another thread, or after the end of the body
     */
    public NavigableMap<K, V> asMap(ReadTxn tx) {
        return SortedView.of(new TxnSource<>(this, Objects.requireNonNull(tx, "tx")));
    }

    @Override
    public ConcurrentNavigableMap<K, V> asMap() {
        return SortedView.of(new LiveSource<>(this));
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return entries.name != null ? entries.name : super.toString();
    }
}
