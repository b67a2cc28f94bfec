package dev.tvar.stm.spi;

import dev.tvar.stm.Txn;

/**
 * A participant in the commit of one transaction. It prepares the commit, for example encodes values, and confirms afterwards
 * that the commit has reached its destination, for example a disk. For authors of stores; see {@link Txn#enlist}.
 *
 * <p>Both methods are called by the thread of the transaction, with no variable locked. Each attempt enlists participants of
 * its own.
 */
public interface CommitParticipant {
    /**
     * Prepares the commit. Called after the body, inside the transaction. The attempt may still lose a conflict afterwards.
     *
     * @param tx the transaction; the participant may read and write variables, like the body
     * @throws RuntimeException aborts the transaction as if its body had thrown it: nothing is written
     */
    void prepare(Txn tx);

    /**
     * Waits until the commit has reached its destination. Called once, outside any transaction, after the commit and before
     * the {@link Txn#afterCommit} hooks.
     *
     * @throws RuntimeException reaches the caller of the transaction after the other participants and the hooks have run.
     *     The transaction <b>has committed</b> in this process; the message should say so
     */
    void confirm();
}
