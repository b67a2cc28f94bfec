package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.Txn;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A first-in, first-out queue that never holds more than its capacity: {@link #put} waits while it is full, {@link #take}
 * while it is empty, both by {@link Txn#retry}. All operations are parts of the caller's transaction.
 *
 * <p><b>Conflicts.</b> Puts conflict with each other, and takes conflict with each other. A put and a take conflict
 * only while the queue is empty, and once per {@code capacity} elements: puts remember the number of elements taken
 * when they last read it, and read it again only when the queue is full by that number.
 *
 * <p>Elements must not be null, and should be immutable. All methods may be called by any thread.
 *
 * @param <E> the type of the elements
 */
public final class TBoundedQueue<E> implements TransactionalQueue<E> {
    private final long capacity;

    /** Puts keep the number of elements taken, as they last read it, at its back. */
    private final TQueue<E> queue;

    private TBoundedQueue(@Nullable String name, long capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
        this.capacity = capacity;
        queue = name == null ? TQueue.create() : TQueue.named(name);
    }

    /**
     * An empty queue. Its memory is proportional to the elements that it holds, not to the capacity.
     *
     * @param <E> the type of the elements
     * @param capacity the greatest number of elements, at least 1
     * @return the queue
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public static <E> TBoundedQueue<E> create(long capacity) {
        return new TBoundedQueue<>(null, capacity);
    }

    /**
     * An empty queue with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @param capacity the greatest number of elements, at least 1
     * @return the queue
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public static <E> TBoundedQueue<E> named(String name, long capacity) {
        return new TBoundedQueue<>(Objects.requireNonNull(name, "name"), capacity);
    }

    // ---- the back

    @Override
    public void put(Txn tx, E element) {
        if (!offer(tx, element)) {
            refuseIfClosed(tx);
            tx.retry();
        }
    }

    @Override
    public boolean offer(Txn tx, E element) {
        Closing.element(this, element);
        long taken = taken(tx, 1);
        return room(tx, taken) > 0 && queue.offer(tx, element, taken);
    }

    @Override
    public void putAll(Txn tx, Collection<? extends E> elements) {
        Object[] all = Closing.elements(this, elements);
        if (all.length > capacity) {
            throw new IllegalArgumentException(all.length + " elements never fit into " + this + ", whose capacity is "
                    + capacity + "; offerAll adds as many as there is room for");
        }
        refuseIfClosed(tx);
        long taken = taken(tx, all.length);
        tx.check(room(tx, taken) >= all.length);
        queue.offerFirst(tx, all, all.length, taken);
    }

    @Override
    public int offerAll(Txn tx, Collection<? extends E> elements) {
        Object[] all = Closing.elements(this, elements);
        long taken = taken(tx, all.length);
        return queue.offerFirst(tx, all, room(tx, taken), taken);
    }

    /** The number of elements taken; perhaps fewer if there is room for a number of elements in any case. */
    private long taken(Txn tx, long needed) {
        long known = queue.knownTaken(tx);
        return room(tx, known) >= needed ? known : queue.takenSoFar(tx);
    }

    /** The room if a number of elements was taken. */
    private long room(Txn tx, long taken) {
        return capacity - (queue.putSoFar(tx) - taken);
    }

    private void refuseIfClosed(ReadTxn tx) {
        if (queue.isClosed(tx)) {
            throw Closing.refused(this);
        }
    }

    @Override
    public void close(Txn tx) {
        queue.close(tx);
    }

    @Override
    public boolean isClosed(ReadTxn tx) {
        return queue.isClosed(tx);
    }

    // ---- the front

    @Override
    public @Nullable E poll(Txn tx) {
        return queue.poll(tx);
    }

    @Override
    public void clear(Txn tx) {
        queue.clear(tx);
    }

    @Override
    public boolean removeIf(Txn tx, Predicate<? super E> filter) {
        return queue.removeIf(tx, filter);
    }

    // ---- reading

    @Override
    public @Nullable E peek(ReadTxn tx) {
        return queue.peek(tx);
    }

    @Override
    public long size(ReadTxn tx) {
        return queue.size(tx);
    }

    /**
     * How many elements there is room for; O(1). Conflicts with every put and take. A closed queue may have room, but
     * accepts nothing.
     *
     * @param tx the caller's transaction or snapshot
     * @return the capacity less the size
     */
    public long remainingCapacity(ReadTxn tx) {
        return capacity - size(tx);
    }

    /**
     * The greatest number of elements.
     *
     * @return the capacity given to {@link #create}
     */
    public long capacity() {
        return capacity;
    }

    @Override
    public Iterator<E> iterator(ReadTxn tx) {
        return queue.iterator(tx);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return queue.name != null ? queue.name : super.toString();
    }
}
