package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
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
    /** The given name, or null. */
    private final @Nullable String name;

    private final long capacity;
    private final TQueue<E> queue;

    /** A lower bound of the number of elements taken. Only transactions that put read and write it. */
    private final TLong knownTaken;

    private TBoundedQueue(@Nullable String name, long capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
        this.capacity = capacity;
        this.name = name;
        queue = name == null ? TQueue.create() : TQueue.named(name);
        knownTaken = name == null ? TLong.of(0) : TLong.named(name + ".knownTaken", 0);
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
        return room(tx, 1) > 0 && queue.offer(tx, element);
    }

    @Override
    public void putAll(Txn tx, Collection<? extends E> elements) {
        Object[] all = Closing.elements(this, elements);
        if (all.length > capacity) {
            throw new IllegalArgumentException(all.length + " elements never fit into " + this + ", whose capacity is "
                    + capacity + "; offerAll adds as many as there is room for");
        }
        refuseIfClosed(tx);
        tx.check(room(tx, all.length) >= all.length);
        queue.offerFirst(tx, all, all.length);
    }

    @Override
    public int offerAll(Txn tx, Collection<? extends E> elements) {
        Object[] all = Closing.elements(this, elements);
        return queue.offerFirst(tx, all, room(tx, all.length));
    }

    /** The room; if there is enough for a number of elements, perhaps less than there is. */
    private long room(Txn tx, long needed) {
        long put = queue.putSoFar(tx);
        long known = capacity - (put - knownTaken.get(tx));
        if (known >= needed) {
            return known;
        }
        long taken = queue.takenSoFar(tx);
        long room = capacity - (put - taken);
        if (room > known) {
            knownTaken.set(tx, taken);
        }
        return room;
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
        return name != null ? name : super.toString();
    }
}
