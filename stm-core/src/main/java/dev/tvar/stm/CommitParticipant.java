package dev.tvar.stm;

/**
 * Takes part in the commit of one transaction: prepares what must be ready before it, and confirms afterwards that it has
 * reached its destination, for example a disk. For authors of stores; given to a transaction with {@link Txn#enlist}.
 *
 * <p>Both methods are called by the thread of the transaction, with no variable locked. Each attempt enlists participants of
 * its own.
 */
public interface CommitParticipant {
    /**
     * Prepares the commit. Called after the body, inside the transaction; may be called in an attempt that is lost
     * afterwards.
     *
     * @param tx the transaction, to read and to write as its body could
     * @throws RuntimeException leaves the transaction as if its body had thrown it: nothing is written
     */
    void prepare(Txn tx);

    /**
     * Returns when the commit has reached its destination. Called once, outside any transaction, after the commit and before
     * the {@link Txn#afterCommit} hooks.
     *
     * @throws RuntimeException reaches the caller of the transaction after the other participants and the hooks have run.
     *     The transaction <b>has committed</b> in this process; the message should say so
     */
    void confirm();
}
