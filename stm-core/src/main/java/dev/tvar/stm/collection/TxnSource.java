package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.Txn;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map within a transaction or snapshot. */
record TxnSource<K, V>(TSortedMap<K, V> map, ReadTxn tx) implements SortedSource<K, V> {
    private SortedEntries<K, V> entries() {
        return map.entries();
    }

    @Override
    public Comparator<? super K> order() {
        return entries().order;
    }

    @Override
    public @Nullable V get(K key) {
        return entries().get(tx, key);
    }

    @Override
    public Map.@Nullable Entry<K, V> above(@Nullable K key, boolean inclusive) {
        return entries().above(tx, key, inclusive);
    }

    @Override
    public Map.@Nullable Entry<K, V> below(@Nullable K key, boolean inclusive) {
        return entries().below(tx, key, inclusive);
    }

    @Override
    public int size(KeyRange<K> range) {
        return entries().size(tx, range);
    }

    @Override
    public SortedCursor<K, V> cursor(KeyRange<K> range, boolean descending) {
        return entries().walk(tx, range, descending);
    }

    @Override
    public <R extends @Nullable Object> R change(Change<K, V, R> change) {
        if (tx instanceof Txn writing) {
            return change.apply(map, writing);
        }
        throw new UnsupportedOperationException("a snapshot cannot change a map: use a transaction");
    }
}
