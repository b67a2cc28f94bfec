package dev.tvar.stm.collection;

import dev.tvar.stm.STM;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A sorted map of {@code java.util} on top of a source: a range of it, in ascending or descending order. */
@SuppressWarnings("NullAway") // java.util says with null that there is no entry, no key, or no comparator
final class SortedView<K, V> extends SortedRange<K, V> {
    private SortedView(SortedSource<K, V> source, KeyRange<K> range, boolean descending) {
        super(source, range, descending);
    }

    static <K, V> SortedView<K, V> of(SortedSource<K, V> source) {
        return new SortedView<>(source, KeyRange.all(), false);
    }

    @Override
    SortedView<K, V> view(KeyRange<K> part, boolean downwards) {
        return new SortedView<>(source, part, downwards);
    }

    // ---- one key

    @SuppressWarnings("unchecked") // as java.util: the comparator refuses other types
    private K keyOf(Object key) {
        return (K) Nulls.key(key);
    }

    @Override
    public V get(Object key) {
        K known = keyOf(key);
        return holds(known) ? source.get(known) : null;
    }

    @Override
    public V getOrDefault(Object key, V otherwise) {
        V value = get(key);
        return value == null ? otherwise : value;
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public V put(K key, V value) {
        Nulls.value(value);
        return source.change((map, tx) -> map.put(tx, checked(key), value));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        source.change((map, tx) -> {
            entries.keySet().forEach(this::checked);
            map.putAll(tx, entries);
            return true;
        });
    }

    @Override
    public V remove(Object key) {
        K known = keyOf(key);
        return source.change((map, tx) -> holds(known) ? map.remove(tx, known) : null);
    }

    @Override
    public V putIfAbsent(K key, V value) {
        return source.change((map, tx) -> map.putIfAbsent(tx, checked(key), value));
    }

    @Override
    public boolean remove(Object key, Object value) {
        K known = keyOf(key);
        return source.change((map, tx) -> {
            boolean equal = value != null && holds(known) && value.equals(map.get(tx, known));
            return equal && map.remove(tx, known) != null;
        });
    }

    @Override
    public boolean replace(K key, V before, V after) {
        Nulls.value(before);
        Nulls.value(after);
        return source.change((map, tx) -> {
            boolean equal = before.equals(map.get(tx, checked(key)));
            return equal && map.put(tx, key, after) != null;
        });
    }

    @Override
    public V replace(K key, V value) {
        return source.change((map, tx) -> map.replace(tx, checked(key), value));
    }

    @Override
    public V computeIfAbsent(K key, Function<? super K, ? extends V> make) {
        Objects.requireNonNull(make, "make");
        return source.change((map, tx) -> map.computeIfAbsent(tx, checked(key), make));
    }

    @Override
    public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> change) {
        Objects.requireNonNull(change, "change");
        return source.change((map, tx) -> map.computeIfPresent(tx, checked(key), change));
    }

    @Override
    public V compute(K key, BiFunction<? super K, ? super V, ? extends V> change) {
        Objects.requireNonNull(change, "change");
        return source.change((map, tx) -> map.compute(tx, checked(key), change));
    }

    @Override
    public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> combine) {
        Objects.requireNonNull(combine, "combine");
        return source.change((map, tx) -> map.merge(tx, checked(key), value, combine));
    }

    // ---- all

    @Override
    public int size() {
        return source.size(range);
    }

    @Override
    public boolean isEmpty() {
        return firstEntry() == null;
    }

    @Override
    public void clear() {
        source.change((map, tx) -> {
            if (range.isAll()) {
                map.clear(tx);
            } else {
                cursor(false).forEachRemaining((key, value) -> map.remove(tx, key));
            }
            return true;
        });
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        Objects.requireNonNull(action, "action");
        cursor(false).forEachRemaining(action);
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> change) {
        Objects.requireNonNull(change, "change");
        source.change((map, tx) -> {
            cursor(false).forEachRemaining((key, value) -> map.put(tx, key, change.apply(key, value)));
            return true;
        });
    }

    // The methods of AbstractMap at one instant: inside a snapshot those that they call are part of it

    @Override
    public boolean containsValue(Object value) {
        Nulls.value(value);
        return STM.snapshot(tx -> super.containsValue(value));
    }

    @Override
    public boolean equals(Object other) {
        return this == other || STM.snapshot(tx -> super.equals(other));
    }

    @Override
    public int hashCode() {
        return STM.snapshot(tx -> super.hashCode());
    }

    @Override
    public String toString() {
        return STM.snapshot(tx -> super.toString());
    }

    private SortedCursor<K, V> cursor(boolean backwards) {
        return source.cursor(range, descending != backwards);
    }

    <T> Iterator<T> iterator(boolean backwards, BiFunction<? super K, ? super V, ? extends T> element) {
        return cursor(backwards).iterator(element, this::remove);
    }

    private Map.Entry<K, V> entry(K key, V value) {
        return source instanceof FixedSource ? Map.entry(key, value) : new WriteThrough(key, value);
    }

    /** An entry at the time when it was visited; {@code setValue} puts. */
    private final class WriteThrough extends SimpleEntry<K, V> {
        private static final long serialVersionUID = 1;

        WriteThrough(K key, V value) {
            super(key, value);
        }

        @Override
        public V setValue(V value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new SetView<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return SortedView.this.iterator(false, SortedView.this::entry);
            }

            @Override
            public int size() {
                return SortedView.this.size();
            }

            @Override
            public boolean isEmpty() {
                return SortedView.this.isEmpty();
            }

            @Override
            public boolean contains(Object object) {
                return object instanceof Map.Entry<?, ?> entry
                        && entry.getKey() != null
                        && Objects.equals(get(entry.getKey()), entry.getValue());
            }

            @Override
            public boolean remove(Object object) {
                return object instanceof Map.Entry<?, ?> entry
                        && entry.getKey() != null
                        && SortedView.this.remove(entry.getKey(), entry.getValue());
            }

            @Override
            public void clear() {
                SortedView.this.clear();
            }
        };
    }

    @Override
    public Collection<V> values() {
        return new CollectionView<>() {
            @Override
            public Iterator<V> iterator() {
                return SortedView.this.iterator(false, (key, value) -> value);
            }

            @Override
            public int size() {
                return SortedView.this.size();
            }

            @Override
            public boolean isEmpty() {
                return SortedView.this.isEmpty();
            }

            @Override
            public void clear() {
                SortedView.this.clear();
            }
        };
    }
}
