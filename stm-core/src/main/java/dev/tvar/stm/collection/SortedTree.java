package dev.tvar.stm.collection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Goal. A sorted map that never changes: one entry is put or removed in logarithmic time, entries have ranks, walks and
 * copies take linear time, and a small map is hardly larger than its two arrays.
 *
 * Mechanism. A B+ tree (Bayer and McCreight, 1972; Comer, "The Ubiquitous B-Tree", 1979) whose nodes are immutable: a
 * change copies the nodes from the root to one chunk and shares all others. A node that has more than WIDTH parts after
 * an insertion is divided by its parent; at its right end, so that keys that arrive in order leave full nodes behind. A
 * node that has become small is joined with a sibling if both fit into half a node, so that neither a division nor a
 * join can follow at once. All chunks have the same depth: a branch may have one child only, unless it is the root.
 *
 * Cost. A change copies at most WIDTH references for each array of a node, at most log(n) to the base of WIDTH / 4 nodes.
 */

/** Entries in the order of their keys; immutable. A single {@link Chunk}, or {@link SortedBranch branches} over chunks. */
abstract sealed class SortedTree<K, V> extends Spreading.Version permits Chunk, SortedBranch {
    /** The largest number of entries of a chunk, and of children of a branch. */
    static final int WIDTH = 32;

    /** The number of entries. */
    abstract int size();

    /** The number of entries of this chunk, or of children of this branch. */
    abstract int width();

    /** The value of the key, or null. */
    abstract @Nullable V get(K key, Comparator<? super K> order);

    /** The number of keys that are less than this one; if {@code inclusive}, than or equal to it. */
    abstract int count(K key, boolean inclusive, Comparator<? super K> order);

    /** The chunk that holds the entry with this rank, counted from 0. */
    abstract Chunk<K, V> chunkAt(int rank);

    /** The index, in {@link #chunkAt}, of the entry with this rank. */
    abstract int indexInChunk(int rank);

    /** These entries and this one, in a node that may have one part more than {@link #WIDTH}; this node if it has it. */
    abstract SortedTree<K, V> grown(K key, V value, Comparator<? super K> order);

    /** The index of the part with which the second half begins, if this node has too many parts since an insertion. */
    abstract int cut(K inserted);

    /** The parts from one index to before another. */
    abstract SortedTree<K, V> range(int from, int to);

    /** The lower bound of the part with this index. */
    abstract K low(int i);

    /** These entries without that of this key; this node if there is none. */
    abstract SortedTree<K, V> shrunk(K key, Comparator<? super K> order);

    /** Adds all chunks to a list, in order. */
    abstract void addChunksTo(List<Chunk<K, V>> chunks);

    /** These entries and this one; this tree if it has the entry. */
    final SortedTree<K, V> with(K key, V value, Comparator<? super K> order) {
        SortedTree<K, V> grown = grown(key, value, order);
        if (grown.width() <= WIDTH) {
            return grown;
        }
        int cut = grown.cut(key);
        return SortedBranch.over(
                List.of(grown.range(0, cut), grown.range(cut, grown.width())), List.of(grown.low(0), grown.low(cut)));
    }

    /** These entries without that of this key; this tree if there is none. */
    final SortedTree<K, V> without(K key, Comparator<? super K> order) {
        SortedTree<K, V> shrunk = shrunk(key, order);
        while (shrunk instanceof SortedBranch<K, V> branch && branch.width() == 1) {
            shrunk = branch.child(0);
        }
        return shrunk;
    }

    final Map.Entry<K, V> entry(int rank) {
        return chunkAt(rank).entryHere(indexInChunk(rank));
    }

    final List<Chunk<K, V>> chunks() {
        List<Chunk<K, V>> chunks = new ArrayList<>();
        addChunksTo(chunks);
        return chunks;
    }

    /** The chunks, further divided so that there are at least as many as this number or one for each entry. */
    final List<Chunk<K, V>> chunks(int least) {
        List<Chunk<K, V>> chunks = new ArrayList<>();
        for (long i = 0; i < least; i++) {
            addRangeTo(chunks, (int) (size() * i / least), (int) (size() * (i + 1) / least));
        }
        return chunks;
    }

    /** Adds the entries from one rank to before another to a list, as chunks that are not empty. */
    final void addRangeTo(List<Chunk<K, V>> chunks, int from, int to) {
        for (int rank = from; rank < to; ) {
            Chunk<K, V> chunk = chunkAt(rank);
            int start = indexInChunk(rank);
            int end = Math.min(chunk.size(), start + to - rank);
            chunks.add(chunk.range(start, end));
            rank += end - start;
        }
    }

    /** A tree of chunks that are in order and not empty. */
    static <K, V> SortedTree<K, V> of(List<Chunk<K, V>> chunks) {
        List<? extends SortedTree<K, V>> level = chunks;
        List<K> lows = new ArrayList<>(chunks.size());
        chunks.forEach(chunk -> lows.add(chunk.key(0)));
        while (level.size() > 1) {
            List<SortedTree<K, V>> parents = new ArrayList<>();
            List<K> bounds = new ArrayList<>();
            for (int from = 0; from < level.size(); from += WIDTH) {
                int to = Math.min(level.size(), from + WIDTH);
                parents.add(SortedBranch.over(level.subList(from, to), lows.subList(from, to)));
                bounds.add(lows.get(from));
            }
            level = parents;
            lows.clear();
            lows.addAll(bounds);
        }
        return level.isEmpty() ? Chunk.empty() : level.get(0);
    }
}
