package dev.tvar.stm.collection;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The content of a {@link HashTable} at one instant, as {@link HashTable#capture} returned it. Immutable. */
final class MapSnapshot<K, V> extends AbstractMap<K, V> {
    private final @Nullable Object captured;

    private final int size;

    MapSnapshot(@Nullable Object captured) {
        this.captured = captured;
        size = (int) Math.min(Integer.MAX_VALUE, sizeOf(captured));
    }

    private static long sizeOf(@Nullable Object content) {
        if (content instanceof FlatMap<?, ?> flat) {
            return flat.size();
        }
        if (content instanceof HashTrie<?, ?> trie) {
            return trie.size();
        }
        long sum = 0;
        if (content instanceof Object[] parts) {
            for (Object part : parts) {
                sum += sizeOf(part);
            }
        }
        return sum;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    @SuppressWarnings("NullAway") // java.util answers with null
    public @Nullable V get(@Nullable Object key) {
        if (key == null) {
            return null;
        }
        int hash = HashTrie.hash(key);
        Object content = captured;
        for (int shift = 0; content instanceof Object[] parts; shift += Branch.BITS) {
            content = parts[Branch.number(hash, shift)];
        }
        return HashTable.<V>valueIn(content, key, hash);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        HashWalk<K, V> walk = new HashWalk<>(captured);
        while (walk.advance()) {
            action.accept(walk.key(), walk.value());
        }
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return new HashWalk<K, V>(captured).iterator(HashWalk::entry, () -> {});
            }

            @Override
            public int size() {
                return size;
            }

            @Override
            public boolean contains(@Nullable Object o) {
                return o instanceof Map.Entry<?, ?> entry
                        && entry.getValue() != null
                        && entry.getValue().equals(get(entry.getKey()));
            }
        };
    }
}
