package dev.tvar.stm.testing.engine;

import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction engine, seen through the little that all of them have: variables that hold a {@code long}, transactions
 * that read and write them, and snapshots that only read.
 *
 * <p>Safe for use by several threads. Variables, views and transactions belong to the engine that made them; given to
 * another one they cause a {@link ClassCastException}.
 *
 * <p>To test an engine of your own, implement {@link #variable}, {@link #atomically} and {@link #snapshot}.
 */
public interface Engine extends AutoCloseable {

    /**
     * The short name, as {@link Engines#named} takes it.
     *
     * @return for instance {@code "multiverse"}
     */
    String name();

    /**
     * What runs underneath, with its version where it can be found out.
     *
     * @return for instance {@code "multiverse-core-0.7.0"}
     */
    String product();

    /**
     * A new variable.
     *
     * @param initial its first value
     * @return the variable
     */
    Variable variable(long initial);

    /**
     * Runs a transaction that may write. Not to be called inside another transaction of the same thread.
     *
     * @param <R> what the body returns
     * @param body what to do; may run more than once
     * @return the result of the run that committed
     * @throws RuntimeException what leaves the body, unchanged; nothing was written. Or whatever the engine throws when it
     *     gives up
     */
    <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body);

    /**
     * Runs a transaction that only reads, in the way that the engine offers for this. Not to be called inside another
     * transaction of the same thread.
     *
     * @param <R> what the body returns
     * @param body what to read; may run more than once
     * @return the result
     * @throws RuntimeException as {@link #atomically}
     */
    <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body);

    /**
     * Moves money, if the funds are there. An amount of zero always succeeds and changes nothing; so does a transfer from
     * an account to itself that the account could pay.
     *
     * <p>The default reads and writes; an engine with a better idiom overrides it.
     *
     * @param from who pays
     * @param to who receives
     * @param amount how much; not negative
     * @return true if the money was moved, false if {@code from} holds less than {@code amount}
     * @throws IllegalArgumentException if {@code amount} is negative
     */
    default boolean transfer(Variable from, Variable to, long amount) {
        Checks.notNegative(amount);
        return atomically(tx -> {
            long funds = tx.get(from);
            if (funds < amount) {
                return false;
            }
            tx.set(from, funds - amount);
            tx.set(to, tx.get(to) + amount);
            return true;
        });
    }

    /**
     * How many attempts of transactions and snapshots were thrown away since this engine was made, because others came in
     * between. The default does not know.
     *
     * @return the number, or nothing if the engine does not count
     */
    default OptionalLong aborts() {
        return OptionalLong.empty();
    }

    /**
     * Whether the engine says of itself that it throws when a transaction has lost too often. What it throws then is
     * counted, and is no fault. The default says no.
     *
     * @return true if a transaction may be given up
     */
    default boolean mayGiveUp() {
        return false;
    }

    /** Gives back what the engine holds, if anything. The default does nothing. */
    @Override
    default void close() {}

    /** A variable of an engine: nothing but its identity. */
    interface Variable {}

    /** The right to read, inside one transaction or snapshot. */
    interface View {
        /**
         * The value of a variable, as this transaction sees it.
         *
         * @param variable one of the same engine
         * @return its value
         */
        long get(Variable variable);
    }

    /** The right to read and to write, inside one transaction. */
    interface Transaction extends View {
        /**
         * Writes a variable; others see it when the transaction has committed.
         *
         * @param variable one of the same engine
         * @param value the new value
         */
        void set(Variable variable, long value);
    }
}
