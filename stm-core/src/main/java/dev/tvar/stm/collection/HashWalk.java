package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the entries of a hash table, as a transaction or snapshot sees each part when it comes to it, or through
 * what {@link HashTable#capture} returned. Flat maps and the nodes of tries have their entries in front in one array, so a
 * step is one comparison and two loads.
 */
final class HashWalk<K, V> {
    private static final Object[] NOTHING = {};
    private static final HashTrie<?, ?>[] NONE = {};

    /** The reader of the branches; null if they hold content, not variables. */
    private final @Nullable ReadTxn tx;

    /** The branches that are being walked, from the top, and the next part of each. */
    private final Object[][] branches = new Object[2][];

    private final int[] next = new int[2];
    private int depth;

    /** Nodes that are still to be walked. */
    private HashTrie<?, ?>[] pending = NONE;

    private int nodes;

    /** Key, value, key, value, ... of the present node, up to {@code end}; the next entry is at {@code position}. */
    private Object[] entries = NOTHING;

    private int position;
    private int end;

    HashWalk(ReadTxn tx, HashTable<K, V> table) {
        this.tx = tx;
        enter(table.root.get(tx));
    }

    /** Walks through captured content, or one trie. */
    HashWalk(@Nullable Object captured) {
        tx = null;
        enter(captured);
    }

    private void enter(@Nullable Object content) {
        if (content instanceof HashTrie<?, ?> trie) {
            push(trie);
        } else if (content instanceof FlatMap<?, ?> flat) {
            show(flat.content(), 2 * flat.size());
        } else if (content != null) {
            Object[] branch = (Object[]) content;
            if (tx != null) {
                Branch.dependOnLateLeaves(branch, tx);
            }
            next[depth] = 0;
            branches[depth++] = branch;
        }
    }

    private void push(HashTrie<?, ?> node) {
        if (nodes == pending.length) {
            pending = Arrays.copyOf(pending, 2 * nodes + 8);
        }
        pending[nodes++] = node;
    }

    private void show(Object[] content, int entriesEnd) {
        entries = content;
        position = 0;
        end = entriesEnd;
    }

    /** Goes to the next node; false if there is none. */
    private boolean enterNext() {
        while (nodes == 0) {
            if (depth == 0) {
                return false;
            }
            int i = next[depth - 1]++;
            if (i == Branch.PARTS) {
                depth--;
            } else {
                Object[] branch = branches[depth - 1];
                enter(tx == null ? branch[i] : Branch.content(tx, branch, i));
            }
        }
        HashTrie<?, ?> node = pending[--nodes];
        for (int i = 0; i < node.children(); i++) {
            push(node.child(i));
        }
        show(node.content(), 2 * node.entries());
        return true;
    }

    /** Whether there is a further entry. */
    boolean hasNext() {
        while (position == end) {
            if (!enterNext()) {
                return false;
            }
        }
        return true;
    }

    /** Moves to the next entry; false if there is none. */
    boolean advance() {
        if (!hasNext()) {
            return false;
        }
        position += 2;
        return true;
    }

    /** The key of the present entry, until the next one is looked for. */
    @SuppressWarnings("unchecked") // by the layout of the content
    K key() {
        return (K) entries[position - 2];
    }

    /** The value of the present entry, until the next one is looked for. */
    @SuppressWarnings("unchecked") // by the layout of the content
    V value() {
        return (V) entries[position - 1];
    }

    /** An iterator over what {@code element} makes of each entry. */
    <E> Iterator<E> iterator(Function<HashWalk<K, V>, E> element, Runnable check) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                check.run();
                return HashWalk.this.hasNext();
            }

            @Override
            public E next() {
                check.run();
                if (!advance()) {
                    throw new NoSuchElementException();
                }
                return element.apply(HashWalk.this);
            }
        };
    }

    Map.Entry<K, V> entry() {
        return Map.entry(key(), value());
    }
}
