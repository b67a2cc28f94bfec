package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
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
 * shrinks; all operations take logarithmic time, also in a transaction that inserts or removes very many keys; memory
 * follows the number of entries.
 *
 * Mechanism. The entries are a linked list of leaves in the order of keys, each a TVar with an immutable tree of up to 32
 * entries and the next leaf. This list is the map.
 *
 * A transaction that inserts does not split: its leaf gets a larger tree. After the commit, a hook splits the leaf in a
 * transaction of its own: it keeps the first chunk of the tree and links to new leaves with the others (Lehman and Yao,
 * "Efficient Locking for Concurrent Operations on B-Trees", TODS 1981). So a transaction never has to find leaves that
 * exist only for itself, however many keys it inserts. A leaf that becomes empty is taken out of the list at once, by a
 * write to it and to the leaf before it. So growing and shrinking write only the leaves concerned.
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
 * A transaction that empties many leaves finds them in the index until it commits. Their back references may form a
 * chain as long as their number. So a search that follows one lets all leaves on it refer to its end (path compression:
 * Tarjan, "Efficiency of a Good But Not Linear Set Union Algorithm", JACM 1975). It writes only leaves that this
 * transaction has written before: those that are in the list for all others.
 *
 * Collisions. Few entries are spread over small leaves when their writers collide (see Spreading). A leaf whose writers
 * still collide is split in two halves, until there are MANY leaves: so the memory for them is bounded, and a large map does
 * not count collisions. It does not begin to again, even if it shrinks.
 *
 * Cost. Transactions on keys within about 32 neighbours of each other conflict. A removal that empties a leaf also
 * conflicts with changes of the leaf before it. A split costs a transaction, for every 16 insertions or more. If it
 * fails, for lack of memory, say, the leaf stays too large, which is correct, until it has doubled its size.
 */
final class Leaves<K, V> implements SortedEntries.Content<K, V> {
    private static final int LEAF_SIZE = 32;

    /** The number of leaves from which on no leaf is divided because of collisions. */
    private static final int MANY = 64;

    final @Nullable String name;
    final StripedCount count;
    private final Comparator<? super K> order;
    private final Leaf<K, V> head;
    private final ConcurrentSkipListMap<K, Leaf<K, V>> index;

    /** Whether leaves may be divided. Plain: a late write only makes a writer count collisions a little longer. */
    private boolean mayDivide;

    /** Creates a list of leaves from at least one chunk, none of them empty; its variables have this name, or none. */
    Leaves(Comparator<? super K> order, @Nullable String name, List<Chunk<K, V>> chunks) {
        this.order = order;
        this.name = name;
        count = new StripedCount(
                Names.part(name, ".size"),
                chunks.stream().mapToLong(Chunk::size).sum());
        index = new ConcurrentSkipListMap<>(order);
        mayDivide = chunks.size() < MANY;
        Leaf<K, V> next = null;
        for (int i = chunks.size() - 1; i > 0; i--) {
            next = new Leaf<>(this, chunks.get(i).key(0), chunks.get(i), next);
            index.put(low(next), next);
        }
        head = new Leaf<>(this, null, chunks.get(0), next);
    }

    /** Whether a tree that had one size and has another is now too large, for the first time or twice as much. */
    static boolean outgrows(int limit, int before, int now) {
        return now > limit
                && Integer.numberOfLeadingZeros(now - 1) < Integer.numberOfLeadingZeros(Math.max(before, limit) - 1);
    }

    // ---- finding a leaf

    Leaf.Live<K, V> first(ReadTxn tx) {
        return head.live(tx);
    }

    Leaf.Live<K, V> last(ReadTxn tx) {
        Leaf.Live<K, V> at = live(tx, orHead(index.lastEntry()));
        for (Leaf<K, V> next = at.next(); next != null; next = at.next()) {
            at = next.live(tx);
        }
        return at;
    }

    /** Returns the leaf that contains the key, or would contain it. */
    Leaf.Live<K, V> find(ReadTxn tx, K key) {
        Leaf.Live<K, V> at = live(tx, orHead(index.floorEntry(key)));
        for (Leaf<K, V> next = at.next(); next != null && order.compare(key, low(next)) >= 0; next = at.next()) {
            at = next.live(tx);
        }
        return at;
    }

    /** Returns the leaf before that which begins with this bound. */
    Leaf.Live<K, V> before(ReadTxn tx, K low) {
        Leaf.Live<K, V> at = live(tx, orHead(index.lowerEntry(low)));
        for (Leaf<K, V> next = at.next(); next != null && order.compare(low, low(next)) > 0; next = at.next()) {
            at = next.live(tx);
        }
        return at;
    }

    private Leaf<K, V> orHead(Map.@Nullable Entry<K, Leaf<K, V>> entry) {
        return entry == null ? head : entry.getValue();
    }

    private static <K, V> K low(Leaf<K, V> leaf) {
        return Objects.requireNonNull(leaf.low, "the head follows no leaf");
    }

    /** Returns this leaf if it is in the list, or else the one to which its back references lead. */
    private static <K, V> Leaf.Live<K, V> live(ReadTxn tx, Leaf<K, V> start) {
        Leaf.State<K, V> state = start.state(tx);
        int steps = 0;
        while (state instanceof Leaf.Gone<K, V> gone) {
            state = gone.back().state(tx);
            steps++;
        }
        Leaf.Live<K, V> found = (Leaf.Live<K, V>) state;
        if (steps > 1 && tx instanceof Txn writing) {
            compress(writing, start, Objects.requireNonNull(found.leaf()));
        }
        return found;
    }

    private static <K, V> void compress(Txn tx, Leaf<K, V> start, Leaf<K, V> end) {
        Leaf<K, V> leaf = start;
        while (leaf.state(tx) instanceof Leaf.Gone<K, V> gone && gone.back() != end) {
            if (leaf.isLiveNow()) {
                leaf.remove(tx, end);
            }
            leaf = gone.back();
        }
    }

    // ---- changing the list

    /** Replaces the content of a leaf; if it is empty then, takes the leaf out of the list. */
    void replace(Txn tx, Leaf.Live<K, V> at, SortedTree<K, V> tree) {
        Leaf<K, V> leaf = Objects.requireNonNull(at.leaf());
        int size = tree.size();
        if (size == 0 && leaf != head) {
            Leaf.Live<K, V> before = before(tx, low(leaf));
            Leaf<K, V> back = Objects.requireNonNull(before.leaf());
            back.set(tx, before.tree(), at.next());
            leaf.remove(tx, back);
            tx.afterCommit(() -> takeOut(leaf));
        } else {
            leaf.set(tx, tree, at.next());
        }
        int before = at.tree().size();
        if (size != before) {
            count.add(tx, size - before);
        }
        if (outgrows(LEAF_SIZE, before, size)) {
            tx.afterCommit(() -> split(leaf, LEAF_SIZE, 1));
        }
    }

    /** Whether it is of use to count collisions. */
    boolean mayDivide() {
        return mayDivide;
    }

    /** Splits a leaf whose writers collide, unless there are enough leaves. */
    void divide(Leaf<K, V> leaf) {
        if (index.values().stream().skip(MANY - 2).findAny().isPresent()) { // the head is not in the index
            mayDivide = false;
        } else {
            split(leaf, 1, 2);
        }
    }

    /** Splits a leaf of more entries than a limit, in a transaction of its own. */
    private void split(Leaf<K, V> leaf, int limit, int leastParts) {
        STM.run(tx -> {
            if (leaf.state(tx) instanceof Leaf.Live<K, V> live && live.tree().size() > limit) {
                split(tx, leaf, live, live.tree().chunks(leastParts));
            }
        });
    }

    private void split(Txn tx, Leaf<K, V> leaf, Leaf.Live<K, V> live, List<Chunk<K, V>> chunks) {
        List<Leaf<K, V>> created = new ArrayList<>(chunks.size() - 1);
        Leaf<K, V> next = live.next();
        for (int i = chunks.size() - 1; i > 0; i--) {
            Leaf<K, V> right = new Leaf<>(chunks.get(i).key(0), leaf);
            right.set(tx, chunks.get(i), next);
            created.add(right);
            next = right;
        }
        leaf.set(tx, chunks.get(0), next);
        tx.afterCommit(() -> created.forEach(this::enter));
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
