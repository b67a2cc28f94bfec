package dev.tvar.stm.collection;

import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries that never change. */
record FixedSource<K, V>(SortedTree<K, V> tree, Comparator<? super K> order) implements SortedSource<K, V> {
    @Override
    public @Nullable V get(K key) {
        return tree.get(key, order);
    }

    @Override
    public Map.@Nullable Entry<K, V> above(@Nullable K key, boolean inclusive) {
        int rank = key == null ? 0 : tree.count(key, !inclusive, order);
        return rank == tree.size() ? null : tree.entry(rank);
    }

    @Override
    public Map.@Nullable Entry<K, V> below(@Nullable K key, boolean inclusive) {
        int rank = key == null ? tree.size() : tree.count(key, inclusive, order);
        return rank == 0 ? null : tree.entry(rank - 1);
    }

    @Override
    public int size(KeyRange<K> range) {
        return Math.max(0, range.end(tree, order) - range.start(tree, order));
    }

    @Override
    public SortedCursor<K, V> cursor(KeyRange<K> range, boolean descending) {
        return new Fixed<>(tree, range.start(tree, order), range.end(tree, order), descending);
    }

    private static final class Fixed<K, V> extends SortedCursor<K, V> {
        private final SortedTree<K, V> tree;
        private final boolean descending;

        /** The ranks that are left: from this one to before that one. */
        private int from;

        private int to;

        Fixed(SortedTree<K, V> tree, int from, int to, boolean descending) {
            super(descending);
            this.tree = tree;
            this.descending = descending;
            this.from = from;
            this.to = to;
        }

        @Override
        boolean nextChunk() {
            if (from >= to) {
                return false;
            }
            int rank = descending ? to - 1 : from;
            Chunk<K, V> chunk = tree.chunkAt(rank);
            int first = tree.indexInChunk(rank);
            int count = Math.min(descending ? first + 1 : chunk.size() - first, to - from);
            enter(chunk, first, count);
            from += descending ? 0 : count;
            to -= descending ? count : 0;
            return true;
        }
    }

    @Override
    public <R extends @Nullable Object> R change(Change<K, V, R> change) {
        throw new UnsupportedOperationException("a snapshot of a sorted map does not change");
    }
}
