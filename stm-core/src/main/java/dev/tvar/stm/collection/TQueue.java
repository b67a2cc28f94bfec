package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded first-in, first-out queue. Its operations are parts of the caller's transaction: puts and takes are
 * undone with it, and {@link #take} waits by {@link Txn#retry}.
 *
 * <pre>{@code
 * STM.run(tx -> shipped.put(tx, orders.take(tx))); // moves one order, or waits; never half of it
 * }</pre>
 *
 * <p><b>Conflicts.</b> Puts conflict with each other, and takes conflict with each other. A put and a take conflict
 * only while the queue is empty. Every operation on one element is O(1) in the worst case, so puts never make a take
 * more expensive.
 *
 * <p>Elements must not be null, and should be immutable. All methods may be called by any thread.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
public final class TQueue<E> {
    /*
     * A chain of gaps and items: front gap, item, gap, item, ..., back gap. A gap holds the item that comes after it, or
     * null if it is the back one. Putting fills the back gap and appends a new one; taking moves the front to the next
     * gap. With at least one item the two ends are different gaps, and share no variable. Nothing is ever reversed or
     * moved, unlike in the queue of two lists, where a take must repeat that work each time another transaction puts.
     * (The structure is the TChan of Harris, Marlow, Peyton Jones and Herlihy, "Composable Memory Transactions", 2005.)
     *
     * Positions increase along the chain, so that the size is a difference and no counter is shared by both ends.
     *
     * Taking also empties every 64th gap that it leaves behind. Only the garbage collector needs that: a dead gap in
     * the old generation would keep alive, for young collections, all elements that were ever put after it.
     */
    private static final int CUT = 64;

    /** The place before an item, or behind the last one. */
    private record Gap<E>(long position, TVar<@Nullable Item<E>> item) {
        static <E> Gap<E> at(long position, @Nullable String itemName) {
            return new Gap<>(position, Names.variable(itemName, null));
        }
    }

    private record Item<E>(E element, Gap<E> next) {}

    /** The given name, or null. */
    private final @Nullable String name;

    private final @Nullable String itemName;
    private final TVar<Gap<E>> front;
    private final TVar<Gap<E>> back;

    private TQueue(@Nullable String name) {
        this.name = name;
        itemName = Names.part(name, ".item");
        Gap<E> only = Gap.at(0, itemName);
        String label = name == null ? "TQueue" : name;
        front = TVar.named(label + ".front", only);
        back = TVar.named(label + ".back", only);
    }

    /**
     * An empty queue.
     *
     * @param <E> the type of the elements
     * @return the queue
     */
    public static <E> TQueue<E> create() {
        return new TQueue<>(null);
    }

    /**
     * An empty queue with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @return the queue
     */
    public static <E> TQueue<E> named(String name) {
        return new TQueue<>(Objects.requireNonNull(name, "name"));
    }

    /**
     * Appends an element. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to append
     * @throws NullPointerException if the element is null
     */
    public void put(Txn tx, E element) {
        Objects.requireNonNull(element, "a TQueue does not hold null");
        Gap<E> last = back.get(tx);
        Gap<E> behind = Gap.at(last.position + 1, itemName);
        last.item.set(tx, new Item<>(element, behind));
        back.set(tx, behind);
    }

    /**
     * Takes the first element off; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the element
     */
    public E take(Txn tx) {
        E first = poll(tx);
        return first != null ? first : tx.retry();
    }

    /**
     * Takes the first element off, if there is one. Never waits.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the queue is empty
     */
    public @Nullable E poll(Txn tx) {
        Gap<E> gap = front.get(tx);
        Item<E> first = gap.item.get(tx);
        if (first == null) {
            return null;
        }
        front.set(tx, first.next);
        if (gap.position % CUT == 0) {
            gap.item.set(tx, null);
        }
        return first.element;
    }

    /**
     * The first element, which stays. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the queue is empty
     */
    public @Nullable E peek(ReadTxn tx) {
        Item<E> first = front.get(tx).item.get(tx);
        return first == null ? null : first.element;
    }

    /**
     * Whether there is nothing to take. Conflicts with takes, and with puts while the queue is empty.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there is no element
     */
    public boolean isEmpty(ReadTxn tx) {
        return peek(tx) == null;
    }

    /**
     * The number of elements; O(1). It depends on both ends, so it conflicts with every put and take.
     *
     * @param tx the caller's transaction or snapshot
     * @return how many elements there are
     */
    public long size(ReadTxn tx) {
        return putSoFar(tx) - takenSoFar(tx);
    }

    /** The number of elements that were ever put; written by puts. */
    long putSoFar(ReadTxn tx) {
        return back.get(tx).position;
    }

    /** The number of elements that were ever taken; written by takes. */
    long takenSoFar(ReadTxn tx) {
        return front.get(tx).position;
    }

    /**
     * The elements at one instant, first to last. Conflicts with no other transaction. Inside a running
     * transaction of this thread it is {@link #snapshot(ReadTxn)}: it sees the writes of that transaction, which then
     * depends on it.
     *
     * @return an immutable list
     */
    public List<E> snapshot() {
        return STM.snapshot(this::snapshot);
    }

    /**
     * The elements as this transaction or snapshot sees them, first to last. A transaction reads every element, and so
     * depends on all of them.
     *
     * @param tx the caller's transaction or snapshot
     * @return an immutable list
     */
    public List<E> snapshot(ReadTxn tx) {
        List<E> elements = new ArrayList<>();
        Item<E> item = front.get(tx).item.get(tx);
        while (item != null) {
            elements.add(item.element);
            item = item.next.item.get(tx);
        }
        return Collections.unmodifiableList(elements);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
