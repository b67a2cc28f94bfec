package dev.tvar.stm.testing.peer;

import org.multiverse.api.StmUtils;
import org.multiverse.api.Txn;
import org.multiverse.api.TxnExecutor;
import org.multiverse.api.callables.TxnVoidCallable;
import org.multiverse.api.references.TxnLong;

/** Multiverse: a {@code TxnLong} for each variable, and the settings of one executor. */
public final class MultiverseMemory extends TxnMemory<TxnLong, Txn> {
    private final TxnExecutor executor;

    /**
     * A memory whose transactions run on an executor.
     *
     * @param executor the executor, with its isolation level and limits
     */
    public MultiverseMemory(TxnExecutor executor) {
        this.executor = executor;
    }

    @Override
    public TxnLong variable(long initial) {
        return StmUtils.newTxnLong(initial);
    }

    @Override
    public long get(Txn txn, TxnLong variable) {
        return variable.get(txn);
    }

    @Override
    public void set(Txn txn, TxnLong variable, long value) {
        variable.set(txn, value);
    }

    @Override
    public long now(TxnLong variable) {
        return variable.atomicGet();
    }

    @Override
    public Runnable prepare(Body<Txn> body) {
        TxnVoidCallable callable = body::run;
        return () -> executor.execute(callable);
    }

    @Override
    public void retry(Txn txn) {
        txn.retry();
    }
}
