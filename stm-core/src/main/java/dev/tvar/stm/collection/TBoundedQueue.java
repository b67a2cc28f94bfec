package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import java.util.List;
import java.util.Objects;
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
public final class TBoundedQueue<E> {
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
        knownTaken = TLong.named((name == null ? "TBoundedQueue" : name) + ".knownTaken", 0);
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

    /**
     * Appends an element; waits until there is room.
     *
     * @param tx the caller's transaction
     * @param element the element to append
     * @throws NullPointerException if the element is null
     */
    public void put(Txn tx, E element) {
        tx.check(offer(tx, element));
    }

    /**
     * Appends an element, if there is room. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to append
     * @return false if the queue is full
     * @throws NullPointerException if the element is null
     */
    public boolean offer(Txn tx, E element) {
        Objects.requireNonNull(element, "a TBoundedQueue does not hold null");
        boolean room = hasRoom(tx);
        if (room) {
            queue.put(tx, element);
        }
        return room;
    }

    private boolean hasRoom(Txn tx) {
        long put = queue.putSoFar(tx);
        if (put - knownTaken.get(tx) < capacity) {
            return true;
        }
        long taken = queue.takenSoFar(tx);
        if (put - taken < capacity) {
            knownTaken.set(tx, taken);
            return true;
        }
        return false;
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
        return queue.poll(tx);
    }

    /**
     * The first element, which stays. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the queue is empty
     */
    public @Nullable E peek(ReadTxn tx) {
        return queue.peek(tx);
    }

    /**
     * Whether there is nothing to take. Conflicts with takes, and with puts while the queue is empty.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there is no element
     */
    public boolean isEmpty(ReadTxn tx) {
        return queue.isEmpty(tx);
    }

    /**
     * The number of elements; O(1). Conflicts with every put and take.
     *
     * @param tx the caller's transaction or snapshot
     * @return how many elements there are, from 0 to the capacity
     */
    public long size(ReadTxn tx) {
        return queue.size(tx);
    }

    /**
     * How many elements there is room for; O(1). Conflicts with every put and take.
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
        return queue.snapshot(tx);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
