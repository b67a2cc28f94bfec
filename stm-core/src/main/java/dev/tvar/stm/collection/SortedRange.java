package dev.tvar.stm.collection;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.BiFunction;

/** The part of a {@link SortedView} that follows from the order: neighbours, ranges and directions. */
@SuppressWarnings("NullAway") // java.util says with null that there is no entry, no key, or no comparator
abstract class SortedRange<K, V> extends AbstractMap<K, V> implements ConcurrentNavigableMap<K, V> {
    final SortedSource<K, V> source;
    final KeyRange<K> range;
    final boolean descending;

    SortedRange(SortedSource<K, V> source, KeyRange<K> range, boolean descending) {
        this.source = source;
        this.range = range;
        this.descending = descending;
    }

    /** A view of another range of the same source. */
    abstract SortedRange<K, V> view(KeyRange<K> part, boolean downwards);

    abstract <T> Iterator<T> iterator(boolean backwards, BiFunction<? super K, ? super V, ? extends T> element);

    final boolean holds(K key) {
        return range.isAll() || range.contains(key, source.order());
    }

    final K checked(K key) {
        if (!holds(Nulls.key(key))) {
            throw new IllegalArgumentException("the key " + key + " is not in the range of this view");
        }
        return key;
    }

    @Override
    public Comparator<? super K> comparator() {
        Comparator<? super K> order = source.order();
        if (descending) {
            return Collections.reverseOrder(order);
        }
        return order == Comparator.naturalOrder() ? null : order;
    }

    // ---- neighbours

    /** The nearest entry in a direction of the view; for a null key, from its end. */
    private Map.Entry<K, V> near(boolean forwards, K key, boolean inclusive) {
        Comparator<? super K> order = source.order();
        boolean ascending = forwards != descending;
        boolean within = key != null && !(ascending ? range.isTooLow(key, order) : range.isTooHigh(key, order));
        K from = within ? key : ascending ? range.low() : range.high();
        boolean including = within ? inclusive : ascending ? range.lowInclusive() : range.highInclusive();
        Map.Entry<K, V> found = ascending ? source.above(from, including) : source.below(from, including);
        return found == null || !holds(found.getKey()) ? null : found;
    }

    private static <K> K keyOrNull(Map.Entry<K, ?> entry) {
        return entry == null ? null : entry.getKey();
    }

    private static <K> K keyOrThrow(Map.Entry<K, ?> entry) {
        if (entry == null) {
            throw new NoSuchElementException("the map, or this range of it, is empty");
        }
        return entry.getKey();
    }

    @Override
    public Map.Entry<K, V> lowerEntry(K key) {
        return near(false, Nulls.key(key), false);
    }

    @Override
    public K lowerKey(K key) {
        return keyOrNull(lowerEntry(key));
    }

    @Override
    public Map.Entry<K, V> floorEntry(K key) {
        return near(false, Nulls.key(key), true);
    }

    @Override
    public K floorKey(K key) {
        return keyOrNull(floorEntry(key));
    }

    @Override
    public Map.Entry<K, V> ceilingEntry(K key) {
        return near(true, Nulls.key(key), true);
    }

    @Override
    public K ceilingKey(K key) {
        return keyOrNull(ceilingEntry(key));
    }

    @Override
    public Map.Entry<K, V> higherEntry(K key) {
        return near(true, Nulls.key(key), false);
    }

    @Override
    public K higherKey(K key) {
        return keyOrNull(higherEntry(key));
    }

    @Override
    public Map.Entry<K, V> firstEntry() {
        return near(true, null, true);
    }

    @Override
    public K firstKey() {
        return keyOrThrow(firstEntry());
    }

    @Override
    public Map.Entry<K, V> lastEntry() {
        return near(false, null, true);
    }

    @Override
    public K lastKey() {
        return keyOrThrow(lastEntry());
    }

    @Override
    public Map.Entry<K, V> pollFirstEntry() {
        return poll(true);
    }

    @Override
    public Map.Entry<K, V> pollLastEntry() {
        return poll(false);
    }

    private Map.Entry<K, V> poll(boolean first) {
        return source.change((map, tx) -> {
            Map.Entry<K, V> found = near(first, null, true); // in this transaction, which the source joins
            if (found != null) {
                map.remove(tx, found.getKey());
            }
            return found;
        });
    }

    // ---- ranges, whose ends are in the order of the view

    @Override
    public SortedRange<K, V> descendingMap() {
        return view(range, !descending);
    }

    @Override
    public SortedRange<K, V> subMap(K from, boolean fromInclusive, K to, boolean toInclusive) {
        Nulls.key(from);
        Nulls.key(to);
        KeyRange<K> part = descending
                ? new KeyRange<>(to, toInclusive, from, fromInclusive)
                : new KeyRange<>(from, fromInclusive, to, toInclusive);
        part.refuseIfReversed(source.order());
        return part(part);
    }

    @Override
    public SortedRange<K, V> headMap(K to, boolean inclusive) {
        return upTo(Nulls.key(to), inclusive, descending);
    }

    @Override
    public SortedRange<K, V> tailMap(K from, boolean inclusive) {
        return upTo(Nulls.key(from), inclusive, !descending);
    }

    private SortedRange<K, V> upTo(K end, boolean inclusive, boolean fromBelow) {
        return part(
                fromBelow
                        ? new KeyRange<>(end, inclusive, range.high(), range.highInclusive())
                        : new KeyRange<>(range.low(), range.lowInclusive(), end, inclusive));
    }

    private SortedRange<K, V> part(KeyRange<K> part) {
        if (!range.covers(part, source.order())) {
            throw new IllegalArgumentException("an end of the range is outside of the range of this view");
        }
        return view(part, descending);
    }

    @Override
    public SortedRange<K, V> subMap(K from, K to) {
        return subMap(from, true, to, false);
    }

    @Override
    public SortedRange<K, V> headMap(K to) {
        return headMap(to, false);
    }

    @Override
    public SortedRange<K, V> tailMap(K from) {
        return tailMap(from, true);
    }

    // ---- keys

    @Override
    public NavigableSet<K> keySet() {
        return new SortedKeys<>(this);
    }

    @Override
    public NavigableSet<K> navigableKeySet() {
        return keySet();
    }

    @Override
    public NavigableSet<K> descendingKeySet() {
        return descendingMap().keySet();
    }
}
