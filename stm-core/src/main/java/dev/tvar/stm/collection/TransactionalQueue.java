package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The common operations of {@link TQueue}, {@link TBoundedQueue}, {@link TDeque} and {@link TPriorityQueue}. Each is a
 * part of the caller's transaction. Elements must not be null.
 *
 * <p><b>The end of a queue.</b> After {@link #close} no element is accepted; those that are there can still be taken. Then
 * the queue is {@linkplain #isDrained drained}, and every waiting transaction wakes:
 *
 * <pre>{@code
 * for (Job job; (job = STM.atomically(jobs::takeOrNull)) != null; ) {   // the consumer ends with the queue
 *     work(job);
 * }
 *
 * STM.run(jobs::close);           // the producer: no more jobs
 * STM.run(jobs::awaitDrained);    // waits until all were taken
 * }</pre>
 *
 * <p>To end at once, call {@link #close} and {@link #takeAll} in one transaction.
 *
 * <p>On a closed queue {@link #put} and {@link #putAll} throw {@link ClosedException}, and {@link #offer} and {@link
 * #offerAll} return false and 0. On a drained queue {@link #take} throws {@link ClosedException}; {@link #takeOrNull}
 * and {@link #poll} return null. An exception is not a retry: an {@code orElse} whose first branch throws does not try
 * the second.
 *
 * @param <E> the type of the elements
 */
public sealed interface TransactionalQueue<E> permits TQueue, TBoundedQueue, TDeque, TPriorityQueue {

    // ---- adding

    /**
     * Adds an element; in a bounded queue waits until there is room.
     *
     * @param tx the caller's transaction
     * @param element the element to add
     * @throws NullPointerException if the element is null
     * @throws ClosedException if the queue is closed, also while waiting for room
     */
    default void put(Txn tx, E element) {
        if (!offer(tx, element)) {
            throw Closing.refused(this);
        }
    }

    /**
     * Adds an element, if the queue is open and has room. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to add
     * @return false if the queue is closed, or bounded and full
     * @throws NullPointerException if the element is null
     */
    boolean offer(Txn tx, E element);

    /**
     * Adds all elements of a collection, in its order; in a bounded queue waits until there is room for all of them. An
     * exception leaves the queue as it was.
     *
     * @param tx the caller's transaction
     * @param elements the elements to add; no nulls
     * @throws NullPointerException if an element is null
     * @throws IllegalArgumentException if there are more elements than the capacity of a bounded queue, so that there can
     *     never be room for all of them
     * @throws ClosedException if the queue is closed, also while waiting for room
     */
    default void putAll(Txn tx, Collection<? extends E> elements) {
        if (offerAll(tx, elements) == 0 && isClosed(tx)) {
            throw Closing.refused(this);
        }
    }

    /**
     * Adds the elements of a collection, in its order, as far as there is room. Never waits. An exception leaves the
     * queue as it was.
     *
     * @param tx the caller's transaction
     * @param elements the elements to add; no nulls
     * @return the number of elements added: the first ones of the collection; 0 if the queue is closed
     * @throws NullPointerException if an element is null
     */
    int offerAll(Txn tx, Collection<? extends E> elements);

    // ---- taking

    /**
     * Takes the next element; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the element
     * @throws ClosedException if the queue is drained, also while waiting
     */
    default E take(Txn tx) {
        E next = takeOrNull(tx);
        if (next == null) {
            throw Closing.ended(this);
        }
        return next;
    }

    /**
     * Takes the next element; waits until there is one or the queue is drained.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the queue is drained, so that there will never be another one
     */
    default @Nullable E takeOrNull(Txn tx) {
        E next = poll(tx);
        if (next == null) {
            tx.check(isClosed(tx));
        }
        return next;
    }

    /**
     * Takes the next element, if there is one. Never waits.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the queue is empty
     */
    @Nullable
    E poll(Txn tx);

    /**
     * Takes all elements. Never waits.
     *
     * @param tx the caller's transaction
     * @return the elements in the order of single takes; empty if there are none; immutable
     */
    default List<E> takeAll(Txn tx) {
        List<E> all = snapshot(tx);
        if (!all.isEmpty()) {
            clear(tx);
        }
        return all;
    }

    /**
     * Takes the next elements, as many as there are up to a limit. Never waits.
     *
     * @param tx the caller's transaction
     * @param max the maximum number of elements
     * @return the elements in the order of single takes; empty if there are none; immutable
     * @throws IllegalArgumentException if {@code max} is negative
     */
    default List<E> takeUpTo(Txn tx, int max) {
        Closing.checkCount("max", max, 0);
        List<E> taken = new ArrayList<>();
        for (E next; taken.size() < max && (next = poll(tx)) != null; ) {
            taken.add(next);
        }
        return Collections.unmodifiableList(taken);
    }

    /**
     * Takes the next elements, as many as there are up to a limit; waits until there are at least {@code min} or the
     * queue is closed. With a {@code min} of at least 1, an empty list means that the queue is drained.
     *
     * @param tx the caller's transaction
     * @param min the number of elements to wait for
     * @param max the maximum number of elements
     * @return the elements in the order of single takes; fewer than {@code min} only if the queue is closed; immutable
     * @throws IllegalArgumentException if {@code min} is negative or greater than {@code max}
     */
    default List<E> takeBetween(Txn tx, int min, int max) {
        Closing.checkCount("min", min, 0);
        Closing.checkCount("max", max, min);
        List<E> taken = takeUpTo(tx, max);
        tx.check(taken.size() >= min || isClosed(tx));
        return taken;
    }

    /**
     * Removes the elements that satisfy a condition. Reads every element.
     *
     * @param tx the caller's transaction
     * @param filter returns true for the elements to remove; no side effects. If it throws, the queue is as it was
     * @return true if an element was removed
     */
    boolean removeIf(Txn tx, Predicate<? super E> filter);

    /**
     * Removes the next element that is equal to another.
     *
     * @param tx the caller's transaction
     * @param element the element to find
     * @return true if there was one
     */
    default boolean remove(Txn tx, E element) {
        return removeIf(tx, new Closing.First<>(element::equals));
    }

    /**
     * Removes all elements; the queue stays open or closed.
     *
     * @param tx the caller's transaction
     */
    void clear(Txn tx);

    // ---- the end

    /**
     * Closes the queue for further elements, if it is open, and for good. Wakes every transaction that waits for an
     * element or for room.
     *
     * @param tx the caller's transaction
     */
    void close(Txn tx);

    /**
     * Whether the queue accepts no more elements; there may be elements to take. May conflict with puts.
     *
     * @param tx the caller's transaction or snapshot
     * @return true after {@link #close}
     */
    boolean isClosed(ReadTxn tx);

    /**
     * Whether the queue is closed and empty, so that there will never be another element to take.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if nothing can be put or taken any more
     */
    default boolean isDrained(ReadTxn tx) {
        return isEmpty(tx) && isClosed(tx);
    }

    /**
     * Waits until the queue is closed and empty. To close a queue and wait for its consumers, use two transactions: no
     * consumer sees the {@link #close} of a transaction that waits.
     *
     * @param tx the caller's transaction
     */
    default void awaitDrained(Txn tx) {
        tx.check(isDrained(tx));
    }

    // ---- reading

    /**
     * The next element, which stays. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the queue is empty
     */
    @Nullable
    E peek(ReadTxn tx);

    /**
     * Whether there is nothing to take. Conflicts with takes, and with puts while the queue is empty.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there is no element
     */
    default boolean isEmpty(ReadTxn tx) {
        return peek(tx) == null;
    }

    /**
     * The number of elements; O(1). Conflicts with every put and take.
     *
     * @param tx the caller's transaction or snapshot
     * @return how many elements there are
     */
    long size(ReadTxn tx);

    /**
     * Whether an element is in the queue. A transaction depends on the elements up to the first that is equal.
     *
     * @param tx the caller's transaction or snapshot
     * @param element the element to find
     * @return true if the queue has an equal element
     */
    default boolean contains(ReadTxn tx, E element) {
        boolean found = false;
        for (Iterator<E> elements = iterator(tx); !found && elements.hasNext(); ) {
            found = element.equals(elements.next());
        }
        return found;
    }

    /**
     * The elements, in the order in which they would be taken; copies nothing. A transaction depends on those visited.
     *
     * @param tx the caller's transaction or snapshot
     * @return an iterator for use in this transaction or snapshot, without {@link Iterator#remove}. After its end it throws
     *     {@link IllegalStateException}. If the transaction takes or removes elements meanwhile, it may throw {@link
     *     java.util.ConcurrentModificationException} or miss elements
     */
    Iterator<E> iterator(ReadTxn tx);

    /**
     * Calls an action for each element, in the order in which they would be taken; copies nothing.
     *
     * @param tx the caller's transaction or snapshot
     * @param action receives each element; must not change this queue
     */
    default void forEach(ReadTxn tx, Consumer<? super E> action) {
        iterator(tx).forEachRemaining(action);
    }

    /**
     * The elements at one instant, in the order in which they would be taken; conflicts with no other transaction. Inside
     * a transaction of this thread it is {@link #snapshot(ReadTxn)}, and sees the writes of that transaction.
     *
     * @return an immutable list
     */
    default List<E> snapshot() {
        return STM.snapshot(this::snapshot);
    }

    /**
     * The elements as this transaction or snapshot sees them, in the order in which they would be taken.
     *
     * @param tx the caller's transaction or snapshot
     * @return an immutable list
     */
    default List<E> snapshot(ReadTxn tx) {
        List<E> elements = new ArrayList<>();
        forEach(tx, elements::add);
        return Collections.unmodifiableList(elements);
    }

    /**
     * The queue itself as a {@link BlockingQueue}, for code that knows no transactions. Each call is a transaction of its
     * own, or a snapshot if it only reads; inside a transaction of the same thread it is part of that one. So is a bulk
     * operation such as {@code addAll} or {@code removeIf}. Iterators show the instant of their creation.
     *
     * <p>On a closed queue {@code add} and {@code put} throw {@link ClosedException}, and {@code offer} returns false; on a
     * drained one {@code take} throws it, and a {@code poll} with a time limit returns null at once.
     *
     * @return a live view; any number of them are equivalent
     */
    default BlockingQueue<E> asQueue() {
        return new QueueView<>(this);
    }
}
