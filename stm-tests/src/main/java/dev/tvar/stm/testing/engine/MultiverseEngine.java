package dev.tvar.stm.testing.engine;

import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.multiverse.api.GlobalStmInstance;
import org.multiverse.api.IsolationLevel;
import org.multiverse.api.Stm;
import org.multiverse.api.StmUtils;
import org.multiverse.api.Txn;
import org.multiverse.api.TxnExecutor;
import org.multiverse.api.callables.TxnCallable;
import org.multiverse.api.references.TxnLong;

/**
 * Multiverse with one {@code TxnLong} per variable: with its defaults (isolation level snapshot, 1,000
 * tries), or at isolation level serializable. A snapshot is a read-only transaction.
 */
final class MultiverseEngine implements Engine {
    private final Aborts aborts = new Aborts();
    private final String name;
    private final TxnExecutor updates;
    private final TxnExecutor reads;

    MultiverseEngine(boolean serializable) {
        Stm stm = GlobalStmInstance.getGlobalStmInstance();
        name = serializable ? "multiverse-serializable" : "multiverse";
        updates = serializable
                ? stm.newTxnFactoryBuilder()
                        .setIsolationLevel(IsolationLevel.Serializable)
                        .newTxnExecutor()
                : stm.getDefaultTxnExecutor();
        reads = stm.newTxnFactoryBuilder().setReadonly(true).newTxnExecutor();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String product() {
        return Checks.jarOf(Stm.class, "multiverse-core");
    }

    @Override
    public Variable variable(long initial) {
        return new Ref(StmUtils.newTxnLong(initial));
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        return run(updates, body);
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        return run(reads, body);
    }

    private <R extends @Nullable Object> R run(TxnExecutor executor, Function<? super Transaction, ? extends R> body) {
        try (Aborts.Call call = aborts.call()) {
            return executor.execute((TxnCallable<R>) tx -> {
                call.attempt();
                return body.apply(new Tx(tx));
            });
        }
    }

    @Override
    public OptionalLong aborts() {
        return OptionalLong.of(aborts.count());
    }

    @Override
    public boolean mayGiveUp() {
        return true;
    }

    private record Ref(TxnLong cell) implements Variable {}

    private record Tx(Txn txn) implements Transaction {
        @Override
        public long get(Variable variable) {
            return ((Ref) variable).cell.get(txn);
        }

        @Override
        public void set(Variable variable, long value) {
            ((Ref) variable).cell.set(txn, value);
        }
    }
}
