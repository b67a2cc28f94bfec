package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transactional hash map. Methods have the same meaning as in {@link Map}; keys and values must not be null. See the
 * {@linkplain dev.tvar.stm.collection package description} for what all collections share.
 *
 * <p><b>What conflicts.</b> Operations on the same key conflict if one of them changes it. Operations on different keys
 * conflict only by accident, when their hash codes fall into the same one of 4,096 stripes: two transactions that
 * overlap in time and touch <i>m</i> and <i>n</i> keys, with odds of about <i>mn</i> : 4,096. A removal of an absent
 * key, and a put of the value that is already there (the same reference), only read. {@link #size} and {@link
 * #snapshot(ReadTxn)} inside a transaction conflict with every change; inside {@link STM#snapshot} with nothing.
 *
 * <p><b>What it costs.</b> A lookup or change takes constant time if hash codes differ: keys with equal hash codes are
 * searched one by one. {@link #size}, {@link #snapshot()}, and {@link #isEmpty} if the map is empty, take at most 4,097
 * reads, however large the map is: insertions and removals maintain no shared count. A map with few entries is small
 * (an empty one 350 bytes), but stripes that were once used are kept.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class TMap<K, V> implements TransactionalMap<K, V> {
    /** The given name, or null. */
    private final @Nullable String name;

    private final Stripes<K, V> stripes;

    private TMap(@Nullable String name, Stripes<K, V> stripes) {
        this.name = name;
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
        return new TMap<>(null, new Stripes<>(null));
    }

    /**
     * A new, empty map with a name, which error messages and {@link #toString} show.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param name its name; need not be unique
     * @return the map
     */
    public static <K, V> TMap<K, V> named(String name) {
        return new TMap<>(Objects.requireNonNull(name, "name"), new Stripes<>(name));
    }

    /**
     * A new map with the entries of another. It holds them from the start: they are not part of any transaction.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @param entries its initial entries; no nulls
     * @return the map
     */
    public static <K, V> TMap<K, V> copyOf(Map<? extends K, ? extends V> entries) {
        entries.forEach((key, value) -> {
            Nulls.key(key);
            Nulls.value(value);
        });
        return new TMap<>(null, Stripes.of(MapSnapshot.<K, V>triesOf(entries)));
    }

    @Nullable
    String name() {
        return name;
    }

    @Override
    public @Nullable V get(ReadTxn tx, K key) {
        int hash = HashTrie.hash(Nulls.key(key));
        return stripes.of(hash).get(tx).get(key, hash, Stripes.SHIFT);
    }

    /**
     * The latest committed value of a key, outside any transaction: the result of a transaction that does nothing else,
     * at a fraction of its cost. Inside a transaction it does not see the transaction's writes, and the transaction
     * does not depend on it.
     *
     * @param key the key
     * @return the value as of one instant during this call, or null if there was no entry
     */
    public @Nullable V getNow(K key) {
        int hash = HashTrie.hash(Nulls.key(key));
        return stripes.now(hash).get(key, hash, Stripes.SHIFT);
    }

    @Override
    public @Nullable V put(Txn tx, K key, V value) {
        int hash = HashTrie.hash(Nulls.key(key));
        Nulls.value(value);
        TVar<HashTrie<K, V>> stripe = stripes.of(hash);
        HashTrie<K, V> before = stripe.get(tx);
        V present = before.get(key, hash, Stripes.SHIFT);
        if (present != value) {
            stripes.replace(tx, stripe, before, before.with(key, value, hash, Stripes.SHIFT));
        }
        return present;
    }

    @Override
    public @Nullable V remove(Txn tx, K key) {
        int hash = HashTrie.hash(Nulls.key(key));
        TVar<HashTrie<K, V>> stripe = stripes.of(hash);
        HashTrie<K, V> before = stripe.get(tx);
        V present = before.get(key, hash, Stripes.SHIFT);
        if (present != null) {
            stripes.replace(tx, stripe, before, before.without(key, hash, Stripes.SHIFT));
        }
        return present;
    }

    @Override
    public void clear(Txn tx) {
        stripes.clear(tx);
    }

    @Override
    public int size(ReadTxn tx) {
        return (int) Math.min(Integer.MAX_VALUE, stripes.size(tx));
    }

    /**
     * A transaction that finds an entry depends on the stripe of that entry only; a transaction that finds none depends
     * on all.
     */
    @Override
    public boolean isEmpty(ReadTxn tx) {
        return stripes.isEmpty(tx);
    }

    /** In no particular order; takes the same time for any size. */
    @Override
    public Map<K, V> snapshot(ReadTxn tx) {
        return Collections.unmodifiableMap(new MapSnapshot<>(stripes.tries(tx)));
    }

    /** In no particular order; takes the same time for any size. */
    @Override
    public Map<K, V> snapshot() {
        return STM.snapshot(this::snapshot);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
