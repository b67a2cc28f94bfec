package dev.tvar.stm.internal.tx;

/** What a transaction asks that runs without a thread of its own: whether it has been cancelled meanwhile. */
interface AsyncControl {
    /** Throws CancellationException if the transaction was cancelled; called between two attempts. */
    void requireOpen();

    /** Decides that an attempt commits, if it can; from here on it is too late to cancel that attempt. */
    void beginCommit();
}
