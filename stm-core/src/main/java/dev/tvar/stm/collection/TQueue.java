package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
 * only while the queue is empty. {@link #close} conflicts with puts, and with takes from the empty queue. Every
 * operation on one element is O(1) in the worst case, so puts never make a take more expensive.
 *
 * <p>Elements must not be null, and should be immutable. All methods may be called by any thread.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
public final class TQueue<E> implements TransactionalQueue<E> {
    /*
     * A chain of gaps and items: front gap, item, gap, item, ..., back gap. A gap holds the item that comes after it, or
     * null if it is the back one. Putting fills the back gap and appends a new one; taking moves the front to the next
     * gap. With at least one item the two ends are different gaps, and share no variable. Nothing is ever reversed or
     * moved, unlike in the queue of two lists, where a take must repeat that work each time another transaction puts.
     * (The structure is the TChan of Harris, Marlow, Peyton Jones and Herlihy, "Composable Memory Transactions", 2005.)
     * Many elements are put as a chain of their own, whose variables no other transaction has seen: two writes.
     *
     * Positions increase along the chain, so that the size is a difference and no counter is shared by both ends.
     * Removing from the middle rebuilds the chain up to there, with higher positions: it takes from the front.
     *
     * The end. A closed queue has a marked gap at its back, which every put reads; a take reads the back only if it finds
     * no item, where puts conflict with it anyway. A take that waits has read the back, and so wakes.
     *
     * Size. The first gap is created by the first put, so that an empty queue is this object and two variables.
     *
     * Taking also empties every 64th gap that it leaves behind. Only the garbage collector needs that: a dead gap in
     * the old generation would keep alive, for young collections, all elements that were ever put after it.
     */
    private static final int CUT = 64;

    /** The place before an item, or behind the last one; {@code mark} is its position, or the complement if it is closed. */
    private static class Gap<E> {
        final long mark;
        final TVar<@Nullable Item<E>> item;

        Gap(long mark, TVar<@Nullable Item<E>> item) {
            this.mark = mark;
            this.item = item;
        }

        final long position() {
            return isClosed() ? ~mark : mark;
        }

        final boolean isClosed() {
            return mark < 0;
        }
    }

    /** A gap at the back of a {@link TBoundedQueue}, with a lower bound of the number of elements taken before it was put. */
    private static final class BoundedGap<E> extends Gap<E> {
        final long taken;

        BoundedGap(long mark, TVar<@Nullable Item<E>> item, long taken) {
            super(mark, item);
            this.taken = taken;
        }
    }

    private record Item<E>(E element, Gap<E> next) {}

    /** The given name, or null. */
    final @Nullable String name;

    private final @Nullable String itemName;

    /** The gap before the first item; null before the first put. */
    private final TVar<@Nullable Gap<E>> front;

    /** The gap behind the last item; null before the first put. */
    private final TVar<@Nullable Gap<E>> back;

    private TQueue(@Nullable String name) {
        this.name = name;
        itemName = Names.part(name, ".item");
        front = Names.variable(Names.part(name, ".front"), null);
        back = Names.variable(Names.part(name, ".back"), null);
    }

    /**
     * An empty queue; takes about 100 bytes.
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

    // ---- the back

    @Override
    public boolean offer(Txn tx, E element) {
        return offer(tx, Closing.element(this, element), 0);
    }

    /** Appends an element and a number that {@link #knownTaken} returns then, unless the queue is closed. */
    boolean offer(Txn tx, E element, long taken) {
        Gap<E> last = back.get(tx);
        if (isClosed(last)) {
            return false;
        }
        Gap<E> behind = backGap(position(last) + 1, taken);
        append(tx, last, new Item<>(element, behind), behind);
        return true;
    }

    @Override
    public int offerAll(Txn tx, Collection<? extends E> elements) {
        return offerFirst(tx, Closing.elements(this, elements), Integer.MAX_VALUE, 0);
    }

    /** Appends the first elements of an array, up to a number, unless the queue is closed; returns their number. */
    int offerFirst(Txn tx, Object[] elements, long room, long taken) {
        int count = (int) Math.min(elements.length, room);
        Gap<E> last = back.get(tx);
        if (isClosed(last) || count <= 0) {
            return 0;
        }
        Gap<E> behind = backGap(position(last) + count, taken);
        append(tx, last, chain(elements, count, behind), behind);
        return count;
    }

    private void append(Txn tx, @Nullable Gap<E> last, @Nullable Item<E> first, Gap<E> behind) {
        if (last == null) {
            front.set(tx, gap(0, first));
        } else {
            last.item.set(tx, first);
        }
        back.set(tx, behind);
    }

    /** A new chain of items up to a gap; returns the first item. */
    @SuppressWarnings("unchecked") // all elements are of type E
    private @Nullable Item<E> chain(Object[] elements, int count, Gap<E> end) {
        Item<E> item = null;
        Gap<E> next = end;
        for (int i = count - 1; i >= 0; i--) {
            next = item == null ? end : gap(next.position() - 1, item);
            item = new Item<>((E) elements[i], next);
        }
        return item;
    }

    private Gap<E> gap(long position, @Nullable Item<E> item) {
        return new Gap<>(position, Names.variable(itemName, item));
    }

    private Gap<E> backGap(long position, long taken) {
        return taken == 0 ? gap(position, null) : new BoundedGap<>(position, Names.variable(itemName, null), taken);
    }

    @Override
    public void close(Txn tx) {
        Gap<E> last = back.get(tx);
        if (last == null) {
            back.set(tx, new Gap<>(~0, Names.variable(itemName, null)));
        } else if (!last.isClosed()) {
            back.set(tx, new Gap<>(~last.mark, last.item));
        }
    }

    @Override
    public boolean isClosed(ReadTxn tx) {
        return isClosed(back.get(tx));
    }

    private static boolean isClosed(@Nullable Gap<?> last) {
        return last != null && last.isClosed();
    }

    // ---- the front

    @Override
    public @Nullable E poll(Txn tx) {
        Gap<E> gap = front.get(tx);
        Item<E> first = gap == null ? null : gap.item.get(tx);
        if (gap == null || first == null) {
            return null;
        }
        front.set(tx, first.next);
        if (gap.mark % CUT == 0) {
            gap.item.set(tx, null);
        }
        return first.element;
    }

    @Override
    public void clear(Txn tx) {
        Gap<E> last = back.get(tx);
        if (last != null && !last.isClosed()) {
            last = gap(last.mark, null); // a new one, so that no dead gap leads to it
            back.set(tx, last);
        }
        front.set(tx, last);
    }

    @Override
    public boolean removeIf(Txn tx, Predicate<? super E> filter) {
        List<E> kept = new ArrayList<>();
        int keptBefore = 0;
        Gap<E> end = null; // behind the last removed element: the chain from here on stays
        for (Walk walk = new Walk(tx); walk.hasNext(); ) {
            E element = walk.next();
            if (filter.test(element)) {
                keptBefore = kept.size();
                end = walk.gap;
            } else {
                kept.add(element);
            }
        }
        if (end == null) {
            return false;
        }
        Item<E> first = chain(kept.toArray(), keptBefore, end);
        front.set(tx, first == null ? end : gap(end.position() - keptBefore, first));
        return true;
    }

    // ---- reading

    @Override
    public @Nullable E peek(ReadTxn tx) {
        Gap<E> gap = front.get(tx);
        Item<E> first = gap == null ? null : gap.item.get(tx);
        return first == null ? null : first.element;
    }

    @Override
    public long size(ReadTxn tx) {
        return putSoFar(tx) - takenSoFar(tx);
    }

    /** The number of elements that were ever put; written by puts. */
    long putSoFar(ReadTxn tx) {
        return position(back.get(tx));
    }

    /** The number of elements that were ever taken; written by takes. */
    long takenSoFar(ReadTxn tx) {
        return position(front.get(tx));
    }

    /** The number that the last put left here for the next one; 0 if it left none. */
    long knownTaken(ReadTxn tx) {
        return back.get(tx) instanceof BoundedGap<E> gap ? gap.taken : 0;
    }

    private static long position(@Nullable Gap<?> gap) {
        return gap == null ? 0 : gap.position();
    }

    @Override
    public Iterator<E> iterator(ReadTxn tx) {
        return new Walk(tx);
    }

    /** Walks along the chain; each step reads a variable, and so fails after the end of the transaction. */
    private final class Walk implements Iterator<E> {
        private final ReadTxn tx;
        private final @Nullable Gap<E> start;

        /** The gap before the next item. */
        private @Nullable Gap<E> gap;

        Walk(ReadTxn tx) {
            this.tx = tx;
            start = front.get(tx);
            gap = start;
        }

        private @Nullable Item<E> item() {
            if (front.get(tx) != start) {
                throw new ConcurrentModificationException(
                        "this transaction took elements from " + TQueue.this + " while it iterated over them");
            }
            return gap == null ? null : gap.item.get(tx);
        }

        @Override
        public boolean hasNext() {
            return item() != null;
        }

        @Override
        public E next() {
            Item<E> item = item();
            if (item == null) {
                throw new NoSuchElementException();
            }
            gap = item.next;
            return item.element;
        }

        @Override
        public void forEachRemaining(Consumer<? super E> action) {
            for (Item<E> item = item(); item != null; item = item.next.item.get(tx)) {
                gap = item.next;
                action.accept(item.element);
            }
        }
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
