package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/*
 * Goal, in this order: transactions on unrelated keys do not conflict; a snapshot costs the same however large the map
 * is; a single get or put is fast; an empty map is small.
 *
 * Mechanism. The lowest 12 bits of the hash choose one of 4,096 stripes: 64 groups of 64. A stripe is a TVar with an
 * immutable trie of the entries whose hash begins so. A group also counts its entries, in a TLong to which inserts and
 * removals add blindly: these do not conflict with each other.
 *
 * Groups and stripes are made when first needed, outside the rules of transactions: by a CAS on a plain array. That is
 * sound because a new stripe is an empty one, which is what its absence meant at every instant before; a transaction that
 * then fails leaves an empty stripe behind, and nothing else.
 *
 * A reader of the whole map need not make the missing stripes. A snapshot may skip them: whoever wrote to a stripe before
 * the snapshot's instant had made it before that, so it is in the array by the time the snapshot looks. A transaction
 * reads the count of the group first: a commit that puts something into a stripe that was not there also changes the
 * count, and so conflicts with it.
 *
 * Cost. Two transactions that each write one random key conflict by accident once in 4,096 times that they overlap.
 * A map that is full in all stripes has 160 KB of them; an empty one is 64 references.
 */
final class Stripes<K, V> {
    static final int GROUPS = 64;
    static final int STRIPES = 64;

    /** The bits of the hash that are used up by choosing the stripe. */
    static final int SHIFT = 12;

    /** Some stripes and the number of entries in them. */
    static final class Group<K, V> {
        final TLong count;
        private final AtomicReferenceArray<@Nullable TVar<HashTrie<K, V>>> stripes =
                new AtomicReferenceArray<>(STRIPES);

        Group() {
            count = TLong.of(0);
        }

        /** A group that holds these entries from the start. */
        @SuppressWarnings("unchecked") // they come from maps with these types
        Group(HashTrie<?, ?>[] tries) {
            count = TLong.of(Arrays.stream(tries).mapToLong(HashTrie::size).sum());
            for (int number = 0; number < STRIPES; number++) {
                if (tries[number].size() > 0) {
                    stripes.set(number, TVar.of((HashTrie<K, V>) tries[number]));
                }
            }
        }

        /** The stripe if anyone has ever needed it. */
        @Nullable
        TVar<HashTrie<K, V>> stripeIfPresent(int number) {
            return stripes.get(number);
        }

        TVar<HashTrie<K, V>> stripe(int hash) {
            int number = stripeNumber(hash);
            TVar<HashTrie<K, V>> present = stripes.get(number);
            return present != null ? present : newStripe(number);
        }

        private TVar<HashTrie<K, V>> newStripe(int number) {
            stripes.compareAndSet(number, null, TVar.of(HashTrie.empty()));
            return Objects.requireNonNull(stripes.get(number));
        }
    }

    private final AtomicReferenceArray<@Nullable Group<K, V>> groups = new AtomicReferenceArray<>(GROUPS);

    static int groupNumber(int hash) {
        return hash & (GROUPS - 1);
    }

    static int stripeNumber(int hash) {
        return (hash >>> 6) & (STRIPES - 1);
    }

    Stripes() {}

    /** Stripes that hold these entries from the start. */
    Stripes(HashTrie<?, ?>[] @Nullable [] tries) {
        for (int number = 0; number < GROUPS; number++) {
            HashTrie<?, ?>[] group = tries[number];
            if (group != null) {
                groups.set(number, new Group<>(group));
            }
        }
    }

    Group<K, V> groupOf(int hash) {
        return group(groupNumber(hash));
    }

    Group<K, V> group(int number) {
        Group<K, V> present = groups.get(number);
        if (present != null) {
            return present;
        }
        groups.compareAndSet(number, null, new Group<>());
        return Objects.requireNonNull(groups.get(number));
    }

    /** The group if it may hold something at the reader's instant; see above for why null means that it does not. */
    @Nullable
    Group<K, V> groupToRead(ReadTxn tx, int number) {
        return tx instanceof Txn ? group(number) : groups.get(number);
    }

    /** The number of entries. */
    long size(ReadTxn tx) {
        long sum = 0;
        for (int number = 0; number < GROUPS; number++) {
            Group<K, V> group = groupToRead(tx, number);
            sum += group == null ? 0 : group.count.get(tx);
        }
        return sum;
    }

    /** Whether there are no entries; a transaction depends on this answer, not on the counts. */
    boolean isEmpty(ReadTxn tx) {
        for (int number = 0; number < GROUPS; number++) {
            Group<K, V> group = groups.get(number);
            if (group != null && group.count.now() > 0 && hasEntries(group.count, tx)) {
                return false; // having asked nobody whose answer would have been no
            }
        }
        for (int number = 0; number < GROUPS; number++) {
            Group<K, V> group = groupToRead(tx, number);
            if (group != null && hasEntries(group.count, tx)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEntries(TLong count, ReadTxn tx) {
        return tx instanceof Txn own ? count.isAtLeast(own, 1) : count.get(tx) > 0;
    }

    void clear(Txn tx) {
        for (int g = 0; g < GROUPS; g++) {
            Group<K, V> group = group(g);
            if (group.count.get(tx) == 0) { // from here on, whoever adds a stripe conflicts
                continue;
            }
            for (int s = 0; s < STRIPES; s++) {
                TVar<HashTrie<K, V>> stripe = group.stripeIfPresent(s);
                if (stripe != null) {
                    stripe.set(tx, HashTrie.empty());
                }
            }
            group.count.set(tx, 0);
        }
    }

    /** The tries of all stripes at one instant: per group null, or per stripe a trie or null. */
    HashTrie<?, ?>[] @Nullable [] tries(ReadTxn tx) {
        HashTrie<?, ?>[] @Nullable [] tries = new HashTrie<?, ?>[GROUPS][];
        for (int number = 0; number < GROUPS; number++) {
            Group<K, V> group = groupToRead(tx, number);
            if (group != null && group.count.get(tx) > 0) {
                tries[number] = tries(group, tx);
            }
        }
        return tries;
    }

    private static <K, V> HashTrie<?, ?>[] tries(Group<K, V> group, ReadTxn tx) {
        HashTrie<?, ?>[] tries = new HashTrie<?, ?>[STRIPES];
        for (int number = 0; number < STRIPES; number++) {
            TVar<HashTrie<K, V>> stripe = group.stripeIfPresent(number);
            tries[number] = stripe == null ? HashTrie.empty() : stripe.get(tx);
        }
        return tries;
    }
}
