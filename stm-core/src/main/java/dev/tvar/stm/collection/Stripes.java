package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Goal, in this order: transactions on unrelated keys do not conflict, and share no memory; a snapshot costs the same
 * however large the map is; a single get or put is fast; an empty map is small.
 *
 * Mechanism. The lowest 12 bits of the hash choose one of 4,096 stripes: 64 groups of 64. A stripe is a TVar with an
 * immutable trie of the entries whose hash has these bits. A trie knows its size; the size of the map is the sum of
 * these.
 *
 * Groups and stripes are created when first needed, outside any transaction: by a CAS on a plain array. That is sound
 * because a new stripe is empty, and its absence meant an empty stripe at every earlier instant; a transaction that
 * then fails leaves only an empty stripe behind.
 *
 * A reader of the whole map need not create the missing stripes. A snapshot may skip them: a transaction that wrote to
 * a stripe before the snapshot's instant had created it before that, so it is in the array by the time the snapshot
 * reads the array. A transaction first reads the number of stripes that were ever used: a new stripe holds a distinct
 * empty trie, and a transaction that replaces this trie adds to the number. So a commit that puts an entry into a
 * missing stripe conflicts with the reader. The adds are blind, do not conflict with each other, and end when each
 * stripe has been used once.
 *
 * Cost. Two transactions that each write one random key conflict by accident once in 4,096 times that they overlap.
 * A map that is full in all stripes has 150 KB of them; an empty one is 64 references. The size takes 4,096 reads.
 */
final class Stripes<K, V> {
    static final int GROUPS = 64;
    static final int STRIPES = 64;
    private static final int ALL = GROUPS * STRIPES;

    /** The number of hash bits that choose the stripe. */
    static final int SHIFT = 12;

    /** Elements are read with acquire and set once, by CAS: a thread that sees an element sees it fully initialised. */
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);

    /** The stripes that were ever needed, in groups; null for the others. */
    private final TVar<HashTrie<K, V>>[][] groups = newGroups();

    /** The number of stripes that were ever used. */
    private final TLong used;

    /** The name of the stripes, or null. */
    private final @Nullable String name;

    /** Creates empty stripes. */
    Stripes(@Nullable String name) {
        this(name, 0);
    }

    private Stripes(@Nullable String name, long filled) {
        this.name = name;
        used = name == null ? TLong.of(filled) : TLong.named(name + ".stripes", filled);
    }

    /** Creates stripes that hold these entries from the start. */
    @SuppressWarnings("unchecked") // they come from maps with these types
    static <K, V> Stripes<K, V> of(HashTrie<?, ?>[] @Nullable [] tries) {
        Stripes<K, V> stripes = new Stripes<>(null, countUsed(tries));
        for (int g = 0; g < GROUPS; g++) {
            HashTrie<?, ?>[] group = tries[g];
            for (int s = 0; group != null && s < STRIPES; s++) {
                if (group[s].size() > 0) {
                    putIfAbsent(stripes.groupAt(g), s, TVar.of((HashTrie<K, V>) group[s]));
                }
            }
        }
        return stripes;
    }

    private static long countUsed(HashTrie<?, ?>[] @Nullable [] tries) {
        return Arrays.stream(tries)
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .filter(trie -> trie.size() > 0)
                .count();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static <K, V> TVar<HashTrie<K, V>>[][] newGroups() {
        return new TVar[GROUPS][];
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static <K, V> TVar<HashTrie<K, V>>[] newGroup() {
        return new TVar[STRIPES];
    }

    @SuppressWarnings("unchecked") // by the layout of the array
    private static <E> @Nullable E at(E[] array, int i) {
        return (E) ELEMENT.getAcquire(array, i);
    }

    @SuppressWarnings("unchecked") // by the layout of the array
    private static <E> E putIfAbsent(E[] array, int i, E element) {
        E present = (E) ELEMENT.compareAndExchange(array, i, null, element);
        return present == null ? element : present;
    }

    static int groupNumber(int hash) {
        return hash & (GROUPS - 1);
    }

    static int stripeNumber(int hash) {
        return (hash >>> 6) & (STRIPES - 1);
    }

    // ---- one stripe

    /** The stripe of the keys with this hash. */
    TVar<HashTrie<K, V>> of(int hash) {
        TVar<HashTrie<K, V>> present = ifPresent(hash);
        return present == null ? make(hash) : present;
    }

    private TVar<HashTrie<K, V>> make(int hash) {
        return putIfAbsent(groupAt(groupNumber(hash)), stripeNumber(hash), Names.variable(name, HashTrie.neverUsed()));
    }

    /** Returns the group with this number, created if it was missing. */
    private TVar<HashTrie<K, V>>[] groupAt(int number) {
        TVar<HashTrie<K, V>>[] present = at(groups, number);
        return present == null ? putIfAbsent(groups, number, newGroup()) : present;
    }

    /** Returns the stripe if it was ever needed, else null. */
    private @Nullable TVar<HashTrie<K, V>> ifPresent(int hash) {
        TVar<HashTrie<K, V>>[] group = at(groups, groupNumber(hash));
        return group == null ? null : at(group, stripeNumber(hash));
    }

    /** The committed entries of the stripe of the keys with this hash. */
    HashTrie<K, V> now(int hash) {
        TVar<HashTrie<K, V>> stripe = ifPresent(hash);
        return stripe == null ? HashTrie.empty() : stripe.now();
    }

    /** Replaces the trie of a stripe. */
    void replace(Txn tx, TVar<HashTrie<K, V>> stripe, HashTrie<K, V> before, HashTrie<K, V> after) {
        stripe.set(tx, after);
        if (before.isNeverUsed()) {
            used.add(tx, 1);
        }
    }

    // ---- the whole map

    /** The number of entries. */
    long size(ReadTxn tx) {
        used.get(tx); // from here on, a transaction that uses a new stripe conflicts
        long sum = 0;
        for (int number = 0; number < ALL; number++) {
            TVar<HashTrie<K, V>> stripe = ifPresent(number);
            sum += stripe == null ? 0 : stripe.get(tx).size();
        }
        return sum;
    }

    /**
     * Whether there are no entries; a transaction that finds some depends on a single stripe, if that stripe had
     * entries before it.
     */
    boolean isEmpty(ReadTxn tx) {
        for (int number = 0; number < ALL; number++) {
            TVar<HashTrie<K, V>> stripe = ifPresent(number);
            if (stripe != null && stripe.now().size() > 0 && stripe.get(tx).size() > 0) {
                return false; // no empty stripe was read
            }
        }
        return size(tx) == 0;
    }

    void clear(Txn tx) {
        used.get(tx); // from here on, a transaction that uses a new stripe conflicts
        for (int number = 0; number < ALL; number++) {
            TVar<HashTrie<K, V>> stripe = ifPresent(number);
            if (stripe != null && stripe.get(tx).size() > 0) {
                stripe.set(tx, HashTrie.empty());
            }
        }
    }

    /** The tries of all stripes at one instant: per group null, or per stripe a trie. */
    HashTrie<?, ?>[] @Nullable [] tries(ReadTxn tx) {
        used.get(tx); // from here on, a transaction that uses a new stripe conflicts
        HashTrie<?, ?>[] @Nullable [] tries = new HashTrie<?, ?>[GROUPS][];
        for (int number = 0; number < GROUPS; number++) {
            TVar<HashTrie<K, V>>[] group = at(groups, number);
            if (group != null) {
                tries[number] = tries(tx, group);
            }
        }
        return tries;
    }

    private static <K, V> HashTrie<?, ?>[] tries(ReadTxn tx, TVar<HashTrie<K, V>>[] group) {
        HashTrie<?, ?>[] tries = new HashTrie<?, ?>[STRIPES];
        for (int number = 0; number < STRIPES; number++) {
            TVar<HashTrie<K, V>> stripe = at(group, number);
            tries[number] = stripe == null ? HashTrie.empty() : stripe.get(tx);
        }
        return tries;
    }
}
