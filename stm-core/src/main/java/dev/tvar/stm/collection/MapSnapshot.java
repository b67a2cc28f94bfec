package dev.tvar.stm.collection;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content of a {@link TMap} at one instant: its tries, as they were. Immutable. */
final class MapSnapshot<K, V> extends AbstractMap<K, V> {
    /** Per group null or, per stripe, a trie. */
    private final HashTrie<?, ?>[] @Nullable [] tries;

    private final int size;

    MapSnapshot(HashTrie<?, ?>[] @Nullable [] tries) {
        this.tries = tries;
        long sum = 0;
        for (HashTrie<?, ?>[] group : tries) {
            for (int i = 0; group != null && i < group.length; i++) {
                sum += group[i].size();
            }
        }
        size = (int) Math.min(Integer.MAX_VALUE, sum);
    }

    /** Builds the tries of a map with the same entries. */
    @SuppressWarnings("unchecked") // the tries hold only the entries that are put into them here
    static <K, V> HashTrie<?, ?>[] @Nullable [] triesOf(Map<? extends K, ? extends V> entries) {
        HashTrie<?, ?>[] @Nullable [] tries = new HashTrie<?, ?>[Stripes.GROUPS][];
        entries.forEach((key, value) -> {
            int hash = HashTrie.hash(key);
            HashTrie<?, ?>[] group = tries[Stripes.groupNumber(hash)];
            if (group == null) {
                group = new HashTrie<?, ?>[Stripes.STRIPES];
                Arrays.fill(group, HashTrie.empty());
                tries[Stripes.groupNumber(hash)] = group;
            }
            int stripe = Stripes.stripeNumber(hash);
            group[stripe] = ((HashTrie<K, V>) group[stripe]).with(key, value, hash, Stripes.SHIFT);
        });
        return tries;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a trie of this map holds its values; java.util answers with null
    public @Nullable V get(@Nullable Object key) {
        if (key == null) {
            return null;
        }
        int hash = HashTrie.hash(key);
        HashTrie<?, ?>[] group = tries[Stripes.groupNumber(hash)];
        if (group == null) {
            return null;
        }
        return (V) group[Stripes.stripeNumber(hash)].get(key, hash, Stripes.SHIFT);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return new Entries();
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

    /** Iterates over the nodes from the last trie to the first, parents before children. */
    private final class Entries implements Iterator<Map.Entry<K, V>> {
        private final ArrayDeque<HashTrie<K, V>> pending = new ArrayDeque<>();
        private HashTrie<K, V> node = HashTrie.empty();
        private int next;
        private int group = Stripes.GROUPS;

        @Override
        public boolean hasNext() {
            while (next == node.entries()) {
                if (pending.isEmpty() && !findGroup()) {
                    return false;
                }
                node = pending.pop();
                next = 0;
                for (int i = 0; i < node.children(); i++) {
                    pending.push(node.child(i));
                }
            }
            return true;
        }

        @SuppressWarnings("unchecked") // the tries of this map
        private boolean findGroup() {
            while (pending.isEmpty() && group > 0) {
                HashTrie<?, ?>[] stripes = tries[--group];
                for (int i = 0; stripes != null && i < stripes.length; i++) {
                    pending.push((HashTrie<K, V>) stripes[i]);
                }
            }
            return !pending.isEmpty();
        }

        @Override
        public Map.Entry<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int i = next++;
            return Map.entry(node.key(i), node.value(i));
        }
    }
}
