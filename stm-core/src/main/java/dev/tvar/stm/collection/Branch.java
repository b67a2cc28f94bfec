package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The places into which the entries of a variable of a {@link HashTable} were spread, by the next bits of the hash. It is an
 * array, so that a lookup passes no further object: {@value #PARTS} places, each null, a leaf (a variable) or the branch of a
 * leaf that was spread in its turn; then the variable above, and the number of leaves that were first written later.
 *
 * <p>Elements are read with acquire and replaced by CAS, from null to a leaf and from a leaf to its branch: a thread that
 * sees an element sees it fully initialised.
 */
final class Branch {
    /** The number of hash bits that choose a part. */
    static final int BITS = 6;

    static final int PARTS = 1 << BITS;

    private static final int MASK = PARTS - 1;
    private static final int ABOVE = PARTS;
    private static final int LATE_LEAVES = PARTS + 1;

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);

    private Branch() {}

    static Object[] create(TVar<@Nullable Object> above, @Nullable String name) {
        Object[] branch = new Object[PARTS + 2];
        branch[ABOVE] = above;
        branch[LATE_LEAVES] = name == null ? TLong.of(0) : TLong.named(name + ".leaves", 0);
        return branch;
    }

    static int number(int hash, int shift) {
        return (hash >>> shift) & MASK;
    }

    static @Nullable Object part(Object[] branch, int number) {
        return ELEMENT.getAcquire(branch, number);
    }

    /** The variable at a place, whether or not it was spread; null if it was never needed. */
    static @Nullable TVar<@Nullable Object> variable(Object[] branch, int number) {
        Object part = part(branch, number);
        return part == null ? null : part instanceof Object[] lower ? above(lower) : leaf(part);
    }

    /** As {@link #variable}, created if it was never needed. */
    @SuppressWarnings("NullAway") // it does not follow a type argument that allows null
    static TVar<@Nullable Object> variableAt(Object[] branch, int number, @Nullable String name) {
        TVar<@Nullable Object> present = variable(branch, number);
        if (present == null) {
            Object made = Names.<@Nullable Object>variable(name, null);
            Object first = ELEMENT.compareAndExchange(branch, number, (Object) null, made);
            return first == null ? leaf(made) : first instanceof Object[] lower ? above(lower) : leaf(first);
        }
        return present;
    }

    /** The branch of a leaf, created if there is none. */
    static Object[] lower(Object[] branch, int number, @Nullable String name) {
        Object part = part(branch, number);
        if (part instanceof Object[] present) {
            return present;
        }
        TVar<@Nullable Object> leaf = variableAt(branch, number, name);
        Object[] made = create(leaf, name);
        Object first = ELEMENT.compareAndExchange(branch, number, (Object) leaf, (Object) made);
        return first == leaf ? made : (Object[]) first;
    }

    /** A branch that no other thread knows, which its variable above holds from the start. */
    static Object[] createHeld() {
        Object[] branch = new Object[PARTS + 2];
        branch[ABOVE] = TVar.<@Nullable Object>of(branch);
        branch[LATE_LEAVES] = TLong.of(0);
        return branch;
    }

    /** Fills a place of a branch that no other thread knows. */
    static void fill(Object[] branch, int number, Object part) {
        branch[number] = part;
    }

    @SuppressWarnings("unchecked") // by the layout of the array
    private static TVar<@Nullable Object> leaf(Object part) {
        return (TVar<@Nullable Object>) part;
    }

    static TVar<@Nullable Object> above(Object[] branch) {
        return leaf(branch[ABOVE]);
    }

    /** Reports that a leaf is written for the first time, after the commit that spread the variable above. */
    static void countLateLeaf(Object[] branch, Txn tx) {
        ((TLong) branch[LATE_LEAVES]).add(tx, 1);
    }

    /** From here on, a transaction that writes a leaf of the branch for the first time conflicts with this one. */
    static void dependOnLateLeaves(Object[] branch, ReadTxn tx) {
        ((TLong) branch[LATE_LEAVES]).get(tx);
    }

    // ---- all leaves

    /** What a part of a branch holds: null, a trie, or the branch below if it was spread. */
    static @Nullable Object content(ReadTxn tx, Object[] branch, int number) {
        TVar<@Nullable Object> leaf = variable(branch, number);
        return leaf == null ? null : leaf.get(tx);
    }

    static long count(ReadTxn tx, Object[] branch) {
        dependOnLateLeaves(branch, tx);
        long sum = 0;
        for (int i = 0; i < PARTS; i++) {
            Object content = content(tx, branch, i);
            if (content instanceof HashTrie<?, ?> trie) {
                sum += trie.size();
            } else if (content != null) {
                sum += count(tx, (Object[]) content);
            }
        }
        return sum;
    }

    /** Whether there is an entry in a leaf that no other thread empties; false if this costs more than one read. */
    static boolean findsOne(ReadTxn tx, Object[] branch) {
        for (int i = 0; i < PARTS; i++) {
            TVar<@Nullable Object> leaf = variable(branch, i);
            Object content = leaf == null ? null : leaf.now();
            if (content instanceof Object[] lower
                    ? findsOne(tx, lower)
                    : leaf != null && isFilled(content) && isFilled(leaf.get(tx))) {
                return true; // no empty leaf was read
            }
        }
        return false;
    }

    private static boolean isFilled(@Nullable Object content) {
        return content instanceof HashTrie<?, ?> trie && trie.size() > 0;
    }

    static void removeAll(Txn tx, Object[] branch) {
        dependOnLateLeaves(branch, tx);
        for (int i = 0; i < PARTS; i++) {
            TVar<@Nullable Object> leaf = variable(branch, i);
            Object content = leaf == null ? null : leaf.get(tx);
            if (content instanceof Object[] lower) {
                removeAll(tx, lower);
            } else if (leaf != null && isFilled(content)) {
                leaf.set(tx, HashTrie.empty());
            }
        }
    }

    /** The content of all leaves: an array of null, tries or such arrays. */
    static @Nullable Object[] capture(ReadTxn tx, Object[] branch) {
        dependOnLateLeaves(branch, tx);
        @Nullable Object[] parts = new @Nullable Object[PARTS];
        for (int i = 0; i < PARTS; i++) {
            Object content = content(tx, branch, i);
            parts[i] = content instanceof Object[] lower ? capture(tx, lower) : content;
        }
        return parts;
    }
}
