package dev.tvar.stm.collection;

import dev.tvar.stm.Txn;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link SortedView} shows. */
interface SortedSource<K, V> {
    /** A change of the map that is shown. */
    @FunctionalInterface
    interface Change<K, V, R extends @Nullable Object> {
        R apply(TSortedMap<K, V> map, Txn tx);
    }

    Comparator<? super K> order();

    @Nullable
    V get(K key);

    /** The first entry whose key is greater than this one; if {@code inclusive}, or equal to it. Null: the first of all. */
    Map.@Nullable Entry<K, V> above(@Nullable K key, boolean inclusive);

    /** The last entry whose key is less than this one; if {@code inclusive}, or equal to it. Null: the last of all. */
    Map.@Nullable Entry<K, V> below(@Nullable K key, boolean inclusive);

    int size(KeyRange<K> range);

    SortedCursor<K, V> cursor(KeyRange<K> range, boolean descending);

    /** Changes the map, all or nothing; throws {@link UnsupportedOperationException} if that is not possible. */
    <R extends @Nullable Object> R change(Change<K, V, R> change);
}
