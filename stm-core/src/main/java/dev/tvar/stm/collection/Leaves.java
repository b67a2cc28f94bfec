package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/*
 * Goal, in this order: transactions on keys that are not near each other do not conflict, also when the map grows or
 * shrinks; lookups take logarithmic time; memory follows the number of entries.
 *
 * Mechanism. The entries are a linked list of leaves in the order of keys, each a TVar with up to 32 entries and the
 * next leaf. This list is the map. A leaf that overflows is split: it keeps the lower half and links to a new leaf with
 * the upper one (Lehman and Yao, "Efficient Locking for Concurrent Operations on B-Trees", TODS 1981). A leaf that
 * becomes empty is taken out of the list, by a write to it and to the leaf before it. So growing and shrinking write
 * only the leaves concerned.
 *
 * The index, from the low key of a leaf to the leaf, is a plain concurrent map that is not transactional. It only gives
 * a starting point, and may be behind or ahead of the instant that a transaction sees. So the walk must reach the right
 * leaf from any leaf that the index gives, at any instant. From a leaf that is not in the list at that instant, the
 * walk follows its back reference, to a leaf that begins further left; from a leaf in the list, it follows the next
 * references until the key is reached. A new leaf is initially not in the list: its TVar is created with that state,
 * and only the transaction that splits puts it into the list.
 *
 * The index is updated after commits. One hook enters a leaf and another hook, possibly of another thread, removes it;
 * the two may run in either order. So the hook that enters a leaf re-checks it afterwards, and removes it if it has
 * left the list meanwhile.
 *
 * Cost. Transactions on keys within about 32 neighbours of each other conflict. A removal that empties a leaf also
 * conflicts with changes of the leaf before it.
 */
final class Leaves<K, V> {
    private static final int LEAF_SIZE = 32;

    private final Comparator<? super K> order;
    private final @Nullable String name;
    private final Leaf<K, V> head;
    private final ConcurrentSkipListMap<K, Leaf<K, V>> index;

    Leaves(Comparator<? super K> order, @Nullable String name) {
        this.order = order;
        this.name = name;
        head = new Leaf<>(name);
        index = new ConcurrentSkipListMap<>(order);
    }

    // ---- finding a leaf

    Leaf<K, V> first() {
        return head;
    }

    /** Returns the leaf that contains the key, or would contain it. */
    Leaf<K, V> find(ReadTxn tx, K key) {
        Leaf<K, V> leaf = orHead(index.floorEntry(key));
        while (true) {
            if (leaf.state(tx) instanceof Leaf.Live<K, V> live) {
                Leaf<K, V> next = live.next();
                if (next == null || order.compare(key, low(next)) < 0) {
                    return leaf;
                }
                leaf = next;
            } else {
                leaf = back(leaf, tx);
            }
        }
    }

    /** Returns the leaf before {@code of}, which is in the list and not the head. */
    Leaf<K, V> before(ReadTxn tx, Leaf<K, V> of) {
        return leafWithNext(tx, orHead(index.lowerEntry(low(of))), of);
    }

    Leaf<K, V> last(ReadTxn tx) {
        return leafWithNext(tx, orHead(index.lastEntry()), null);
    }

    private Leaf<K, V> leafWithNext(ReadTxn tx, Leaf<K, V> start, @Nullable Leaf<K, V> next) {
        Leaf<K, V> leaf = start;
        while (true) {
            if (leaf.state(tx) instanceof Leaf.Live<K, V> live) {
                if (live.next() == next) {
                    return leaf;
                }
                leaf = Objects.requireNonNull(live.next());
            } else {
                leaf = back(leaf, tx);
            }
        }
    }

    private static <K, V> Leaf<K, V> back(Leaf<K, V> leaf, ReadTxn tx) {
        return ((Leaf.Gone<K, V>) leaf.state(tx)).back();
    }

    private Leaf<K, V> orHead(Map.@Nullable Entry<K, Leaf<K, V>> entry) {
        return entry == null ? head : entry.getValue();
    }

    private static <K, V> K low(Leaf<K, V> leaf) {
        return Objects.requireNonNull(leaf.low, "the head follows no leaf");
    }

    /** Returns the entries between two keys, in order; null means unbounded. */
    List<Chunk<K, V>> range(ReadTxn tx, @Nullable K from, boolean fromInclusive, @Nullable K to, boolean toInclusive) {
        List<Chunk<K, V>> chunks = new ArrayList<>();
        Leaf<K, V> leaf = from == null ? head : find(tx, from);
        while (leaf != null && !isBeyond(leaf, to)) {
            Leaf.Live<K, V> live = leaf.live(tx);
            Chunk<K, V> chunk = live.chunk();
            int start = from == null ? 0 : countUpTo(chunk, from, !fromInclusive);
            int end = to == null ? chunk.size() : countUpTo(chunk, to, toInclusive);
            if (start < end) {
                chunks.add(chunk.range(start, end));
            }
            leaf = live.next();
        }
        return chunks;
    }

    private boolean isBeyond(Leaf<K, V> leaf, @Nullable K to) {
        return to != null && leaf.low != null && order.compare(leaf.low, to) > 0;
    }

    private int countUpTo(Chunk<K, V> chunk, K key, boolean inclusive) {
        return inclusive ? chunk.countUpTo(key, order) : chunk.countBelow(key, order);
    }

    // ---- changing the list

    /** Replaces the content of a leaf, and splits the leaf if the content is too large. */
    void grow(Txn tx, Leaf<K, V> leaf, Chunk<K, V> chunk) {
        Leaf<K, V> next = leaf.live(tx).next();
        int size = chunk.size();
        if (size <= LEAF_SIZE) {
            leaf.set(tx, chunk, next);
            return;
        }
        int half = next == null ? size - 1 : size / 2; // insertion in key order is common: keep it full
        Leaf<K, V> right = new Leaf<>(chunk.key(half), leaf, name);
        right.set(tx, chunk.range(half, size), next);
        leaf.set(tx, chunk.range(0, half), right);
        tx.afterCommit(() -> enter(right));
    }

    /** Replaces the content of a leaf, and removes the leaf from the list if the content is empty. */
    void shrink(Txn tx, Leaf<K, V> leaf, Chunk<K, V> chunk) {
        Leaf<K, V> next = leaf.live(tx).next();
        if (chunk.size() > 0 || leaf == head) {
            leaf.set(tx, chunk, next);
            return;
        }
        Leaf<K, V> before = before(tx, leaf);
        before.set(tx, before.live(tx).chunk(), next);
        leaf.remove(tx, before);
        tx.afterCommit(() -> takeOut(leaf));
    }

    private void enter(Leaf<K, V> leaf) {
        index.merge(low(leaf), leaf, (present, entered) -> present.isLiveNow() ? present : entered);
        if (!leaf.isLiveNow()) {
            takeOut(leaf);
        }
    }

    private void takeOut(Leaf<K, V> leaf) {
        index.remove(low(leaf), leaf);
    }
}
