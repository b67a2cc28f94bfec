package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A transactional hash map. Methods have the same meaning as in {@link Map}; keys and values must not be null. See the
 * {@linkplain dev.tvar.stm.collection package description} for what all collections share.
 *
 * <p><b>Small and large.</b> A map of up to 128 entries is one variable with one immutable structure: it takes some 120
 * bytes and 10 bytes an entry. It becomes large when it grows beyond that, or when changes by several threads collide in
 * more than one of sixteen: the transaction that changes it then spreads the entries over many variables, up to 4,096. It
 * stays so: variables that were once used are kept.
 *
 * <p><b>What conflicts.</b> In a small map a change conflicts with every other use, as for a single variable; and so, once,
 * does the change that makes it large. In a large map operations on the same key conflict if one of them changes it.
 * Operations on different keys conflict only by accident, when their hash codes fall into the same variable: two
 * transactions that overlap in time and touch <i>m</i> and <i>n</i> keys, with odds of about <i>mn</i> : 4,096 from some
 * 1,000 entries on (with fewer entries there are fewer variables, at least 64). A removal of an absent key, and a put of
 * the value that is already there (the same reference), only read. {@link #size}, {@link #snapshot(ReadTxn)} and a whole
 * {@link #forEach} inside a transaction conflict with every change; inside {@link STM#snapshot} with nothing.
 *
 * <p><b>What it costs.</b> A lookup or change takes constant time if hash codes differ: keys with equal hash codes are
 * searched one by one. A change of a small map copies it. {@link #size}, {@link #snapshot()}, and {@link #isEmpty} if the
 * map is empty, read one variable of a small map and up to 4,226 of a large one, however large it is: insertions and
 * removals maintain no shared count.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class TMap<K, V> extends HashTable<K, V> implements TransactionalMap<K, V> {
    private TMap(@Nullable String name) {
        super(name);
    }

    private TMap(Map<? extends K, ? extends V> entries) {
        super(entries);
    }

    /**
     * A new, empty map.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the map
     */
    public static <K, V> TMap<K, V> create() {
        return new TMap<>((String) null);
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
        return new TMap<>(Objects.requireNonNull(name, "name"));
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
        return new TMap<>(entries);
    }

    @Override
    public @Nullable V get(ReadTxn tx, K key) {
        return find(tx, Nulls.key(key));
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
        return findNow(Nulls.key(key));
    }

    @Override
    public @Nullable V put(Txn tx, K key, V value) {
        return change(tx, Nulls.key(key), Nulls.value(value));
    }

    @Override
    public @Nullable V remove(Txn tx, K key) {
        return change(tx, Nulls.key(key), null);
    }

    @Override
    public void clear(Txn tx) {
        removeAll(tx);
    }

    @Override
    public int size(ReadTxn tx) {
        return (int) Math.min(Integer.MAX_VALUE, count(tx));
    }

    /**
     * In a large map a transaction that finds an entry depends on the part of that entry only; a transaction that finds
     * none depends on all.
     */
    @Override
    public boolean isEmpty(ReadTxn tx) {
        return hasNone(tx);
    }

    /** In no particular order. */
    @Override
    public void forEach(ReadTxn tx, BiConsumer<? super K, ? super V> action) {
        walk(tx, action);
    }

    /** In no particular order. */
    @Override
    public Iterator<Map.Entry<K, V>> iterator(ReadTxn tx) {
        return iterator(tx, HashWalk::entry);
    }

    /** In no particular order; takes the same time for any size. */
    @Override
    public Map<K, V> snapshot(ReadTxn tx) {
        return captured(tx);
    }

    /** In no particular order; takes the same time for any size. */
    @Override
    public Map<K, V> snapshot() {
        return captured();
    }
}
