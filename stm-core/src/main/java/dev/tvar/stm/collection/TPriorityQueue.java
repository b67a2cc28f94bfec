package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.internal.seam.Seam;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded queue from which the least element is taken first; equal elements in the order in which they were put.
 * Its operations are parts of the caller's transaction: puts and takes are undone with it, and {@link #take} waits by
 * {@link Txn#retry}.
 *
 * <p><b>Conflicts.</b> Takes conflict with each other. A put conflicts with another put or take if their elements are
 * adjacent in the order; otherwise rarely, with a probability of about 1 in the number of elements that come before.
 * Operations on one element are O(log n) on average, whatever the order of arrival.
 *
 * <p>Elements must not be null, and should be immutable: the order of an element must not change while it is in the
 * queue. All methods may be called by any thread. The comparator is called inside transactions. If it throws, the operation
 * has changed nothing.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
public final class TPriorityQueue<E> implements TransactionalQueue<E> {
    /*
     * A treap with a variable for each link: a search tree by order, and a heap by random weights, which keep it flat
     * (Seidel and Aragon, "Randomized Search Trees", Algorithmica 1996). Putting changes the link where the new node
     * goes and splits the subtree there, two links on average; taking changes the link to the leftmost node. Both read
     * only the links on their own path down, so they conflict only where the paths end.
     *
     * Why not a heap. In a persistent heap in one variable every operation conflicts with every other; in a heap of
     * variables all puts and takes share the length; in a skip list a put reads links of the head, which takes change.
     *
     * An element goes behind all equal elements, at every comparison. That keeps equal elements in order without a
     * serial number, which all puts would have to share. The count is changed by blind adds only. A body that runs again
     * may draw another weight: harmless, because any weight is valid.
     *
     * The end. The count of a closed queue is lowered by CLOSED, so that closing takes no further variable. A put asks
     * whether the count is at least 0: an answer that no put or take changes, but closing does. A take asks the same if it
     * finds the queue empty, and so waits for the answer, too.
     *
     * Cost. About 120 bytes an element. The depth is logarithmic on average; the worst case needs bad luck, not bad input.
     */
    private static final long CLOSED = Long.MIN_VALUE / 2;

    /** The given name, or null. */
    private final @Nullable String name;

    private final @Nullable String linkName;
    private final Comparator<? super E> order;
    private final TVar<@Nullable TreapNode<E>> root;
    private final TLong count;

    private TPriorityQueue(@Nullable String name, Comparator<? super E> order) {
        this.name = name;
        this.order = Objects.requireNonNull(order, "order");
        linkName = Names.part(name, ".link");
        root = Names.variable(Names.part(name, ".root"), null);
        count = name == null ? TLong.of(0) : TLong.named(name + ".count", 0);
    }

    /**
     * An empty queue in natural order: the least element is taken first.
     *
     * @param <E> the type of the elements
     * @return the queue
     */
    public static <E extends Comparable<? super E>> TPriorityQueue<E> create() {
        return create(Comparator.<E>naturalOrder());
    }

    /**
     * An empty queue.
     *
     * @param <E> the type of the elements
     * @param order the element that is least in this order is taken first; no side effects
     * @return the queue
     */
    public static <E> TPriorityQueue<E> create(Comparator<? super E> order) {
        return new TPriorityQueue<>(null, order);
    }

    /**
     * An empty queue in natural order with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @return the queue
     */
    public static <E extends Comparable<? super E>> TPriorityQueue<E> named(String name) {
        return named(name, Comparator.<E>naturalOrder());
    }

    /**
     * An empty queue with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @param order the element that is least in this order is taken first; no side effects
     * @return the queue
     */
    public static <E> TPriorityQueue<E> named(String name, Comparator<? super E> order) {
        return new TPriorityQueue<>(Objects.requireNonNull(name, "name"), order);
    }

    // ---- adding

    /**
     * {@inheritDoc}
     *
     * @throws ClassCastException if the comparator cannot compare the element, also if it is the first
     */
    @Override
    public boolean offer(Txn tx, E element) {
        Closing.element(this, element);
        if (isClosed(tx)) {
            return false;
        }
        int weight = Seam.random();
        TVar<@Nullable TreapNode<E>> link = root;
        TreapNode<E> node = link.get(tx);
        if (node == null) {
            order.compare(element, element); // refuses the first element if it cannot be compared, as TreeMap does
        }
        while (node != null && node.weight >= weight) {
            link = comesBefore(element, node) ? node.lesser : node.greater;
            node = link.get(tx);
        }
        TreapMerge.Split<E> split = new TreapMerge.Split<>(tx, node, element, order);
        split.divide(tx);
        link.set(tx, new TreapNode<>(element, weight, split.lesser(), split.greater(), linkName));
        count.add(tx, 1);
        return true;
    }

    @Override
    @SuppressWarnings("unchecked") // all elements are of type E
    public int offerAll(Txn tx, Collection<? extends E> elements) {
        E[] all = (E[]) Closing.elements(this, elements);
        if (all.length == 0 || isClosed(tx)) {
            return 0;
        }
        if (all.length == 1) {
            order.compare(all[0], all[0]); // refuses a single element if it cannot be compared
        }
        Arrays.sort(all, order);
        tx.runNested(
                inner -> { // the comparator may throw: then none is added
                    TreapNode<E> tree = root.get(inner);
                    TreapMerge.point(inner, root, new TreapMerge<>(inner, all, order, linkName).into(tree));
                });
        count.add(tx, all.length);
        return all.length;
    }

    private boolean comesBefore(E element, TreapNode<E> node) {
        return order.compare(element, node.element) < 0;
    }

    // ---- taking

    @Override
    public @Nullable E poll(Txn tx) {
        TVar<@Nullable TreapNode<E>> link = leastLink(tx);
        TreapNode<E> least = link.get(tx);
        if (least == null) {
            return null;
        }
        link.set(tx, least.greater.get(tx));
        count.add(tx, -1);
        return least.element;
    }

    @Override
    public void clear(Txn tx) {
        root.set(tx, null);
        count.add(tx, -size(tx));
    }

    @Override
    @SuppressWarnings("unchecked") // all elements are of type E
    public boolean removeIf(Txn tx, Predicate<? super E> filter) {
        List<E> kept = Closing.kept(iterator(tx), filter);
        if (kept != null) {
            root.set(tx, new TreapMerge<>(tx, (E[]) kept.toArray(), order, linkName).into(null));
            count.add(tx, kept.size() - size(tx));
        }
        return kept != null;
    }

    // ---- the end

    @Override
    public void close(Txn tx) {
        if (!isClosed(tx)) {
            count.add(tx, CLOSED);
        }
    }

    @Override
    public boolean isClosed(ReadTxn tx) {
        return !count.isAtLeast(tx, 0);
    }

    // ---- reading

    @Override
    public @Nullable E peek(ReadTxn tx) {
        TreapNode<E> least = leastLink(tx).get(tx);
        return least == null ? null : least.element;
    }

    /** The link to the leftmost node; the root if there is none. */
    private TVar<@Nullable TreapNode<E>> leastLink(ReadTxn tx) {
        TVar<@Nullable TreapNode<E>> link = root;
        for (TreapNode<E> node = link.get(tx); node != null && node.lesser.get(tx) != null; node = link.get(tx)) {
            link = node.lesser;
        }
        return link;
    }

    @Override
    public boolean isEmpty(ReadTxn tx) {
        return root.get(tx) == null;
    }

    @Override
    public long size(ReadTxn tx) {
        long counted = count.get(tx);
        return counted >= 0 ? counted : counted - CLOSED;
    }

    @Override
    public Iterator<E> iterator(ReadTxn tx) {
        return new TreapNode.Walk<>(tx, root);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
