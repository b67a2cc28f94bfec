package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;

/** The check that iterators make at each step: their transaction or snapshot is still that of the caller. */
final class FailFast {
    private FailFast() {}

    /**
     * Throws unless the caller may still use {@code tx}. Costs a few instructions, and adds nothing to what the transaction
     * depends on: a transaction is asked directly, a snapshot through a read.
     *
     * @param tx the transaction or snapshot
     * @param any any variable of the structure
     * @throws IllegalStateException if {@code tx} belongs to another thread or has ended
     */
    static void check(ReadTxn tx, TVar<?> any) {
        if (tx instanceof Txn own) {
            own.check(true);
        } else {
            any.get(tx);
        }
    }
}
