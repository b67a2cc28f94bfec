package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import org.jspecify.annotations.Nullable;

/**
 * The check that iterators make at each step: their transaction or snapshot is still that of the caller. It costs a few
 * instructions, and adds nothing to what the transaction depends on: a transaction is asked directly, a snapshot through a
 * read.
 */
final class FailFast implements Runnable {
    private final ReadTxn tx;

    /** The transaction, null for a snapshot: a test of each step against an interface would take most of its time. */
    private final @Nullable Txn own;

    /** Any variable of the structure. */
    private final TVar<?> any;

    FailFast(ReadTxn tx, TVar<?> any) {
        this.tx = tx;
        own = tx instanceof Txn writing ? writing : null;
        this.any = any;
    }

    /** Throws an IllegalStateException if the transaction or snapshot belongs to another thread or has ended. */
    @Override
    public void run() {
        if (own != null) {
            own.check(true);
        } else {
            any.get(tx);
        }
    }
}
