package dev.tvar.stm.benchmarks.engine;

/** Accounts that any number of threads work on, each through a {@link Teller} of its own. */
public interface Accounts extends AutoCloseable {
    /**
     * A teller for one thread.
     *
     * @return a new teller
     */
    Teller teller();

    /**
     * The sum of all balances. Exact only when nobody works.
     *
     * @return the sum
     */
    long total();

    /** Ends what runs in the background, if anything does. */
    @Override
    default void close() {}
}
