package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
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

    /**
     * Calls an action for all entries.
     *
     * @param tx the caller's transaction or snapshot
     * @param action receives keys and values; may use the map, and may or may not receive what it puts
     */
    default void forEach(ReadTxn tx, BiConsumer<? super K, ? super V> action) {
        iterator(tx).forEachRemaining(entry -> action.accept(entry.getKey(), entry.getValue()));
    }

    /**
     * An iterator over the entries, which are immutable. It copies nothing, and each part of the map is read when the
     * iterator comes to it; so an iteration that ends early costs, and depends on, what it visited only. It may or may not
     * return what the transaction puts meanwhile.
     *
     * @param tx the caller's transaction or snapshot
     * @return the iterator; throws {@link IllegalStateException} if it is used in another thread or after the end of the
     *     body to which {@code tx} belongs
     */
    Iterator<Map.Entry<K, V>> iterator(ReadTxn tx);

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
     * Gives a key another value if its value equals a given one.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param before the value that it must have
     * @param after its new value
     * @return true if it had that value
     */
    default boolean replace(Txn tx, K key, V before, V after) {
        Nulls.value(after);
        if (!Nulls.value(before).equals(get(tx, key))) {
            return false;
        }
        put(tx, key, after);
        return true;
    }

    /**
     * Gives all keys new values, or none: an exception undoes the changes before it.
     *
     * @param tx the caller's transaction
     * @param change makes the new value from the key and the present value; no nulls
     */
    default void replaceAll(Txn tx, BiFunction<? super K, ? super V, ? extends V> change) {
        Map<K, V> all = snapshot(tx);
        tx.runNested(inner -> all.forEach((key, value) -> put(inner, key, change.apply(key, value))));
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
     * Removes the entry of a key if its value equals a given one.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param value the value that it must have
     * @return true if it had that value
     */
    default boolean remove(Txn tx, K key, V value) {
        if (!Nulls.value(value).equals(get(tx, key))) {
            return false;
        }
        remove(tx, key);
        return true;
    }

    /**
     * Removes all entries that a test selects, or none: an exception undoes the removals before it.
     *
     * @param tx the caller's transaction
     * @param filter selects the entries to remove
     * @return true if there was one
     */
    default boolean removeIf(Txn tx, BiPredicate<? super K, ? super V> filter) {
        Map<K, V> all = snapshot(tx);
        return tx.nested(inner -> {
            boolean[] removed = new boolean[1];
            all.forEach((key, value) -> {
                if (filter.test(key, value)) {
                    remove(inner, key);
                    removed[0] = true;
                }
            });
            return removed[0];
        });
    }

    /**
     * Removes all entries.
     *
     * @param tx the caller's transaction
     */
    void clear(Txn tx);

    // ---- as java.util

    /**
     * The map itself as a {@link ConcurrentMap}, for code that knows no transactions. Each call is a transaction of its own,
     * or a snapshot if it only reads; inside a transaction of the same thread it is part of that one. So is a bulk operation
     * such as {@code putAll} or {@code removeIf}: it happens at one instant, or not at all.
     *
     * <p>Iterators show the content at the instant of their creation and never throw {@link
     * java.util.ConcurrentModificationException}; {@code remove} and {@code setValue} change the map. Functions that are
     * passed in may run more than once, as bodies of transactions may.
     *
     * @return a live view; any number of them are equivalent
     */
    default ConcurrentMap<K, V> asMap() {
        return new MapView<>(this);
    }

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
        Objects.requireNonNull(make, "make");
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
        Objects.requireNonNull(change, "change");
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
        Objects.requireNonNull(combine, "combine");
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
