package dev.tvar.stm.collection;

import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.internal.seam.Seam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * Goal: many elements are put into a treap at the cost of the places where they belong, and with no more writes.
 *
 * Mechanism. The union of a treap and of the treap that the sorted elements would form (Blelloch and Reid-Miller, "Fast Set
 * Operations Using Treaps", SPAA 1998). Of the root of the one and the heaviest element of the other, the heavier becomes the
 * root. It divides the other into what comes before it and what comes behind it, and each half is merged with the subtree on
 * its side. The second treap never exists: each of its nodes is created with its final links. So only links of the first one
 * are written.
 *
 * Order. A new element goes behind all equal ones of the treap, and equal new ones keep their order.
 *
 * Cost. For m elements and a treap of n: m log(n/m + 1) comparisons and accesses on average, besides comparing the m weights on
 * each level. The recursion is as deep as the tree: logarithmic, since the weights are random.
 */

/** Merges sorted elements into a treap. */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
final class TreapMerge<E> {
    private final Txn tx;
    private final E[] sorted;
    private final int[] weights;
    private final Comparator<? super E> order;
    private final @Nullable String linkName;

    TreapMerge(Txn tx, E[] sorted, Comparator<? super E> order, @Nullable String linkName) {
        this.tx = tx;
        this.sorted = sorted;
        this.order = order;
        this.linkName = linkName;
        weights = new int[sorted.length];
        Arrays.setAll(weights, i -> Seam.random());
    }

    /** Returns the root of a tree with the nodes of another and all new elements. */
    @Nullable
    TreapNode<E> into(@Nullable TreapNode<E> tree) {
        return merged(tree, 0, sorted.length);
    }

    private @Nullable TreapNode<E> merged(@Nullable TreapNode<E> tree, int from, int to) {
        if (from == to) {
            return tree;
        }
        int heaviest = heaviest(from, to);
        if (tree != null && tree.weight >= weights[heaviest]) {
            int middle = firstBehind(tree.element, from, to);
            point(tx, tree.lesser, merged(tree.lesser.get(tx), from, middle));
            point(tx, tree.greater, merged(tree.greater.get(tx), middle, to));
            return tree;
        }
        Split<E> split = new Split<>(tx, tree, sorted[heaviest], order);
        split.divide(tx);
        return new TreapNode<>(
                sorted[heaviest],
                weights[heaviest],
                merged(split.lesser(), from, heaviest),
                merged(split.greater(), heaviest + 1, to),
                linkName);
    }

    private int heaviest(int from, int to) {
        int heaviest = from;
        for (int i = from + 1; i < to; i++) {
            heaviest = weights[i] > weights[heaviest] ? i : heaviest;
        }
        return heaviest;
    }

    /** The index of the first new element that belongs behind an element of the tree. */
    private int firstBehind(E element, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(sorted[middle], element) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Changes a link, unless it already refers to the node: a link that is only read conflicts less. */
    static <E> void point(Txn tx, TVar<@Nullable TreapNode<E>> link, @Nullable TreapNode<E> node) {
        if (link.get(tx) != node) {
            link.set(tx, node);
        }
    }

    /**
     * The nodes of a tree at which the path to the place of an element turns. Only its creation calls the comparator, which may
     * throw, and it writes nothing.
     */
    static final class Split<E> {
        private final List<TreapNode<E>> before = new ArrayList<>();
        private final List<TreapNode<E>> behind = new ArrayList<>();

        Split(Txn tx, @Nullable TreapNode<E> tree, E element, Comparator<? super E> order) {
            TreapNode<E> node = tree;
            while (node != null) {
                boolean below = order.compare(element, node.element) < 0;
                (below ? behind : before).add(node);
                node = (below ? node.lesser : node.greater).get(tx);
            }
        }

        /** Divides the tree into two. */
        void divide(Txn tx) {
            link(tx, before, node -> node.greater);
            link(tx, behind, node -> node.lesser);
        }

        private static <E> void link(
                Txn tx, List<TreapNode<E>> nodes, Function<TreapNode<E>, TVar<@Nullable TreapNode<E>>> next) {
            for (int i = 0; i < nodes.size(); i++) {
                point(tx, next.apply(nodes.get(i)), i + 1 < nodes.size() ? nodes.get(i + 1) : null);
            }
        }

        /** The root of the nodes that come before the element, or are equal to it. */
        @Nullable
        TreapNode<E> lesser() {
            return before.isEmpty() ? null : before.get(0);
        }

        /** The root of the nodes that come behind the element. */
        @Nullable
        TreapNode<E> greater() {
            return behind.isEmpty() ? null : behind.get(0);
        }
    }
}
