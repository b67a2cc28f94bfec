package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.seam.Seam;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A node of the treap of a {@link TPriorityQueue}: no node below it has a greater weight. */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
final class TreapNode<E> {
    final E element;
    final int weight;
    final TVar<@Nullable TreapNode<E>> lesser;
    final TVar<@Nullable TreapNode<E>> greater;

    private TreapNode(
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

    /** A node with a random weight and without neighbours. */
    static <E> TreapNode<E> of(E element, @Nullable String linkName) {
        return new TreapNode<>(element, Seam.random(), null, null, linkName);
    }

    /** A tree of elements that are in order. No variable is written: all are new. */
    static <E> @Nullable TreapNode<E> tree(List<? extends E> sorted, @Nullable String linkName) {
        int[] weights = IntStream.generate(Seam::random).limit(sorted.size()).toArray();
        return tree(sorted, weights, 0, weights.length, linkName);
    }

    /** The depth of the recursion is that of the tree: logarithmic, since the weights are random. */
    private static <E> @Nullable TreapNode<E> tree(
            List<? extends E> sorted, int[] weights, int from, int to, @Nullable String linkName) {
        if (from == to) {
            return null;
        }
        int heaviest = from;
        for (int i = from + 1; i < to; i++) {
            heaviest = weights[i] > weights[heaviest] ? i : heaviest;
        }
        return new TreapNode<>(
                sorted.get(heaviest),
                weights[heaviest],
                tree(sorted, weights, from, heaviest, linkName),
                tree(sorted, weights, heaviest + 1, to, linkName),
                linkName);
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
