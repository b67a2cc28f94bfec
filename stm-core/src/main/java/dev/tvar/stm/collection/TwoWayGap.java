package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The place between two items of a {@link TDeque}, or outside the first or last one.
 *
 * @param position increases from the first gap to the last, from an arbitrary start
 * @param before the item before this gap; null at the front
 * @param after the item behind this gap; null at the back
 * @param isClosed whether this is an end of a closed deque
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
record TwoWayGap<E>(long position, TVar<@Nullable Item<E>> before, TVar<@Nullable Item<E>> after, boolean isClosed) {
    /*
     * A chain of gaps and items, as in TQueue, that can be walked both ways: first gap, item, gap, ..., last gap. A gap
     * knows the item on either side, null at the outside. Adding fills the outside of the end gap; the new end gap is
     * created with its inner side set. Taking moves the end one gap inwards and clears the outer side of the new end
     * gap. So an operation at one end writes that end's variable and the outer side of one gap, and reads the inner
     * side of its end gap: with an item in between, operations at the two ends share nothing, unless both take that
     * item.
     *
     * Positions increase from the first to the last, from an arbitrary start, so that the size is a difference.
     *
     * The end. Closing marks both end gaps, each by a copy that shares its variables; a take hands the mark on to the
     * new end gap. So every operation reads the mark with the end that it needs in any case, and a waiting one wakes.
     */

    private static final int CUT = 64;

    static <E> TwoWayGap<E> at(
            long position, @Nullable Item<E> before, @Nullable Item<E> after, @Nullable String itemName) {
        return new TwoWayGap<>(position, Names.variable(itemName, before), Names.variable(itemName, after), false);
    }

    /** A copy that shares the variables. */
    TwoWayGap<E> closed() {
        return new TwoWayGap<>(position, before, after, true);
    }

    /** The gap that becomes an end of the deque in place of this one. */
    TwoWayGap<E> replacedBy(TwoWayGap<E> other) {
        return isClosed ? other.closed() : other;
    }

    /**
     * Hangs elements, at least one, behind this gap, the last one: as a chain of their own, whose variables no other
     * transaction has seen, so that it is one write. Returns the new last gap.
     */
    @SuppressWarnings("unchecked") // all elements are of type E
    TwoWayGap<E> append(Txn tx, Object[] elements, @Nullable String itemName) {
        Item<E> head = new Item<>((E) elements[0], this);
        Item<E> tail = head;
        for (int i = 1; i < elements.length; i++) {
            tail = tail.followedBy((E) elements[i], itemName);
        }
        tail.isLast(itemName);
        after.set(tx, head);
        return replacedBy(tail.after);
    }

    /** Empties one side of a gap that is left behind, if it is a 64th one, for the garbage collector; see TQueue. */
    void cut(Txn tx, TVar<@Nullable Item<E>> side) {
        if (position % CUT == 0) {
            side.set(tx, null);
        }
    }

    /** An element with its two gaps: one is created before the item, the other refers to the item from the start. */
    static final class Item<E> {
        final E element;
        final TwoWayGap<E> before;

        /** Plain: set once, before a variable refers to the chain of which this item is a part. */
        TwoWayGap<E> after;

        Item(E element, @Nullable TwoWayGap<E> before, @Nullable TwoWayGap<E> after, @Nullable String itemName) {
            this.element = element;
            this.before = before != null ? before : TwoWayGap.at(at(after) - 1, null, this, itemName);
            this.after = after != null ? after : TwoWayGap.at(at(before) + 1, this, null, itemName);
        }

        /** The first item of a chain, which {@link #followedBy} continues and {@link #isLast} ends. */
        private Item(E element, TwoWayGap<E> before) {
            this.element = element;
            this.before = before;
        }

        private Item(E element, Item<E> previous, @Nullable String itemName) {
            this.element = element;
            before = TwoWayGap.at(previous.before.position + 1, previous, this, itemName);
        }

        private Item<E> followedBy(E next, @Nullable String itemName) {
            Item<E> item = new Item<>(next, this, itemName);
            after = item.before;
            return item;
        }

        private void isLast(@Nullable String itemName) {
            after = TwoWayGap.at(before.position + 1, this, null, itemName);
        }

        private static long at(@Nullable TwoWayGap<?> gap) {
            return Objects.requireNonNull(gap).position;
        }
    }

    /** Walks from one end to the other; each step reads a variable, and so fails after the end of the transaction. */
    static final class Walk<E> implements Iterator<E> {
        private final ReadTxn tx;
        private final TVar<@Nullable TwoWayGap<E>> end;
        private final boolean forward;
        private final @Nullable TwoWayGap<E> start;

        /** The gap before the next item, in the direction of the walk. */
        private @Nullable TwoWayGap<E> gap;

        Walk(ReadTxn tx, TVar<@Nullable TwoWayGap<E>> end, boolean forward) {
            this.tx = tx;
            this.end = end;
            this.forward = forward;
            start = end.get(tx);
            gap = start;
        }

        private @Nullable Item<E> item() {
            if (end.get(tx) != start) {
                throw new ConcurrentModificationException(
                        "this transaction changed the deque while it iterated over it");
            }
            return gap == null ? null : (forward ? gap.after : gap.before).get(tx);
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
            gap = forward ? item.after : item.before;
            return item.element;
        }
    }
}
