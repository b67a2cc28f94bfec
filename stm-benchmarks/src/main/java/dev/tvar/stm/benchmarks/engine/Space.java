package dev.tvar.stm.benchmarks.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program with a data model of its own needs of an engine: variables, tables, and transactions over them. W11 and W12
 * are written once, over this interface. It is thin: a JVM runs one engine, so each call has one target; a variable is the
 * engine's own in a wrapper, or the value itself in a wrapper for locks, which so pay one indirection less than transactions.
 *
 * <p>Everything but {@link #run} and the factories is used inside a transaction only, with its {@link Tx}.
 */
public interface Space {
    /** A new variable; also inside a transaction. */
    <V> Variable<V> variable(V initial);

    /** A new variable for a number; also inside a transaction. */
    LongVariable number(long initial);

    /** A new, empty table. */
    <K, V> Table<K, V> table();

    /** A new, empty table in the order of its keys. */
    <K extends Comparable<K>, V> SortedTable<K, V> sortedTable();

    /** A new, empty bag; also inside a transaction. */
    <E> Bag<E> bag();

    /**
     * Runs a body as one atomic operation; an engine may run it more than once.
     *
     * @param access what the body reads and writes, for engines that lock
     */
    long run(Access access, Body body);

    /** The right to use variables. */
    interface Tx {}

    /** The work of a transaction. */
    @FunctionalInterface
    interface Body {
        /** Does the work, and nothing else: it must tolerate being re-run. */
        long run(Tx tx);
    }

    /** A variable that refers to an object. */
    interface Variable<V> {
        /** The value. */
        V get(Tx tx);

        /** Replaces the value. */
        void set(Tx tx, V value);
    }

    /** A variable that contains a number. */
    interface LongVariable {
        /** The value. */
        long get(Tx tx);

        /** Replaces the value. */
        void set(Tx tx, long value);

        /** Adds to the value. */
        default void add(Tx tx, long delta) {
            set(tx, get(tx) + delta);
        }
    }

    /** A map. */
    interface Table<K, V> {
        /** The value of a key, or null. */
        @Nullable
        V get(Tx tx, K key);

        /** Adds or replaces an entry. */
        void put(Tx tx, K key, V value);

        /** Removes an entry, if it is present. */
        void remove(Tx tx, K key);

        /** The number of entries. */
        int size(Tx tx);
    }

    /** A map in the order of its keys. */
    interface SortedTable<K, V> {
        /** Adds or replaces an entry. */
        void put(Tx tx, K key, V value);

        /** Removes an entry, if it is present. */
        void remove(Tx tx, K key);

        /** The values of the keys from {@code from} to before {@code to}, in order; nothing may change while they are visited. */
        Iterable<V> between(Tx tx, K from, K to);
    }

    /** Some elements, few enough to be searched one by one. */
    interface Bag<E> {
        /** The elements; valid until the bag changes or the transaction ends. */
        List<E> elements(Tx tx);

        /** Adds an element. */
        void add(Tx tx, E element);

        /** Removes an element that is equal, if there is one. */
        void remove(Tx tx, E element);
    }
}
