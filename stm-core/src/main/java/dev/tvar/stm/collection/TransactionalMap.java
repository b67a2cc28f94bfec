package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The common operations of {@link TMap} and {@link TSortedMap}. Methods have the same meaning as in {@link Map}; keys and
 * values must not be null. Functions that are passed in may use the map themselves.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public sealed interface TransactionalMap<K, V> permits TMap, TSortedMap {

    // ---- reading

    /**
     * The value of a key.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return its value, or null if there is no entry
     */
    @Nullable
    V get(ReadTxn tx, K key);

    /**
     * The value of a key, or another.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @param otherwise the value to return if there is no entry
     * @return the value of the key, or {@code otherwise}
     */
    default V getOrDefault(ReadTxn tx, K key, V otherwise) {
        V present = get(tx, key);
        return present == null ? otherwise : present;
    }

    /**
     * Whether the key has an entry.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return true if it has
     */
    default boolean containsKey(ReadTxn tx, K key) {
        return get(tx, key) != null;
    }

    /**
     * The number of entries; {@link Integer#MAX_VALUE} if there are more.
     *
     * @param tx the caller's transaction or snapshot
     * @return the number
     */
    int size(ReadTxn tx);

    /**
     * Whether there are no entries. It may conflict with fewer changes than {@link #size}.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there are none
     */
    boolean isEmpty(ReadTxn tx);

    /**
     * The content, as this transaction or snapshot sees it.
     *
     * @param tx the caller's transaction or snapshot
     * @return an immutable map that may be kept and shared; later writes do not change it
     */
    Map<K, V> snapshot(ReadTxn tx);

    /**
     * The committed content at one instant during this call, by {@link STM#snapshot}: it is never aborted and aborts no
     * other transaction. Inside a running transaction of this thread it is {@link #snapshot(ReadTxn)}: it sees the
     * writes of that transaction, which then depends on it.
     *
     * @return an immutable map that may be kept and shared; later writes do not change it
     */
    Map<K, V> snapshot();

    // ---- writing

    /**
     * Gives a key a value.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param value its new value
     * @return the value before, or null if there was no entry
     */
    @Nullable
    V put(Txn tx, K key, V value);

    /**
     * Puts all entries of a map, or none: an exception, such as that of a null value, undoes the entries put before.
     *
     * @param tx the caller's transaction
     * @param entries the entries to put; no nulls
     */
    default void putAll(Txn tx, Map<? extends K, ? extends V> entries) {
        tx.nested(inner -> {
            entries.forEach((key, value) -> put(inner, key, value));
            return true;
        });
    }

    /**
     * Gives a key a value if it has none.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param value its value, if it has none yet
     * @return the value that was there, or null if there was no entry
     */
    default @Nullable V putIfAbsent(Txn tx, K key, V value) {
        Nulls.value(value);
        V present = get(tx, key);
        return present == null ? put(tx, key, value) : present;
    }

    /**
     * Gives a key another value if it has one.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param value its new value
     * @return the value before, or null if there is no entry
     */
    default @Nullable V replace(Txn tx, K key, V value) {
        Nulls.value(value);
        return get(tx, key) == null ? null : put(tx, key, value);
    }

    /**
     * Removes the entry of a key.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @return the value before, or null if there was no entry
     */
    @Nullable
    V remove(Txn tx, K key);

    /**
     * Removes all entries.
     *
     * @param tx the caller's transaction
     */
    void clear(Txn tx);

    // ---- computing

    /**
     * The value of a key, made by {@code make} if there is none.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param make makes the value from the key; null for no entry
     * @return the value of the key now, or null if there still is no entry
     */
    default @Nullable V computeIfAbsent(Txn tx, K key, Function<? super K, ? extends @Nullable V> make) {
        V present = get(tx, key);
        return present == null ? assign(tx, key, make.apply(key)) : present;
    }

    /**
     * Gives a key a new value, made from the present one, if there is one.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param change makes the new value from the key and the present value; null to remove the entry
     * @return the value of the key now, or null if there is no entry
     */
    default @Nullable V computeIfPresent(
            Txn tx, K key, BiFunction<? super K, ? super V, ? extends @Nullable V> change) {
        V present = get(tx, key);
        return present == null ? null : assign(tx, key, change.apply(key, present));
    }

    /**
     * Gives a key a new value, made from the present one, or from null if there is none.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param change makes the new value from the key and the present value or null; null to have no entry
     * @return the value of the key now, or null if there is no entry
     */
    default @Nullable V compute(
            Txn tx, K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> change) {
        return assign(tx, key, change.apply(key, get(tx, key)));
    }

    /**
     * Gives a key a value, combined with the present one if there is one.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param value its value if it has none, or else the value to combine with the present one
     * @param combine combines the present value with {@code value}; null to remove the entry
     * @return the value of the key now, or null if there is no entry
     */
    default @Nullable V merge(Txn tx, K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> combine) {
        Nulls.value(value);
        V present = get(tx, key);
        return assign(tx, key, present == null ? value : combine.apply(present, value));
    }

    private @Nullable V assign(Txn tx, K key, @Nullable V value) {
        if (value == null) {
            remove(tx, key);
        } else {
            put(tx, key, value);
        }
        return value;
    }
}
