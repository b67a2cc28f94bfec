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
 * An unbounded queue with two ends. Its operations are parts of the caller's transaction: puts and takes are undone
 * with it, and {@link #takeFirst} and {@link #takeLast} wait by {@link Txn#retry}.
 *
 * <p><b>Conflicts.</b> Operations at the same end conflict with each other. Operations at different ends conflict only
 * while the deque is empty, or if both take the only element. Every operation on one element is O(1).
 *
 * <p>Elements must not be null, and should be immutable. All methods may be called by any thread.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
public final class TDeque<E> {
    /*
     * A chain of gaps and items, as in TQueue, that can be walked both ways: first gap, item, gap, ..., last gap. A gap
     * knows the item on either side, null at the outside. Adding fills the outside of the end gap; the new end gap is
     * created with its inner side set. Taking moves the end one gap inwards and clears the outer side of the new end
     * gap. So an operation at one end writes that end's variable and the outer side of one gap, and reads the inner
     * side of its end gap: with an item in between, operations at the two ends share nothing, unless both take that
     * item.
     *
     * Positions increase from the first to the last, from an arbitrary start, so that the size is a difference. Every
     * 64th gap left behind is emptied for the garbage collector; see TQueue.
     */
    private static final int CUT = 64;

    /** The place between two items, or outside the first or last one. */
    private record Gap<E>(long position, TVar<@Nullable Item<E>> before, TVar<@Nullable Item<E>> after) {
        static <E> Gap<E> at(
                long position, @Nullable Item<E> before, @Nullable Item<E> after, @Nullable String itemName) {
            return new Gap<>(position, Names.variable(itemName, before), Names.variable(itemName, after));
        }
    }

    /** An element with its two gaps: one is created before the item, the other refers to the item from the start. */
    private static final class Item<E> {
        final E element;
        final Gap<E> before;
        final Gap<E> after;

        private Item(E element, @Nullable Gap<E> before, @Nullable Gap<E> after, @Nullable String itemName) {
            this.element = element;
            this.before = before != null ? before : Gap.at(at(after) - 1, null, this, itemName);
            this.after = after != null ? after : Gap.at(at(before) + 1, this, null, itemName);
        }

        private static long at(@Nullable Gap<?> gap) {
            return Objects.requireNonNull(gap).position;
        }
    }

    /** The given name, or null. */
    private final @Nullable String name;

    private final @Nullable String itemName;
    private final TVar<Gap<E>> first;
    private final TVar<Gap<E>> last;

    private TDeque(@Nullable String name) {
        this.name = name;
        itemName = Names.part(name, ".item");
        Gap<E> only = Gap.at(0, null, null, itemName);
        String label = name == null ? "TDeque" : name;
        first = TVar.named(label + ".first", only);
        last = TVar.named(label + ".last", only);
    }

    /**
     * An empty deque.
     *
     * @param <E> the type of the elements
     * @return the deque
     */
    public static <E> TDeque<E> create() {
        return new TDeque<>(null);
    }

    /**
     * An empty deque with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @return the deque
     */
    public static <E> TDeque<E> named(String name) {
        return new TDeque<>(Objects.requireNonNull(name, "name"));
    }

    /**
     * Puts an element before all others. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to put
     * @throws NullPointerException if the element is null
     */
    public void putFirst(Txn tx, E element) {
        Objects.requireNonNull(element, "a TDeque does not hold null");
        Gap<E> gap = first.get(tx);
        Item<E> item = new Item<>(element, null, gap, itemName);
        gap.before.set(tx, item);
        first.set(tx, item.before);
    }

    /**
     * Puts an element behind all others. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to put
     * @throws NullPointerException if the element is null
     */
    public void putLast(Txn tx, E element) {
        Objects.requireNonNull(element, "a TDeque does not hold null");
        Gap<E> gap = last.get(tx);
        Item<E> item = new Item<>(element, gap, null, itemName);
        gap.after.set(tx, item);
        last.set(tx, item.after);
    }

    /**
     * Takes the first element off; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the element
     */
    public E takeFirst(Txn tx) {
        E element = pollFirst(tx);
        return element != null ? element : tx.retry();
    }

    /**
     * Takes the last element off; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the element
     */
    public E takeLast(Txn tx) {
        E element = pollLast(tx);
        return element != null ? element : tx.retry();
    }

    /**
     * Takes the first element off, if there is one. Never waits.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the deque is empty
     */
    public @Nullable E pollFirst(Txn tx) {
        Gap<E> gap = first.get(tx);
        Item<E> item = gap.after.get(tx);
        if (item == null) {
            return null;
        }
        item.after.before.set(tx, null);
        first.set(tx, item.after);
        if (gap.position % CUT == 0) {
            gap.after.set(tx, null);
        }
        return item.element;
    }

    /**
     * Takes the last element off, if there is one. Never waits.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the deque is empty
     */
    public @Nullable E pollLast(Txn tx) {
        Gap<E> gap = last.get(tx);
        Item<E> item = gap.before.get(tx);
        if (item == null) {
            return null;
        }
        item.before.after.set(tx, null);
        last.set(tx, item.before);
        if (gap.position % CUT == 0) {
            gap.before.set(tx, null);
        }
        return item.element;
    }

    /**
     * The first element, which stays. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the deque is empty
     */
    public @Nullable E peekFirst(ReadTxn tx) {
        Item<E> item = first.get(tx).after.get(tx);
        return item == null ? null : item.element;
    }

    /**
     * The last element, which stays. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the deque is empty
     */
    public @Nullable E peekLast(ReadTxn tx) {
        Item<E> item = last.get(tx).before.get(tx);
        return item == null ? null : item.element;
    }

    /**
     * Whether there is nothing to take; reads the first end only.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there is no element
     */
    public boolean isEmpty(ReadTxn tx) {
        return peekFirst(tx) == null;
    }

    /**
     * The number of elements; O(1). It depends on both ends, so it conflicts with every put and take.
     *
     * @param tx the caller's transaction or snapshot
     * @return how many elements there are
     */
    public long size(ReadTxn tx) {
        return last.get(tx).position - first.get(tx).position;
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
        Item<E> item = first.get(tx).after.get(tx);
        while (item != null) {
            elements.add(item.element);
            item = item.after.after.get(tx);
        }
        return Collections.unmodifiableList(elements);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
