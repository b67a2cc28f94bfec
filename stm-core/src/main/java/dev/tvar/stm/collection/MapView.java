package dev.tvar.stm.collection;

import dev.tvar.stm.STM;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The live view of a transactional map; see {@link TransactionalMap#asMap}. Each method is one transaction or snapshot. */
@SuppressWarnings({"unchecked", "NullAway"}) // keys and values to look for are any objects; java.util answers with null
class MapView<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {
    final TransactionalMap<K, V> map;

    MapView(TransactionalMap<K, V> map) {
        this.map = map;
    }

    // ---- one key

    @Override
    public @Nullable V get(Object key) {
        return STM.<@Nullable V, RuntimeException>snapshot(tx -> map.get(tx, (K) key));
    }

    @Override
    public V getOrDefault(Object key, V otherwise) {
        V present = get(key);
        return present == null ? otherwise : present;
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public @Nullable V put(K key, V value) {
        return STM.<@Nullable V, RuntimeException>atomically(tx -> map.put(tx, key, value));
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        return STM.<@Nullable V, RuntimeException>atomically(tx -> map.putIfAbsent(tx, key, value));
    }

    @Override
    public @Nullable V remove(Object key) {
        return STM.<@Nullable V, RuntimeException>atomically(tx -> map.remove(tx, (K) key));
    }

    @Override
    public boolean remove(Object key, Object value) {
        Nulls.key(key);
        return value != null && STM.atomically(tx -> map.remove(tx, (K) key, (V) value));
    }

    @Override
    public @Nullable V replace(K key, V value) {
        return STM.<@Nullable V, RuntimeException>atomically(tx -> map.replace(tx, key, value));
    }

    @Override
    public boolean replace(K key, V before, V after) {
        return STM.atomically(tx -> map.replace(tx, key, before, after));
    }

    @Override
    public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> make) {
        return STM.<@Nullable V, RuntimeException>atomically(tx -> map.computeIfAbsent(tx, key, make));
    }

    @Override
    public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> change) {
        return STM.<@Nullable V, RuntimeException>atomically(tx -> map.computeIfPresent(tx, key, change));
    }

    @Override
    public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> change) {
        return STM.<@Nullable V, RuntimeException>atomically(tx -> map.compute(tx, key, change));
    }

    @Override
    public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> combine) {
        return STM.<@Nullable V, RuntimeException>atomically(tx -> map.merge(tx, key, value, combine));
    }

    // ---- all entries

    @Override
    public int size() {
        return STM.snapshot(map::size);
    }

    @Override
    public boolean isEmpty() {
        return STM.snapshot(map::isEmpty);
    }

    @Override
    public boolean containsValue(Object value) {
        return map.snapshot().containsValue(Nulls.value(value));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        STM.run(tx -> map.putAll(tx, entries));
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> change) {
        STM.run(tx -> map.replaceAll(tx, change));
    }

    @Override
    public void clear() {
        STM.run(map::clear);
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        map.snapshot().forEach(action);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || map.snapshot().equals(other);
    }

    @Override
    public int hashCode() {
        return map.snapshot().hashCode();
    }

    @Override
    public String toString() {
        return map.snapshot().toString();
    }

    // ---- views of the view

    @Override
    public Set<K> keySet() {
        return new KeyView();
    }

    @Override
    public Collection<V> values() {
        return new ValueView();
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new EntryView();
    }

    /** An iterator over the content at its creation, through which entries can be removed from the map. */
    private <E> Iterator<E> iterator(Function<Map.Entry<K, V>, E> element) {
        return CollectionView.iterator(map.snapshot().entrySet().iterator(), element, entry -> remove(entry.getKey()));
    }

    /** An entry as the iterator found it; setting its value puts it into the map. */
    private final class LiveEntry extends SimpleEntry<K, V> {
        private static final long serialVersionUID = 1L;

        LiveEntry(Map.Entry<K, V> entry) {
            super(entry);
        }

        @Override
        public V setValue(V value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }

    private final class KeyView extends SetView<K> {
        @Override
        public Iterator<K> iterator() {
            return MapView.this.iterator(Map.Entry::getKey);
        }

        @Override
        public int size() {
            return MapView.this.size();
        }

        @Override
        public boolean contains(Object key) {
            return containsKey(key);
        }

        @Override
        public boolean remove(Object key) {
            return MapView.this.remove(key) != null;
        }

        @Override
        public void clear() {
            MapView.this.clear();
        }
    }

    private final class EntryView extends SetView<Map.Entry<K, V>> {
        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return MapView.this.iterator(LiveEntry::new);
        }

        @Override
        public int size() {
            return MapView.this.size();
        }

        @Override
        public boolean contains(@Nullable Object o) {
            return o instanceof Map.Entry<?, ?> entry
                    && entry.getKey() != null
                    && Objects.equals(get(entry.getKey()), entry.getValue())
                    && entry.getValue() != null;
        }

        @Override
        public boolean remove(@Nullable Object o) {
            return o instanceof Map.Entry<?, ?> entry
                    && entry.getKey() != null
                    && entry.getValue() != null
                    && MapView.this.remove(entry.getKey(), entry.getValue());
        }

        @Override
        public void clear() {
            MapView.this.clear();
        }
    }

    private final class ValueView extends CollectionView<V> {
        @Override
        public Iterator<V> iterator() {
            return MapView.this.iterator(Map.Entry::getValue);
        }

        @Override
        public int size() {
            return MapView.this.size();
        }

        @Override
        public void clear() {
            MapView.this.clear();
        }
    }
}
