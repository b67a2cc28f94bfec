package dev.tvar.stm.collection;

import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;

/** The keys of a {@link SortedRange}. */
@SuppressWarnings("NullAway") // java.util says with null that there is no key, or no comparator
class SortedKeys<K, V> extends SetView<K> implements NavigableSet<K> {
    final SortedRange<K, V> map;

    SortedKeys(SortedRange<K, V> map) {
        this.map = map;
    }

    /** The keys of another range of the same map. */
    SortedKeys<K, V> keys(SortedRange<K, V> part) {
        return new SortedKeys<>(part);
    }

    @Override
    public Comparator<? super K> comparator() {
        return map.comparator();
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public boolean isEmpty() {
        return map.isEmpty();
    }

    @Override
    public boolean contains(Object key) {
        return map.containsKey(key);
    }

    @Override
    public boolean remove(Object key) {
        return map.remove(key) != null;
    }

    @Override
    public void clear() {
        map.clear();
    }

    @Override
    public Iterator<K> iterator() {
        return map.iterator(false, (key, value) -> key);
    }

    @Override
    public Iterator<K> descendingIterator() {
        return map.iterator(true, (key, value) -> key);
    }

    @Override
    public K lower(K key) {
        return map.lowerKey(key);
    }

    @Override
    public K floor(K key) {
        return map.floorKey(key);
    }

    @Override
    public K ceiling(K key) {
        return map.ceilingKey(key);
    }

    @Override
    public K higher(K key) {
        return map.higherKey(key);
    }

    @Override
    public K first() {
        return map.firstKey();
    }

    @Override
    public K last() {
        return map.lastKey();
    }

    @Override
    public K pollFirst() {
        Map.Entry<K, V> first = map.pollFirstEntry();
        return first == null ? null : first.getKey();
    }

    @Override
    public K pollLast() {
        Map.Entry<K, V> last = map.pollLastEntry();
        return last == null ? null : last.getKey();
    }

    @Override
    public NavigableSet<K> descendingSet() {
        return keys(map.descendingMap());
    }

    @Override
    public NavigableSet<K> subSet(K from, boolean fromInclusive, K to, boolean toInclusive) {
        return keys(map.subMap(from, fromInclusive, to, toInclusive));
    }

    @Override
    public NavigableSet<K> headSet(K to, boolean inclusive) {
        return keys(map.headMap(to, inclusive));
    }

    @Override
    public NavigableSet<K> tailSet(K from, boolean inclusive) {
        return keys(map.tailMap(from, inclusive));
    }

    @Override
    public NavigableSet<K> subSet(K from, K to) {
        return subSet(from, true, to, false);
    }

    @Override
    public NavigableSet<K> headSet(K to) {
        return headSet(to, false);
    }

    @Override
    public NavigableSet<K> tailSet(K from) {
        return tailSet(from, true);
    }
}
