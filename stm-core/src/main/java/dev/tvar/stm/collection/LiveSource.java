package dev.tvar.stm.collection;

import dev.tvar.stm.STM;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map as it is at each call: each call is a transaction, or part of that of its thread. */
@SuppressWarnings("NullAway") // null where there is no entry
record LiveSource<K, V>(TSortedMap<K, V> map) implements SortedSource<K, V> {
    private SortedEntries<K, V> entries() {
        return map.entries();
    }

    @Override
    public Comparator<? super K> order() {
        return entries().order;
    }

    @Override
    public @Nullable V get(K key) {
        return STM.<@Nullable V, RuntimeException>snapshot(tx -> entries().get(tx, key));
    }

    @Override
    public Map.@Nullable Entry<K, V> above(@Nullable K key, boolean inclusive) {
        return STM.<Map.@Nullable Entry<K, V>, RuntimeException>snapshot(
                tx -> entries().above(tx, key, inclusive));
    }

    @Override
    public Map.@Nullable Entry<K, V> below(@Nullable K key, boolean inclusive) {
        return STM.<Map.@Nullable Entry<K, V>, RuntimeException>snapshot(
                tx -> entries().below(tx, key, inclusive));
    }

    @Override
    public int size(KeyRange<K> range) {
        return STM.<Integer, RuntimeException>snapshot(tx -> entries().size(tx, range));
    }

    /** Over the content at one instant. */
    @Override
    public SortedCursor<K, V> cursor(KeyRange<K> range, boolean descending) {
        SortedTree<K, V> tree =
                STM.<SortedTree<K, V>, RuntimeException>snapshot(tx -> entries().range(tx, range));
        return new FixedSource<>(tree, order()).cursor(KeyRange.all(), descending);
    }

    @Override
    public <R extends @Nullable Object> R change(Change<K, V, R> change) {
        return STM.<R, RuntimeException>atomically(tx -> change.apply(map, tx));
    }
}
