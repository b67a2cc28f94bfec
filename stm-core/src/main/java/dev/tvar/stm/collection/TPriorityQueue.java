package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
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
public final class TPriorityQueue<E> {
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
     * Cost. About 120 bytes an element. The depth is logarithmic on average; the worst case needs bad luck, not bad input.
     */
    private static final class Node<E> {
        final E element;
        final int weight = ThreadLocalRandom.current().nextInt();
        final TVar<@Nullable Node<E>> lesser;
        final TVar<@Nullable Node<E>> greater;

        Node(E element, @Nullable String linkName) {
            this.element = element;
            lesser = Names.variable(linkName, null);
            greater = Names.variable(linkName, null);
        }
    }

    /** The given name, or null. */
    private final @Nullable String name;

    private final @Nullable String linkName;
    private final Comparator<? super E> order;
    private final TVar<@Nullable Node<E>> root;
    private final TLong count;

    private TPriorityQueue(@Nullable String name, Comparator<? super E> order) {
        this.name = name;
        this.order = Objects.requireNonNull(order, "order");
        linkName = Names.part(name, ".link");
        String label = name == null ? "TPriorityQueue" : name;
        root = TVar.named(label + ".root", null);
        count = TLong.named(label + ".count", 0);
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

    /**
     * Adds an element. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to add
     * @throws NullPointerException if the element is null
     * @throws ClassCastException if the comparator cannot compare it, also if it is the first
     */
    public void put(Txn tx, E element) {
        Objects.requireNonNull(element, "a TPriorityQueue does not hold null");
        Node<E> added = new Node<>(element, linkName);
        TVar<@Nullable Node<E>> link = root;
        Node<E> node = link.get(tx);
        if (node == null) {
            order.compare(element, element); // refuses the first element if it cannot be compared, as TreeMap does
        }
        while (node != null && node.weight >= added.weight) {
            link = comesBefore(element, node) ? node.lesser : node.greater;
            node = link.get(tx);
        }
        List<Node<E>> lesser = new ArrayList<>();
        List<Node<E>> greater = new ArrayList<>();
        split(tx, node, element, lesser, greater);
        // The comparator, which may throw, is not called from here on: all links are written, or none.
        link.set(tx, added);
        hang(tx, added.lesser, lesser, lower -> lower.greater);
        hang(tx, added.greater, greater, higher -> higher.lesser);
        count.add(tx, 1);
    }

    /**
     * Collects the nodes of a tree at which the path to an element turns: in one list the nodes before it, in the other
     * the nodes behind it.
     */
    private void split(ReadTxn tx, @Nullable Node<E> tree, E element, List<Node<E>> lesser, List<Node<E>> greater) {
        Node<E> node = tree;
        while (node != null) {
            boolean below = comesBefore(element, node);
            (below ? greater : lesser).add(node);
            node = (below ? node.lesser : node.greater).get(tx);
        }
    }

    /** Links the nodes into a chain that starts at {@code start} and ends with null. */
    private static <E> void hang(
            Txn tx,
            TVar<@Nullable Node<E>> start,
            List<Node<E>> nodes,
            Function<Node<E>, TVar<@Nullable Node<E>>> next) {
        TVar<@Nullable Node<E>> link = start;
        for (Node<E> node : nodes) {
            point(tx, link, node);
            link = next.apply(node);
        }
        point(tx, link, null);
    }

    /** Changes a link, unless it already refers to the node: a link that is only read conflicts less. */
    private static <E> void point(Txn tx, TVar<@Nullable Node<E>> link, @Nullable Node<E> node) {
        if (link.get(tx) != node) {
            link.set(tx, node);
        }
    }

    private boolean comesBefore(E element, Node<E> node) {
        return order.compare(element, node.element) < 0;
    }

    /**
     * Takes the least element off; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the element
     */
    public E take(Txn tx) {
        E least = poll(tx);
        return least != null ? least : tx.retry();
    }

    /**
     * Takes the least element off, if there is one. Never waits.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the queue is empty
     */
    public @Nullable E poll(Txn tx) {
        TVar<@Nullable Node<E>> link = leastLink(tx);
        Node<E> least = link.get(tx);
        if (least == null) {
            return null;
        }
        link.set(tx, least.greater.get(tx));
        count.add(tx, -1);
        return least.element;
    }

    /**
     * The least element, which stays. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the queue is empty
     */
    public @Nullable E peek(ReadTxn tx) {
        Node<E> least = leastLink(tx).get(tx);
        return least == null ? null : least.element;
    }

    /** The link to the leftmost node; the root if there is none. */
    private TVar<@Nullable Node<E>> leastLink(ReadTxn tx) {
        TVar<@Nullable Node<E>> link = root;
        for (Node<E> node = link.get(tx); node != null && node.lesser.get(tx) != null; node = link.get(tx)) {
            link = node.lesser;
        }
        return link;
    }

    /**
     * Whether there is nothing to take.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there is no element
     */
    public boolean isEmpty(ReadTxn tx) {
        return root.get(tx) == null;
    }

    /**
     * The number of elements; O(1). Conflicts with every put and take.
     *
     * @param tx the caller's transaction or snapshot
     * @return how many elements there are
     */
    public long size(ReadTxn tx) {
        return count.get(tx);
    }

    /**
     * The elements at one instant, in the order in which they would be taken. Conflicts with no other transaction.
     * Inside a running transaction of this thread it is {@link #snapshot(ReadTxn)}: it sees the writes of that
     * transaction, which then depends on it.
     *
     * @return an immutable list
     */
    public List<E> snapshot() {
        return STM.snapshot(this::snapshot);
    }

    /**
     * The elements as this transaction or snapshot sees them, in the order in which they would be taken. A transaction
     * reads every element, and so depends on all of them.
     *
     * @param tx the caller's transaction or snapshot
     * @return an immutable list
     */
    public List<E> snapshot(ReadTxn tx) {
        List<E> elements = new ArrayList<>();
        Deque<Node<E>> way = new ArrayDeque<>();
        Node<E> node = root.get(tx);
        while (node != null || !way.isEmpty()) {
            for (; node != null; node = node.lesser.get(tx)) {
                way.push(node);
            }
            Node<E> next = way.pop();
            elements.add(next.element);
            node = next.greater.get(tx);
        }
        return Collections.unmodifiableList(elements);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
