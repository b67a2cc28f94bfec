package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TSortedMap} and {@link TSortedSet} consist of: one variable, with the entries themselves in an immutable
 * tree while they are few, and then with {@link Leaves}.
 *
 * <p>As leaves do, it grows without limit within a transaction; a hook replaces a large tree by leaves, or one whose writers
 * collide.
 */
final class SortedEntries<K, V> extends Spreading {
    /** The content of the variable. */
    sealed interface Content<K, V> permits Leaf.Live, Leaves {}

    /** The number of entries up to which they are one variable. */
    private static final int SMALL = 128;

    /** The least number of leaves of few entries whose writers collide, if there are as many entries. */
    private static final int SPREAD = 16;

    private static final Leaf.Live<?, ?> EMPTY = new Leaf.Live<>(null, Chunk.empty(), null);

    /** The given name, or null. */
    final @Nullable String name;

    final Comparator<? super K> order;

    /** Replaced when the entries become many, and by {@link #clear}. */
    private final TVar<Content<K, V>> content;

    SortedEntries(@Nullable String name, Comparator<? super K> order, SortedTree<K, V> initial) {
        this.name = name;
        this.order = order;
        content = Names.variable(name, contentOf(initial));
    }

    private Content<K, V> contentOf(SortedTree<K, V> tree) {
        return tree.size() > SMALL ? new Leaves<>(order, name, tree.chunks()) : small(tree);
    }

    @SuppressWarnings("unchecked") // the shared empty content holds neither keys nor values
    private static <K, V> Leaf.Live<K, V> small(SortedTree<K, V> tree) {
        return tree.size() == 0 ? (Leaf.Live<K, V>) EMPTY : new Leaf.Live<>(null, tree, null);
    }

    // ---- one key

    /** The place of a key. */
    Leaf.Live<K, V> find(ReadTxn tx, K key) {
        Content<K, V> all = content.get(tx);
        return all instanceof Leaves<K, V> leaves ? leaves.find(tx, key) : (Leaf.Live<K, V>) all;
    }

    @Nullable
    V get(ReadTxn tx, K key) {
        return find(tx, key).tree().get(key, order);
    }

    @Nullable
    V put(Txn tx, K key, V value) {
        Leaf.Live<K, V> at = find(tx, key);
        SortedTree<K, V> tree = at.tree();
        if (tree.size() == 0) {
            order.compare(key, key); // refuses the first key if it cannot be compared, as TreeMap does
        }
        SortedTree<K, V> changed = tree.with(key, value, order);
        V present = changed.size() > tree.size() ? null : tree.get(key, order);
        if (changed != tree) {
            replace(tx, at, changed);
        }
        return present;
    }

    /** Puts all entries, or none. */
    void putAll(Txn tx, Map<? extends K, ? extends V> entries) {
        SortedBatch<K, V> batch = SortedBatch.of(entries, order);
        tx.runNested(inner -> {
            for (int i = 0; i < batch.size(); ) {
                Leaf.Live<K, V> at = find(inner, batch.key(i));
                K bound = at.next() == null ? null : at.next().low;
                int end = bound == null ? batch.size() : batch.indexOf(bound, i);
                replace(inner, at, batch.putInto(at.tree(), i, end));
                i = end;
            }
        });
    }

    @Nullable
    V remove(Txn tx, K key) {
        Leaf.Live<K, V> at = find(tx, key);
        V present = at.tree().get(key, order);
        if (present != null) {
            replace(tx, at, at.tree().without(key, order));
        }
        return present;
    }

    private void replace(Txn tx, Leaf.Live<K, V> at, SortedTree<K, V> tree) {
        Leaf<K, V> leaf = at.leaf();
        boolean divides = at.tree().size() > 1 // a single entry cannot be divided; none is shared with other maps
                && (leaf == null || leaf.all.mayDivide())
                && collidesTooOften(at.tree());
        if (leaf != null) {
            leaf.all.replace(tx, at, tree);
            if (divides) {
                tx.afterCommit(() -> divide(leaf));
            }
            return;
        }
        content.set(tx, small(tree));
        if (divides || Leaves.outgrows(SMALL, at.tree().size(), tree.size())) {
            tx.afterCommit(() -> spread(divides ? 1 : SMALL, divides ? SPREAD : 1));
        }
    }

    /** Replaces a tree of more entries than a limit by leaves, in a transaction of its own. */
    private void spread(int limit, int leaves) {
        STM.run(tx -> {
            if (content.get(tx) instanceof Leaf.Live<K, V> live && live.tree().size() > limit) {
                content.set(tx, new Leaves<>(order, name, live.tree().chunks(leaves)));
            }
        });
        forgetCollisions();
    }

    private void divide(Leaf<K, V> leaf) {
        leaf.all.divide(leaf);
        forgetCollisions();
    }

    // ---- all

    long size(ReadTxn tx) {
        Content<K, V> all = content.get(tx);
        return all instanceof Leaves<K, V> leaves
                ? leaves.count.get(tx)
                : ((Leaf.Live<K, V>) all).tree().size();
    }

    /** The number of entries in a range. */
    int size(ReadTxn tx, KeyRange<K> range) {
        return range.isAll()
                ? (int) Math.min(Integer.MAX_VALUE, size(tx))
                : range(tx, range).size();
    }

    boolean isEmpty(ReadTxn tx) {
        Leaf.Live<K, V> first = first(tx);
        return first.tree().size() == 0 && first.next() == null;
    }

    void clear(Txn tx) {
        content.set(tx, small(Chunk.empty()));
    }

    // ---- neighbours

    private Leaf.Live<K, V> first(ReadTxn tx) {
        Content<K, V> all = content.get(tx);
        return all instanceof Leaves<K, V> leaves ? leaves.first(tx) : (Leaf.Live<K, V>) all;
    }

    private Leaf.Live<K, V> last(ReadTxn tx) {
        Content<K, V> all = content.get(tx);
        return all instanceof Leaves<K, V> leaves ? leaves.last(tx) : (Leaf.Live<K, V>) all;
    }

    /** The place before this one, or null. */
    private Leaf.@Nullable Live<K, V> before(ReadTxn tx, Leaf.Live<K, V> at) {
        Leaf<K, V> leaf = at.leaf();
        return leaf == null || leaf.low == null ? null : leaf.all.before(tx, leaf.low);
    }

    /** The first entry whose key is greater than this one; if {@code inclusive}, or equal to it. Null: the first of all. */
    Map.@Nullable Entry<K, V> above(ReadTxn tx, @Nullable K key, boolean inclusive) {
        Leaf.Live<K, V> at = key == null ? first(tx) : find(tx, key);
        int rank = key == null ? 0 : at.tree().count(key, !inclusive, order);
        if (rank < at.tree().size()) {
            return at.tree().entry(rank);
        }
        return at.next() == null ? null : at.next().live(tx).tree().entry(0);
    }

    /** The last entry whose key is less than this one; if {@code inclusive}, or equal to it. Null: the last of all. */
    Map.@Nullable Entry<K, V> below(ReadTxn tx, @Nullable K key, boolean inclusive) {
        Leaf.Live<K, V> at = key == null ? last(tx) : find(tx, key);
        int rank = key == null ? at.tree().size() : at.tree().count(key, inclusive, order);
        if (rank == 0) {
            at = before(tx, at);
            rank = at == null ? 0 : at.tree().size(); // of the head, that may be 0
        }
        return at == null || rank == 0 ? null : at.tree().entry(rank - 1);
    }

    // ---- ranges

    /** The check that each step of a walk makes. */
    FailFast failFast(ReadTxn tx) {
        return new FailFast(tx, content);
    }

    /** The place where the range begins. */
    Leaf.Live<K, V> placeOfLow(ReadTxn tx, KeyRange<K> range) {
        return range.low() == null ? first(tx) : find(tx, range.low());
    }

    /** The place where the range ends. */
    Leaf.Live<K, V> placeOfHigh(ReadTxn tx, KeyRange<K> range) {
        return range.high() == null ? last(tx) : find(tx, range.high());
    }

    /** The entries in this range. */
    SortedTree<K, V> range(ReadTxn tx, KeyRange<K> range) {
        Leaf.Live<K, V> at = placeOfLow(tx, range);
        int start = range.start(at.tree(), order);
        List<Chunk<K, V>> chunks = new ArrayList<>();
        while (true) {
            SortedTree<K, V> tree = at.tree();
            int end = range.end(tree, order);
            Leaf<K, V> next = at.next();
            boolean isLast = end < tree.size() || next == null || range.endsBefore(next.low, order);
            if (isLast && chunks.isEmpty() && start == 0 && end == tree.size()) {
                return tree;
            }
            tree.addRangeTo(chunks, start, end);
            if (isLast) {
                return SortedTree.of(chunks);
            }
            at = Objects.requireNonNull(next).live(tx);
            start = 0;
        }
    }

    /** The entries in this range, in ascending or descending order, as the caller reaches them. */
    SortedCursor<K, V> walk(ReadTxn tx, KeyRange<K> range, boolean descending) {
        return descending ? new SortedWalk.Descending<>(this, tx, range) : new SortedWalk.Ascending<>(this, tx, range);
    }
}
