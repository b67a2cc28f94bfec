package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TwoWayGap.Item;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded queue with two ends. Its operations are parts of the caller's transaction: puts and takes are undone
 * with it, and {@link #takeFirst} and {@link #takeLast} wait by {@link Txn#retry}. As a {@link TransactionalQueue} it
 * adds elements behind the last and takes the first.
 *
 * <p><b>Conflicts.</b> Operations at the same end conflict with each other. Operations at different ends conflict only
 * while the deque is empty, or if both take the only element; {@link #close} conflicts with both ends. Every operation
 * on one element is O(1).
 *
 * <p>Elements must not be null, and should be immutable. All methods may be called by any thread.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
public final class TDeque<E> implements TransactionalQueue<E> {
    /** The given name, or null. */
    private final @Nullable String name;

    private final @Nullable String itemName;

    /** The gap before the first item; null, as {@code last}, until something is put. */
    private final TVar<@Nullable TwoWayGap<E>> first;

    private final TVar<@Nullable TwoWayGap<E>> last;

    private TDeque(@Nullable String name) {
        this.name = name;
        itemName = Names.part(name, ".item");
        first = Names.variable(Names.part(name, ".first"), null);
        last = Names.variable(Names.part(name, ".last"), null);
    }

    /**
     * An empty deque; takes about 100 bytes.
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

    // ---- adding

    /**
     * Puts an element before all others. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to put
     * @throws ClosedException if the deque is closed
     */
    public void putFirst(Txn tx, E element) {
        if (!offerFirst(tx, element)) {
            throw Closing.refused(this);
        }
    }

    /**
     * Puts an element behind all others. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to put
     * @throws ClosedException if the deque is closed
     */
    public void putLast(Txn tx, E element) {
        put(tx, element);
    }

    /**
     * Puts an element before all others, if the deque is open. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to put
     * @return false if the deque is closed
     */
    public boolean offerFirst(Txn tx, E element) {
        Closing.element(this, element);
        TwoWayGap<E> gap = end(tx, first);
        if (gap.isClosed()) {
            return false;
        }
        Item<E> item = new Item<>(element, null, gap, itemName);
        gap.before().set(tx, item);
        first.set(tx, item.before);
        return true;
    }

    /**
     * Puts an element behind all others, if the deque is open. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to put
     * @return false if the deque is closed
     */
    public boolean offerLast(Txn tx, E element) {
        Closing.element(this, element);
        TwoWayGap<E> gap = end(tx, last);
        if (gap.isClosed()) {
            return false;
        }
        Item<E> item = new Item<>(element, gap, null, itemName);
        gap.after().set(tx, item);
        last.set(tx, gap.replacedBy(item.after));
        return true;
    }

    /** The gap at an end; creates the first one. */
    private TwoWayGap<E> end(Txn tx, TVar<@Nullable TwoWayGap<E>> end) {
        TwoWayGap<E> present = end.get(tx);
        return present != null ? present : restart(tx, false);
    }

    /** Begins a new chain. */
    private TwoWayGap<E> restart(Txn tx, boolean closed) {
        TwoWayGap<E> open = TwoWayGap.at(0, null, null, itemName);
        TwoWayGap<E> only = closed ? open.closed() : open;
        first.set(tx, only);
        last.set(tx, only);
        return only;
    }

    @Override
    public boolean offer(Txn tx, E element) {
        return offerLast(tx, element);
    }

    @Override
    public int offerAll(Txn tx, Collection<? extends E> elements) {
        Object[] all = Closing.elements(this, elements);
        if (isClosed(tx)) {
            return 0;
        }
        appendAll(tx, all);
        return all.length;
    }

    private void appendAll(Txn tx, Object[] elements) {
        if (elements.length > 0) {
            last.set(tx, end(tx, last).append(tx, elements, itemName));
        }
    }

    // ---- taking

    /**
     * Takes the first element off; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the element
     * @throws ClosedException if the deque is drained, also while waiting
     */
    public E takeFirst(Txn tx) {
        return take(tx);
    }

    /**
     * Takes the last element off; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the element
     * @throws ClosedException if the deque is drained, also while waiting
     */
    public E takeLast(Txn tx) {
        E element = takeLastOrNull(tx);
        if (element == null) {
            throw Closing.ended(this);
        }
        return element;
    }

    /**
     * Takes the last element off; waits until there is one or the deque is drained.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the deque is drained, so that there will never be another one
     */
    public @Nullable E takeLastOrNull(Txn tx) {
        E element = pollLast(tx);
        if (element == null) {
            tx.check(isClosed(tx));
        }
        return element;
    }

    @Override
    public @Nullable E poll(Txn tx) {
        return pollFirst(tx);
    }

    /**
     * Takes the first element off, if there is one. Never waits.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the deque is empty
     */
    public @Nullable E pollFirst(Txn tx) {
        TwoWayGap<E> gap = first.get(tx);
        Item<E> item = gap == null ? null : gap.after().get(tx);
        if (gap == null || item == null) {
            return null;
        }
        item.after.before().set(tx, null);
        first.set(tx, gap.replacedBy(item.after));
        gap.cut(tx, gap.after());
        return item.element;
    }

    /**
     * Takes the last element off, if there is one. Never waits.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the deque is empty
     */
    public @Nullable E pollLast(Txn tx) {
        TwoWayGap<E> gap = last.get(tx);
        Item<E> item = gap == null ? null : gap.before().get(tx);
        if (gap == null || item == null) {
            return null;
        }
        item.before.after().set(tx, null);
        last.set(tx, gap.replacedBy(item.before));
        gap.cut(tx, gap.before());
        return item.element;
    }

    @Override
    public void clear(Txn tx) {
        restart(tx, isClosed(tx));
    }

    @Override
    public boolean removeIf(Txn tx, Predicate<? super E> filter) {
        List<E> kept = Closing.kept(iterator(tx), filter);
        if (kept != null) {
            clear(tx);
            appendAll(tx, kept.toArray());
        }
        return kept != null;
    }

    // ---- the end

    @Override
    public void close(Txn tx) {
        first.set(tx, end(tx, first).closed());
        last.set(tx, end(tx, last).closed());
    }

    @Override
    public boolean isClosed(ReadTxn tx) {
        TwoWayGap<E> gap = first.get(tx);
        return gap != null && gap.isClosed();
    }

    // ---- reading

    @Override
    public @Nullable E peek(ReadTxn tx) {
        return peekFirst(tx);
    }

    /**
     * The first element, which stays. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the deque is empty
     */
    public @Nullable E peekFirst(ReadTxn tx) {
        TwoWayGap<E> gap = first.get(tx);
        Item<E> item = gap == null ? null : gap.after().get(tx);
        return item == null ? null : item.element;
    }

    /**
     * The last element, which stays. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the deque is empty
     */
    public @Nullable E peekLast(ReadTxn tx) {
        TwoWayGap<E> gap = last.get(tx);
        Item<E> item = gap == null ? null : gap.before().get(tx);
        return item == null ? null : item.element;
    }

    @Override
    public long size(ReadTxn tx) {
        TwoWayGap<E> start = first.get(tx);
        return start == null ? 0 : Objects.requireNonNull(last.get(tx)).position() - start.position();
    }

    @Override
    public Iterator<E> iterator(ReadTxn tx) {
        return new TwoWayGap.Walk<>(tx, first, true);
    }

    /**
     * The elements from the last to the first; otherwise as {@link #iterator}.
     *
     * @param tx the caller's transaction or snapshot
     * @return an iterator for use in this transaction or snapshot, without {@link Iterator#remove}
     */
    public Iterator<E> descendingIterator(ReadTxn tx) {
        return new TwoWayGap.Walk<>(tx, last, false);
    }

    /**
     * The deque itself as a {@link BlockingDeque}; otherwise as {@link #asQueue}.
     *
     * @return a live view; any number of them are equivalent
     */
    public BlockingDeque<E> asDeque() {
        return new DequeView<>(this);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
