package dev.tvar.stm.benchmarks.engine;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the objects of one engine that workloads use. An adapter implements the methods for which {@link MeasuredEngine} lists
 * the capability; the other methods throw. Every object that it opens may be shared by all threads.
 */
public interface Adapter {
    /** Opens {@code count} accounts, numbered from 0, with the same opening balance. */
    default Accounts accounts(int count, long opening) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no accounts");
    }

    /**
     * Opens accounts for threads that write each operation as a lambda: it captures its arguments and returns its result, as
     * programs do. An engine without closures has its usual workers.
     *
     * @param bodies the number of different bodies, a power of two; see {@link Bodies}
     */
    default Accounts lambdas(int count, long opening, int bodies) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no lambdas");
    }

    /** Opens a counter that starts at 0. */
    default Counter counter() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no counter");
    }

    /** Opens an empty slot. */
    default Slot slot() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no slot");
    }

    /** Opens an empty map. */
    default SharedMap map() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no map");
    }

    /** Opens an empty queue between two threads. */
    default SharedQueue queue(int capacity) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no queue");
    }

    /** Opens a closed gate. */
    default Gate gate() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no gate");
    }

    /** Opens an empty space for a data model. */
    default Space space() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no variables and tables");
    }

    /**
     * Accounts that threads use through workers.
     *
     * @param workers creates a worker for one thread
     * @param total the sum of all balances; exact only while no thread works
     * @param close stops the engine's background threads, if there are any
     */
    record Accounts(Supplier<AccountWorker> workers, LongSupplier total, Runnable close) {
        Accounts(Supplier<AccountWorker> workers, LongSupplier total) {
            this(workers, total, () -> {});
        }
    }

    /**
     * A number that threads increment.
     *
     * @param add adds 1 by the cheapest operation of the engine
     * @param readAndWrite reads the number and writes the next one, as a body with more work would
     * @param value the current number
     */
    record Counter(Runnable add, Runnable readAndWrite, LongSupplier value) {}

    /** Holds one number or is empty; one thread puts and one takes. */
    interface Slot {
        /** Waits until the slot is empty and fills it with a number, which is not 0. */
        void put(long number);

        /** Waits until the slot is full and empties it. */
        long take();
    }

    /** A gate at which threads wait. */
    interface Gate {
        /** Waits until the gate is open. */
        void pass();

        /** Opens the gate; {@code waiting} is for engines that do not register waiters themselves. */
        void open(Thread[] waiting);
    }

    /** A map; every method is one atomic operation. */
    interface SharedMap {
        /** The value of a key, or null. */
        @Nullable
        Integer get(Integer key);

        /** Adds or replaces an entry; returns whether the key is new. */
        boolean put(Integer key, Integer value);

        /** Removes an entry; returns whether it was present. */
        boolean remove(Integer key);

        /** Moves the value of {@code from}, if present, to {@code to}, if absent; returns whether it moved. */
        default boolean move(Integer from, Integer to) {
            throw new UnsupportedOperationException(getClass().getSimpleName() + " cannot change two keys atomically");
        }

        /** The number of entries; exact only while no thread works. */
        int size();
    }

    /** A first-in, first-out queue that one thread fills and another empties. */
    interface SharedQueue {
        /** Waits until there is room and appends an element. */
        void put(Integer element);

        /** Waits until there is an element and removes the first. */
        Integer take();
    }
}
