package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * Goal: a map of few entries is one variable, and costs what an immutable map costs. In a large map transactions on
 * unrelated keys do not conflict and share no memory, and a snapshot costs the same however large the map is.
 *
 * Mechanism. The root variable holds null, or a FlatMap of up to 128 entries, or a branch. When it grows beyond that, or when
 * writers collide, the writer spreads it: in its own transaction it writes the entries to leaves, by 6 bits of the hash, and
 * their branch to the root, which never changes again. A leaf is a variable that holds null (never written) or a HashTrie. A leaf
 * of the upper 64 that grows beyond 8 entries is spread in the same way, so a large map has up to 4,096 leaves.
 *
 * Why a lookup may begin at the leaf. Branches and leaves are created outside any transaction, when they are first needed,
 * before the commit that uses them; until then a leaf holds null. A leaf is written only by the commit that spreads the
 * variable above it, or by a transaction that depends on that commit. So at any instant at which a leaf holds a trie, the
 * variable above is spread and the trie has all entries of this part. A leaf that holds null has none, or they are still
 * above: then the search begins again at the root (place). Both reads belong to one instant, so they fit together.
 *
 * Why no promise is lost when a variable is spread. The spreading transaction writes the variable on which every
 * transaction that found its entries there depends: they conflict with it, once. Transactions and snapshots of an earlier
 * instant find null in the leaves, and the entries above. If it is undone, in part or in whole, the leaves hold null again;
 * the empty branch stays, and the next attempt uses it.
 *
 * A reader of the whole map does not create the missing leaves. A snapshot may skip them: a transaction that wrote to a leaf
 * before the snapshot's instant had created it before that, so it is in the branch by the time the snapshot reads the
 * branch. A transaction first reads the number of late leaves, to which the first write of each leaf adds blindly, unless it is
 * part of the commit that spreads the variable above: a commit that puts an entry into a missing leaf conflicts with the
 * reader.
 *
 * Collisions. A map is spread when more than one in sixteen of its changes collides; see Spreading.
 *
 * Cost. A lookup reads one variable in both forms; an absent key in a leaf that was never written costs two more reads. Two
 * transactions that each write one random key of a large map conflict by accident once in 4,096 times that they overlap.
 */
@SuppressWarnings("NullAway") // it does not follow a type argument that allows null: that of a TVar
abstract sealed class HashTable<K, V> extends Spreading permits TMap, TSet {
    /** The number of hash bits that choose the leaf. A trie uses the others, also in a leaf of an upper branch. */
    static final int SHIFT = 2 * Branch.BITS;

    /** The most entries of a leaf of the upper branch. */
    private static final int MOST_IN_UPPER_LEAF = 8;

    private static final VarHandle BRANCH;

    static {
        try {
            BRANCH = MethodHandles.lookup().findVarHandle(HashTable.class, "branch", Object[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The given name, or null. */
    final @Nullable String name;

    final TVar<@Nullable Object> root;

    /**
     * The upper branch, once it is needed: a short cut, which a thread may see late. Read with acquire and set once, by CAS:
     * a thread that sees it sees its elements.
     */
    private Object @Nullable [] branch;

    HashTable(@Nullable String name) {
        this.name = name;
        root = Names.<@Nullable Object>variable(name, null);
    }

    /** Creates a table that holds these entries from the start; no nulls. */
    HashTable(Map<? extends K, ? extends V> entries) {
        name = null;
        if (entries.size() > FlatMap.MOST) {
            branch = Parts.<K, V>branchOf(entries);
            root = Branch.above(branch);
        } else {
            root = TVar.<@Nullable Object>of(FlatMap.<K, V>copyOf(entries));
        }
    }

    private Object @Nullable [] branch() {
        return (Object[]) BRANCH.getAcquire(this);
    }

    private Object[] branchAnyway() {
        Object[] present = branch();
        if (present != null) {
            return present;
        }
        Object[] made = Branch.create(root, name);
        Object first = BRANCH.compareAndExchange(this, (Object[]) null, made);
        return first == null ? made : (Object[]) first;
    }

    // ---- one key

    /** The lowest variable for a hash: the root, or a leaf; null if that leaf was never needed. */
    @SuppressWarnings("unchecked") // by the layout of a branch
    private @Nullable TVar<@Nullable Object> lowest(int hash) {
        Object[] upper = branch();
        if (upper == null) {
            return root;
        }
        Object part = Branch.part(upper, Branch.number(hash, 0));
        if (part instanceof Object[] lower) {
            part = Branch.part(lower, Branch.number(hash, Branch.BITS));
        }
        return (TVar<@Nullable Object>) part;
    }

    /**
     * The variable that holds the entry of a key, if there is one; what it holds, which is no branch; and the branch to which
     * it belongs, null for the root.
     */
    private record Place(
            Object @Nullable [] in,
            TVar<@Nullable Object> variable,
            @Nullable Object content) {}

    /** Finds the place of a key from the root on. */
    private Place place(ReadTxn tx, int hash) {
        TVar<@Nullable Object> variable = root;
        Object content = root.get(tx);
        Object[] in = null;
        for (int shift = 0; content instanceof Object[] below; shift += Branch.BITS) {
            in = below;
            variable = Branch.variableAt(in, Branch.number(hash, shift), name);
            content = variable.get(tx);
        }
        return new Place(in, variable, content);
    }

    @SuppressWarnings("unchecked") // a table holds only entries of its types
    static <V> @Nullable V valueIn(@Nullable Object content, Object key, int hash) {
        if (content instanceof HashTrie<?, ?> trie) {
            return (V) trie.get(key, hash, SHIFT);
        }
        return content == null ? null : (V) ((FlatMap<?, ?>) content).get(key, hash);
    }

    /** Whether the entries of a variable with this content, if there are any, are above it or below. */
    private static boolean isElsewhere(@Nullable Object content) {
        return content == null || content instanceof Object[];
    }

    final @Nullable V find(ReadTxn tx, Object key) {
        int hash = HashTrie.hash(key);
        TVar<@Nullable Object> lowest = lowest(hash);
        Object content = lowest == null ? null : lowest.get(tx);
        return HashTable.<V>valueIn(isElsewhere(content) ? place(tx, hash).content : content, key, hash);
    }

    /** The latest committed value of a key. No variable that was spread ever holds entries again, so each step down is valid. */
    final @Nullable V findNow(Object key) {
        int hash = HashTrie.hash(key);
        TVar<@Nullable Object> lowest = lowest(hash);
        Object content = lowest == null ? null : lowest.now();
        if (isElsewhere(content)) {
            content = root.now();
        }
        for (int shift = 0; content instanceof Object[] in; shift += Branch.BITS) {
            TVar<@Nullable Object> leaf = Branch.variable(in, Branch.number(hash, shift));
            content = leaf == null ? null : leaf.now();
        }
        return HashTable.<V>valueIn(content, key, hash);
    }

    /** Gives a key another value, or none if it is null; returns the value before. */
    final @Nullable V change(Txn tx, K key, @Nullable V value) {
        int hash = HashTrie.hash(key);
        TVar<@Nullable Object> variable = lowest(hash);
        Object content = variable == null ? null : variable.get(tx);
        Object[] newIn = null;
        if (variable == null || isElsewhere(content)) {
            Place place = place(tx, hash);
            variable = place.variable;
            content = place.content;
            newIn = content == null ? place.in : null;
        }
        if (variable == root) {
            return changeRoot(tx, HashTable.<FlatMap<K, V>>as(content), key, value, hash);
        }
        HashTrie<K, V> trie = content == null ? HashTrie.empty() : HashTable.<HashTrie<K, V>>as(content);
        V present = trie.get(key, hash, SHIFT);
        if (present != value) { // equal also if there is no entry, and none wanted
            changeLeaf(tx, variable, trie, key, value, hash);
            if (newIn != null) {
                Branch.countLateLeaf(newIn, tx);
            }
        }
        return present;
    }

    @SuppressWarnings("unchecked") // a table holds only entries of its types
    private static <C extends @Nullable Object> C as(@Nullable Object content) {
        return (C) content;
    }

    private @Nullable V changeRoot(Txn tx, @Nullable FlatMap<K, V> before, K key, @Nullable V value, int hash) {
        if (before == null) {
            if (value != null) {
                root.set(tx, FlatMap.of(key, value));
            }
            return null;
        }
        int i = before.indexOf(key, hash);
        V present = i < 0 ? null : before.value(i);
        if (present == value) {
            return present;
        }
        FlatMap<K, V> after = value == null
                ? before.removed(i, hash)
                : i < 0 ? before.inserted(-1 - i, key, value, hash) : before.replaced(i, value);
        if (after != null && (after.size() > FlatMap.MOST || collidesTooOften(before))) {
            Parts<K, V> parts = Parts.of(after);
            parts.write(tx, branchAnyway(), name);
            root.set(tx, branchAnyway());
        } else {
            root.set(tx, after);
        }
        return present;
    }

    private void changeLeaf(
            Txn tx, TVar<@Nullable Object> leaf, HashTrie<K, V> before, K key, @Nullable V value, int hash) {
        HashTrie<K, V> after = value == null ? before.without(key, hash, SHIFT) : before.with(key, value, hash, SHIFT);
        Object[] upper = branchAnyway();
        if (after.size() > MOST_IN_UPPER_LEAF
                && after.size() > before.size()
                && Branch.variable(upper, Branch.number(hash, 0)) == leaf) {
            Parts<K, V> parts = Parts.of(after);
            Object[] lower = Branch.lower(upper, Branch.number(hash, 0), name);
            parts.write(tx, lower, name);
            leaf.set(tx, lower);
        } else {
            leaf.set(tx, after);
        }
    }

    // ---- the whole table

    final long count(ReadTxn tx) {
        Object content = root.get(tx);
        return content instanceof Object[] spread
                ? Branch.count(tx, spread)
                : content == null ? 0 : ((FlatMap<?, ?>) content).size();
    }

    /** Whether there are no entries; a transaction that finds some in a large map depends on a single leaf. */
    final boolean hasNone(ReadTxn tx) {
        Object content = root.get(tx);
        return content instanceof Object[] spread
                ? !Branch.findsOne(tx, spread) && Branch.count(tx, spread) == 0
                : content == null;
    }

    final void removeAll(Txn tx) {
        Object content = root.get(tx);
        if (content instanceof Object[] spread) {
            Branch.removeAll(tx, spread);
        } else if (content != null) {
            root.set(tx, null);
        }
    }

    /** The content at one instant, immutable: null, a flat map, or an array of null, tries or such arrays. */
    final @Nullable Object capture(ReadTxn tx) {
        Object content = root.get(tx);
        return content instanceof Object[] spread ? Branch.capture(tx, spread) : content;
    }

    final Map<K, V> captured(ReadTxn tx) {
        return Collections.unmodifiableMap(new MapSnapshot<>(capture(tx)));
    }

    /** The committed content at one instant during this call; inside a transaction, as that sees it. */
    final Map<K, V> captured() {
        return STM.snapshot(this::captured);
    }

    /** Calls the action for all entries as it comes to them. */
    final void walk(ReadTxn tx, BiConsumer<? super K, ? super V> action) {
        HashWalk<K, V> walk = new HashWalk<>(tx, this);
        while (walk.advance()) {
            action.accept(walk.key(), walk.value());
        }
    }

    /** An iterator over the entries as it comes to them, which fails after the end of the transaction or snapshot. */
    final <E> Iterator<E> iterator(ReadTxn tx, Function<HashWalk<K, V>, E> element) {
        return new HashWalk<>(tx, this).iterator(element, new FailFast(tx, root));
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
