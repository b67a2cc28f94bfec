package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the entries of a range, within a transaction or snapshot. It reads a leaf when it reaches the leaf:
 * entries that the same transaction changes meanwhile may be visited or not, and no other entry is missed or visited
 * twice.
 */
abstract sealed class SortedWalk<K, V> extends SortedCursor<K, V> {
    final SortedEntries<K, V> entries;
    final ReadTxn tx;
    final KeyRange<K> range;

    private final FailFast check;

    /** The place that was reached; null before the first. */
    Leaf.@Nullable Live<K, V> place;

    SortedTree<K, V> tree = Chunk.empty();

    /** In {@link #tree}, the rank from which to continue, and that at which to leave the tree. */
    int rank;

    int end;

    private SortedWalk(SortedEntries<K, V> entries, ReadTxn tx, KeyRange<K> range, boolean descending) {
        super(descending);
        this.entries = entries;
        this.tx = tx;
        this.range = range;
        check = entries.failFast(tx);
    }

    @Override
    void refuseIfEnded() {
        check.run();
    }

    final void enter(Leaf.Live<K, V> entered) {
        place = entered;
        tree = entered.tree();
    }

    static final class Ascending<K, V> extends SortedWalk<K, V> {
        Ascending(SortedEntries<K, V> entries, ReadTxn tx, KeyRange<K> range) {
            super(entries, tx, range, false);
        }

        @Override
        boolean nextChunk() {
            while (rank >= end) {
                if (!nextPlace()) {
                    return false;
                }
            }
            Chunk<K, V> chunk = tree.chunkAt(rank);
            int first = tree.indexInChunk(rank);
            int count = Math.min(chunk.size() - first, end - rank);
            enter(chunk, first, count);
            rank += count;
            return true;
        }

        private boolean nextPlace() {
            Leaf.Live<K, V> from = place;
            if (from == null) {
                begin();
            } else {
                Leaf<K, V> next = from.next();
                if (end < tree.size() || next == null || range.endsBefore(next.low, entries.order)) {
                    return false;
                }
                proceed(next);
            }
            end = range.end(tree, entries.order);
            return true;
        }

        private void begin() {
            enter(entries.placeOfLow(tx, range));
            rank = range.start(tree, entries.order);
        }

        private void proceed(Leaf<K, V> next) {
            if (next.state(tx) instanceof Leaf.Live<K, V> live) {
                enter(live);
                rank = 0;
            } else if (tree.size() == 0) { // an empty head, and this transaction has emptied the next leaf meanwhile
                begin();
            } else { // this transaction has emptied the next leaf meanwhile
                K last = tree.entry(tree.size() - 1).getKey();
                enter(entries.find(tx, last));
                rank = tree.count(last, true, entries.order);
            }
        }
    }

    static final class Descending<K, V> extends SortedWalk<K, V> {
        Descending(SortedEntries<K, V> entries, ReadTxn tx, KeyRange<K> range) {
            super(entries, tx, range, true);
        }

        /** {@link #rank} is one more than that of the next entry; {@link #end}, that of the last one. */
        @Override
        boolean nextChunk() {
            while (rank <= end) {
                if (!nextPlace()) {
                    return false;
                }
            }
            Chunk<K, V> chunk = tree.chunkAt(rank - 1);
            int first = tree.indexInChunk(rank - 1);
            int count = Math.min(first + 1, rank - end);
            enter(chunk, first, count);
            rank -= count;
            return true;
        }

        private boolean nextPlace() {
            Leaf.Live<K, V> from = place;
            if (from == null) {
                enter(entries.placeOfHigh(tx, range));
                rank = range.end(tree, entries.order);
            } else {
                Leaf<K, V> leaf = from.leaf();
                if (end > 0 || leaf == null || leaf.low == null || range.beginsAt(leaf.low, entries.order)) {
                    return false;
                }
                enter(leaf.all.before(tx, leaf.low));
                rank = tree.size();
            }
            end = range.start(tree, entries.order);
            return true;
        }
    }
}
