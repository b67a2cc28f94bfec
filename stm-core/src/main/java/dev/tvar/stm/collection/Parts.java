package dev.tvar.stm.collection;

import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are being spread over the leaves of a {@link Branch}: first computed, which calls methods of the keys, then
 * written.
 */
final class Parts<K, V> {
    /** As many entries fill the upper leaves, or nearly: more are distributed over the lower ones at once. */
    private static final int MANY = 512;

    private final @Nullable HashTrie<K, V>[] tries;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private Parts() {
        tries = new HashTrie[Branch.PARTS];
    }

    private void add(K key, V value, int hash, int shift) {
        int number = Branch.number(hash, shift);
        HashTrie<K, V> before = tries[number];
        tries[number] = (before == null ? HashTrie.<K, V>empty() : before).with(key, value, hash, HashTable.SHIFT);
    }

    /** The entries of a table's root. */
    static <K, V> Parts<K, V> of(FlatMap<K, V> all) {
        Parts<K, V> parts = new Parts<>();
        for (int i = 0; i < all.size(); i++) {
            parts.add(all.key(i), all.value(i), HashTrie.hash(all.key(i)), 0);
        }
        return parts;
    }

    /** The entries of an upper leaf. */
    static <K, V> Parts<K, V> of(HashTrie<K, V> all) {
        Parts<K, V> parts = new Parts<>();
        HashWalk<K, V> walk = new HashWalk<>(all);
        while (walk.advance()) {
            parts.add(walk.key(), walk.value(), HashTrie.hash(walk.key()), Branch.BITS);
        }
        return parts;
    }

    void write(Txn tx, Object[] branch, @Nullable String name) {
        for (int i = 0; i < Branch.PARTS; i++) {
            HashTrie<K, V> trie = tries[i];
            if (trie != null) {
                Branch.variableAt(branch, i, name).set(tx, trie);
            }
        }
    }

    /** A branch that holds the entries from the start. */
    private Object[] toBranch() {
        Object[] branch = Branch.createHeld();
        for (int i = 0; i < Branch.PARTS; i++) {
            HashTrie<K, V> trie = tries[i];
            if (trie != null) {
                Branch.fill(branch, i, TVar.<@Nullable Object>of(trie));
            }
        }
        return branch;
    }

    /** The upper branch of a table that holds these entries from the start. */
    static <K, V> Object[] branchOf(Map<? extends K, ? extends V> entries) {
        if (entries.size() <= MANY) {
            Parts<K, V> all = new Parts<>();
            entries.forEach((key, value) -> all.add(key, value, HashTrie.hash(key), 0));
            return all.toBranch();
        }
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        @Nullable
        Parts<K, V>[] groups = new Parts[Branch.PARTS];
        entries.forEach((key, value) -> {
            int hash = HashTrie.hash(key);
            int number = Branch.number(hash, 0);
            Parts<K, V> group = groups[number];
            if (group == null) {
                group = new Parts<>();
                groups[number] = group;
            }
            group.add(key, value, hash, Branch.BITS);
        });
        return branchOf(groups);
    }

    private static <K, V> Object[] branchOf(@Nullable Parts<K, V>[] groups) {
        Object[] upper = Branch.createHeld();
        for (int i = 0; i < Branch.PARTS; i++) {
            Parts<K, V> group = groups[i];
            if (group != null) {
                Branch.fill(upper, i, group.toBranch());
            }
        }
        return upper;
    }
}
