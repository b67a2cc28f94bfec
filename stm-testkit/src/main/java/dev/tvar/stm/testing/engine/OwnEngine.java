package dev.tvar.stm.testing.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** This library; the subclasses choose the kind of variable. */
abstract class OwnEngine implements Engine {
    final Aborts aborts = new Aborts();

    /** A variable of either kind. */
    interface Cell extends Variable {
        long get(ReadTxn tx);

        void set(Txn tx, long value);
    }

    @Override
    public final String product() {
        return Checks.jarOf(STM.class, "stm-core");
    }

    @Override
    public final <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        try (Aborts.Call call = aborts.call()) {
            return STM.atomically(tx -> {
                call.attempt();
                return body.apply(new Update(tx));
            });
        }
    }

    @Override
    public final <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        try (Aborts.Call call = aborts.call()) {
            return STM.snapshot(tx -> {
                call.attempt();
                return body.apply(new Reader(tx));
            });
        }
    }

    @Override
    public final OptionalLong aborts() {
        return OptionalLong.of(aborts.count());
    }

    private record Reader(ReadTxn tx) implements View {
        @Override
        public long get(Variable variable) {
            return ((Cell) variable).get(tx);
        }
    }

    private record Update(Txn tx) implements Transaction {
        @Override
        public long get(Variable variable) {
            return ((Cell) variable).get(tx);
        }

        @Override
        public void set(Variable variable, long value) {
            ((Cell) variable).set(tx, value);
        }
    }
}
