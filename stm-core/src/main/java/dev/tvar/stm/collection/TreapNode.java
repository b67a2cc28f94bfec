package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A node of the treap of a {@link TPriorityQueue}: no node below it has a greater weight. */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
final class TreapNode<E> {
    final E element;
    final int weight;
    final TVar<@Nullable TreapNode<E>> lesser;
    final TVar<@Nullable TreapNode<E>> greater;

    TreapNode(
            E element,
            int weight,
            @Nullable TreapNode<E> lesser,
            @Nullable TreapNode<E> greater,
            @Nullable String linkName) {
        this.element = element;
        this.weight = weight;
        this.lesser = Names.variable(linkName, lesser);
        this.greater = Names.variable(linkName, greater);
    }

    /** Walks in order; each step reads a variable, and so fails after the end of the transaction. */
    static final class Walk<E> implements Iterator<E> {
        private final ReadTxn tx;
        private final TVar<@Nullable TreapNode<E>> root;

        /** The next node, on top of those of its ancestors that come behind it. */
        private final Deque<TreapNode<E>> way = new ArrayDeque<>();

        Walk(ReadTxn tx, TVar<@Nullable TreapNode<E>> root) {
            this.tx = tx;
            this.root = root;
            descend(root);
        }

        private void descend(TVar<@Nullable TreapNode<E>> link) {
            for (TreapNode<E> node = link.get(tx); node != null; node = node.lesser.get(tx)) {
                way.push(node);
            }
        }

        @Override
        public boolean hasNext() {
            root.get(tx); // refuses use after the end
            return !way.isEmpty();
        }

        @Override
        public E next() {
            TreapNode<E> next = way.pop(); // at the end it throws NoSuchElementException
            descend(next.greater);
            return next.element;
        }
    }
}
