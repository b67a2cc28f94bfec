package dev.tvar.stm.collection;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A view of ordered chunks that implements only the part of a sorted map that {@link TreeMap} needs to copy it in
 * linear time.
 */
final class SortedEntries<K, V> extends AbstractMap<K, V> implements SortedMap<K, V> {
    private final List<Chunk<K, V>> chunks;
    private final @Nullable Comparator<? super K> comparator;

    private SortedEntries(List<Chunk<K, V>> chunks, @Nullable Comparator<? super K> comparator) {
        this.chunks = chunks;
        this.comparator = comparator;
    }

    /** Creates a map with the entries of the chunks; a null comparator means the natural order. */
    static <K, V> NavigableMap<K, V> toMap(List<Chunk<K, V>> chunks, @Nullable Comparator<? super K> comparator) {
        return new TreeMap<>(new SortedEntries<>(chunks, comparator));
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return new Walk<>(chunks);
            }

            @Override
            public int size() {
                return chunks.stream().mapToInt(Chunk::size).sum();
            }
        };
    }

    /** All entries in order. A plain loop: the iterator of a stream took more than half of the time of a copy. */
    private static final class Walk<K, V> implements Iterator<Map.Entry<K, V>> {
        private final List<Chunk<K, V>> chunks;
        private int chunk;
        private int index;

        private Walk(List<Chunk<K, V>> chunks) {
            this.chunks = chunks;
        }

        @Override
        public boolean hasNext() {
            while (chunk < chunks.size() && index == chunks.get(chunk).size()) {
                chunk++;
                index = 0;
            }
            return chunk < chunks.size();
        }

        @Override
        public Map.Entry<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return chunks.get(chunk).entry(index++);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // java.util says natural order with null
    public @Nullable Comparator<? super K> comparator() {
        return comparator;
    }

    @Override
    public K firstKey() {
        throw new UnsupportedOperationException();
    }

    @Override
    public K lastKey() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<K, V> subMap(K from, K to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<K, V> headMap(K to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<K, V> tailMap(K from) {
        throw new UnsupportedOperationException();
    }
}
