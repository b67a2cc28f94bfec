package dev.tvar.stm.testing.engine;

import clojure.lang.Ref;
import dev.tvar.stm.testing.peer.ClojureMemory;
import dev.tvar.stm.testing.peer.MultiverseMemory;
import dev.tvar.stm.testing.peer.ScalaStmMemory;
import dev.tvar.stm.testing.peer.TxnMemory;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.multiverse.api.GlobalStmInstance;
import org.multiverse.api.IsolationLevel;
import org.multiverse.api.Stm;

/**
 * Another transactional memory.
 *
 * @param <V> its variables
 * @param <T> its transaction handles
 */
final class PeerEngine<V, T> implements Engine {
    private final Aborts aborts = new Aborts();
    private final String name;
    private final String product;
    private final boolean mayGiveUp;
    private final TxnMemory<V, T> updates;
    private final TxnMemory<V, T> reads;

    private PeerEngine(String name, String product, boolean mayGiveUp, TxnMemory<V, T> updates, TxnMemory<V, T> reads) {
        this.name = name;
        this.product = product;
        this.mayGiveUp = mayGiveUp;
        this.updates = updates;
        this.reads = reads;
        reads.now(reads.variable(0)); // finds a missing jar now, not at first use
    }

    /** Multiverse with its default settings (isolation level snapshot, 1,000 tries), or at isolation level serializable. */
    static Engine multiverse(boolean serializable) {
        Stm stm = GlobalStmInstance.getGlobalStmInstance();
        return new PeerEngine<>(
                serializable ? "multiverse-serializable" : "multiverse",
                Checks.jarOf(Stm.class, "multiverse-core"),
                true,
                new MultiverseMemory(
                        serializable
                                ? stm.newTxnFactoryBuilder()
                                        .setIsolationLevel(IsolationLevel.Serializable)
                                        .newTxnExecutor()
                                : stm.getDefaultTxnExecutor()),
                new MultiverseMemory(
                        stm.newTxnFactoryBuilder().setReadonly(true).newTxnExecutor()));
    }

    /** ScalaSTM with boxed longs. It has no read-only transactions: a snapshot is an ordinary one. */
    static Engine scalaStm() {
        ScalaStmMemory memory = new ScalaStmMemory(true);
        String product = Checks.jarOf(scala.concurrent.stm.Ref.class, "scala-stm");
        return new PeerEngine<>("scala-stm", product, false, memory, memory);
    }

    /** Clojure's refs. It has no read-only transactions: a snapshot is an ordinary one with plain reads. */
    static Engine clojure(boolean ensuring) {
        return new PeerEngine<>(
                ensuring ? "clojure-ensure" : "clojure",
                Checks.jarOf(Ref.class, "clojure"),
                true,
                new ClojureMemory(ensuring),
                new ClojureMemory(false));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String product() {
        return product;
    }

    @Override
    public Variable variable(long initial) {
        return new PeerVariable<V>(updates.variable(initial));
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        return run(updates, body);
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        return run(reads, body);
    }

    private <R extends @Nullable Object> R run(
            TxnMemory<V, T> memory, Function<? super Transaction, ? extends R> body) {
        try (Aborts.Call call = aborts.call()) {
            Result<R> result = new Result<>();
            memory.prepare(txn -> {
                        call.attempt();
                        result.value = body.apply(new PeerTransaction<V, T>(memory, txn));
                    })
                    .run();
            return result.value();
        }
    }

    @Override
    public OptionalLong aborts() {
        return OptionalLong.of(aborts.count());
    }

    @Override
    public boolean mayGiveUp() {
        return mayGiveUp;
    }

    private record PeerVariable<V>(V cell) implements Variable {}

    private static final class Result<R extends @Nullable Object> {
        private @Nullable R value;

        @SuppressWarnings("NullAway") // set by the body; null only if the body returned null
        private R value() {
            return value;
        }
    }

    private record PeerTransaction<V, T>(TxnMemory<V, T> memory, T txn) implements Transaction {
        @Override
        public long get(Variable variable) {
            return memory.get(txn, cell(variable));
        }

        @Override
        public void set(Variable variable, long value) {
            memory.set(txn, cell(variable), value);
        }

        @SuppressWarnings("unchecked") // variables of this engine come from its memory
        private V cell(Variable variable) {
            return ((PeerVariable<V>) variable).cell;
        }
    }
}
