package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transactional hash map. Methods mean what they mean in {@link Map}; keys and values must not be null. See the
 * {@linkplain dev.tvar.stm.collection package description} for what all collections share.
 *
 * <p><b>What conflicts.</b> Operations on the same key, if one of them changes it. Operations on different keys do so
 * only by accident, when their hash codes fall into the same one of 4,096 stripes: two transactions that overlap in time
 * and touch <i>m</i> and <i>n</i> keys, with odds of about <i>mn</i> : 4,096. A removal of an absent key, and a put of
 * the very value that is there, only read. {@link #size} and {@link #snapshot(ReadTxn)} inside a transaction conflict
 * with every insertion and removal, the latter with every change; inside {@link STM#snapshot} with nothing.
 *
 * <p><b>What it costs.</b> A lookup or change takes constant time, as far as hash codes differ: keys with equal hash
 * codes are searched one by one. {@link #size} and {@link #isEmpty} read at most 64 counters; {@link #snapshot()} takes at
 * most 4,096 reads, however large the map is. A map with few entries is small (an empty one 350 bytes), but stripes that
 * were once used stay.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class TMap<K, V> {
    private final Stripes<K, V> stripes;

    private TMap(Stripes<K, V> stripes) {
        this.stripes = stripes;
    }

    /**
     * A new, empty map.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the map
     */
    public static <K, V> TMap<K, V> create() {
        return new TMap<>(new Stripes<>());
    }

    /**
     * A new map with the entries of another. It holds them from the start: they are not part of any transaction.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param entries what it holds at first; no nulls
     * @return the map
     */
    public static <K, V> TMap<K, V> copyOf(Map<? extends K, ? extends V> entries) {
        entries.forEach((key, value) -> {
            checkedKey(key);
            checkedValue(value);
        });
        return new TMap<>(new Stripes<>(MapSnapshot.<K, V>triesOf(entries)));
    }

    // ---- reading

    /**
     * The value of a key.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @return its value, or null if there is no entry
     */
    public @Nullable V get(ReadTxn tx, K key) {
        int hash = HashTrie.hash(checkedKey(key));
        return stripes.groupOf(hash).stripe(hash).get(tx).get(key, hash, Stripes.SHIFT);
    }

    /**
     * The value of a key, or another.
     *
     * @param tx the caller's transaction or snapshot
     * @param key the key
     * @param otherwise what to return if there is no entry
     * @return the value of the key, or {@code otherwise}
     */
    public V getOrDefault(ReadTxn tx, K key, V otherwise) {
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
    public boolean containsKey(ReadTxn tx, K key) {
        return get(tx, key) != null;
    }

    /**
     * The number of entries; {@link Integer#MAX_VALUE} if there are more.
     *
     * @param tx the caller's transaction or snapshot
     * @return the number
     */
    public int size(ReadTxn tx) {
        return (int) Math.min(Integer.MAX_VALUE, stripes.size(tx));
    }

    /**
     * Whether there are no entries. A transaction depends on the answer only, not on the number.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there are none
     */
    public boolean isEmpty(ReadTxn tx) {
        return stripes.isEmpty(tx);
    }

    /**
     * The content, as this transaction or snapshot sees it.
     *
     * @param tx the caller's transaction or snapshot
     * @return an immutable view, in no particular order, that may be kept and shared; later writes do not change it
     */
    public Map<K, V> snapshot(ReadTxn tx) {
        return Collections.unmodifiableMap(new MapSnapshot<>(stripes.tries(tx), size(tx)));
    }

    /**
     * The committed content at one instant during this call, by {@link STM#snapshot}: it is never aborted and aborts no
     * one.
     *
     * @return an immutable view, in no particular order, that may be kept and shared; later writes do not change it
     */
    public Map<K, V> snapshot() {
        return STM.snapshot(this::snapshot);
    }

    // ---- writing

    /**
     * Gives a key a value.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param value its new value
     * @return the value before, or null if there was no entry
     */
    public @Nullable V put(Txn tx, K key, V value) {
        int hash = HashTrie.hash(checkedKey(key));
        checkedValue(value);
        Stripes.Group<K, V> group = stripes.groupOf(hash);
        TVar<HashTrie<K, V>> stripe = group.stripe(hash);
        HashTrie<K, V> before = stripe.get(tx);
        V present = before.get(key, hash, Stripes.SHIFT);
        if (present != value) {
            stripe.set(tx, before.with(key, value, hash, Stripes.SHIFT));
        }
        if (present == null) {
            group.count.add(tx, 1);
        }
        return present;
    }

    /**
     * Puts all entries of a map.
     *
     * @param tx the caller's transaction
     * @param entries what to put; no nulls
     */
    public void putAll(Txn tx, Map<? extends K, ? extends V> entries) {
        entries.forEach((key, value) -> put(tx, key, value));
    }

    /**
     * Gives a key a value if it has none.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param value its value, if it has none yet
     * @return the value that was there, or null if there was no entry
     */
    public @Nullable V putIfAbsent(Txn tx, K key, V value) {
        checkedValue(value);
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
    public @Nullable V replace(Txn tx, K key, V value) {
        checkedValue(value);
        return get(tx, key) == null ? null : put(tx, key, value);
    }

    /**
     * Removes the entry of a key.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @return the value before, or null if there was no entry
     */
    public @Nullable V remove(Txn tx, K key) {
        int hash = HashTrie.hash(checkedKey(key));
        Stripes.Group<K, V> group = stripes.groupOf(hash);
        TVar<HashTrie<K, V>> stripe = group.stripe(hash);
        HashTrie<K, V> before = stripe.get(tx);
        V present = before.get(key, hash, Stripes.SHIFT);
        if (present != null) {
            stripe.set(tx, before.without(key, hash, Stripes.SHIFT));
            group.count.add(tx, -1);
        }
        return present;
    }

    /**
     * Removes all entries.
     *
     * @param tx the caller's transaction
     */
    public void clear(Txn tx) {
        stripes.clear(tx);
    }

    // ---- computing; the functions may use this map

    /**
     * The value of a key, made by {@code make} if there is none.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param make makes the value from the key; null for no entry
     * @return the value of the key now, or null if there still is no entry
     */
    public @Nullable V computeIfAbsent(Txn tx, K key, Function<? super K, ? extends @Nullable V> make) {
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
    public @Nullable V computeIfPresent(Txn tx, K key, BiFunction<? super K, ? super V, ? extends @Nullable V> change) {
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
    public @Nullable V compute(
            Txn tx, K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> change) {
        return assign(tx, key, change.apply(key, get(tx, key)));
    }

    /**
     * Gives a key a value, combined with the present one if there is one.
     *
     * @param tx the caller's transaction
     * @param key the key
     * @param value its value if it has none, or else what to combine with
     * @param combine combines the present value with {@code value}; null to remove the entry
     * @return the value of the key now, or null if there is no entry
     */
    public @Nullable V merge(Txn tx, K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> combine) {
        checkedValue(value);
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

    private static <K> K checkedKey(K key) {
        return Objects.requireNonNull(key, "a TMap has no null keys");
    }

    private static <V> V checkedValue(V value) {
        return Objects.requireNonNull(value, "a TMap has no null values: null stands for 'no entry'");
    }
}
