package dev.tvar.stm.testing.peer;

/**
 * A transactional memory: variables that hold a {@code long}, and transactions that read and write them. Safe for use by
 * several threads.
 *
 * @param <V> its variables
 * @param <T> its transaction handles
 */
public abstract class TxnMemory<V, T> {
    /** For adapters. */
    protected TxnMemory() {}

    /**
     * The body of a transaction. It leaves its results in fields, so that no engine has to box them.
     *
     * @param <T> the handle of its transaction
     */
    @FunctionalInterface
    public interface Body<T> {
        /**
         * Reads and writes; may run more than once.
         *
         * @param txn the running transaction
         */
        void run(T txn);
    }

    /**
     * A new variable.
     *
     * @param initial its first value
     * @return the variable
     */
    public abstract V variable(long initial);

    /**
     * Reads a variable inside a transaction.
     *
     * @param txn the transaction
     * @param variable a variable of this memory
     * @return its value
     */
    public abstract long get(T txn, V variable);

    /**
     * Writes a variable inside a transaction.
     *
     * @param txn the transaction
     * @param variable a variable of this memory
     * @param value the new value
     */
    public abstract void set(T txn, V variable, long value);

    /**
     * Reads one variable outside transactions.
     *
     * @param variable a variable of this memory
     * @return its committed value
     */
    public abstract long now(V variable);

    /**
     * Prepares a transaction, in the form that the engine's own interface takes, so that running it allocates only what the
     * engine allocates.
     *
     * @param body what the transaction does
     * @return runs one transaction, and throws what leaves the body, or what the engine throws when it gives up
     */
    public abstract Runnable prepare(Body<T> body);

    /**
     * Makes the running transaction wait until a variable that it has read changes.
     *
     * @param txn the transaction
     * @throws UnsupportedOperationException if the engine, called from a plain thread, cannot wait
     */
    public void retry(T txn) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " cannot wait");
    }
}
