package dev.tvar.stm.testing.engine;

import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction engine, reduced to the features that all engines share: variables that hold a {@code
 * long}, transactions that read and write them, and snapshots that only read.
 *
 * <p>Retry, nesting and {@code orElse} are not among them: a retry is an exception that leaves the body, which every engine must undo.
 *
 * <p>Thread-safe. Variables, views and transactions belong to the engine that created them; another
 * engine throws {@link ClassCastException} for them.
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
     * The product that runs underneath, with its version if that is known.
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
     * @throws RuntimeException an exception of the body, unchanged, after which nothing is written; or the
     * exception with which the engine gives up
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
     * The number of attempts of transactions and snapshots that were aborted because of conflicts since
     * this engine was created. The default does not count.
     *
     * @return the number, or nothing if the engine does not count
     */
    default OptionalLong aborts() {
        return OptionalLong.empty();
    }

    /**
     * Whether the engine declares that it throws when a transaction has lost too often. Such exceptions
     * are counted, and are no faults. The default returns false.
     *
     * @return true if a transaction may be given up
     */
    default boolean mayGiveUp() {
        return false;
    }

    /** Releases the resources of the engine. The default does nothing. */
    @Override
    default void close() {}

    /** A variable of an engine; it has only an identity. */
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
