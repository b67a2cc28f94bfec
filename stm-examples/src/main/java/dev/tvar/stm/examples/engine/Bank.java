package dev.tvar.stm.examples.engine;

import java.util.OptionalLong;

/**
 * Accounts, numbered from 0, between which money is moved. Any number of threads may work at the same bank, each with a
 * {@link Teller} of its own; the other methods may be called by any thread.
 */
public interface Bank extends AutoCloseable {
    /**
     * A teller for one thread.
     *
     * @return a new teller
     */
    Teller teller();

    /**
     * The sum of all accounts, as an auditor sees it while transfers run.
     *
     * @return the total; the comparison shows whether it is right
     */
    long audit();

    /**
     * The balance of every account. Exact only when no transfer runs.
     *
     * @return one balance per account
     */
    long[] balances();

    /**
     * The number of runs of a transfer or an audit that were aborted and repeated so far, not counting waits for funds.
     *
     * @return the number; empty where a transfer is never repeated
     */
    default OptionalLong aborts() {
        return OptionalLong.empty();
    }

    /**
     * The number of messages between actors so far.
     *
     * @return the number; none where there are no actors
     */
    default Messages messages() {
        return Messages.NONE;
    }

    /** Ends whatever the bank runs in the background, and returns when that has ended. */
    @Override
    default void close() {}
}
