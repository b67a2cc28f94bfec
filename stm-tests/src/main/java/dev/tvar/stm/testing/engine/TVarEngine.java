package dev.tvar.stm.testing.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** This library with one {@code TVar<Long>} per variable. */
final class TVarEngine implements Engine {

    @Override
    public String name() {
        return "tvar";
    }

    @Override
    public String product() {
        return Checks.jarOf(STM.class, "stm-core");
    }

    @Override
    public Variable variable(long initial) {
        return new Boxed(TVar.of(initial));
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        return STM.atomically(tx -> body.apply(new Update(tx)));
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        return STM.snapshot(tx -> body.apply(new Reader(tx)));
    }

    private record Boxed(TVar<Long> cell) implements Variable {}

    private record Reader(ReadTxn tx) implements View {
        @Override
        public long get(Variable variable) {
            return ((Boxed) variable).cell.get(tx);
        }
    }

    private record Update(Txn tx) implements Transaction {
        @Override
        public long get(Variable variable) {
            return ((Boxed) variable).cell.get(tx);
        }

        @Override
        public void set(Variable variable, long value) {
            ((Boxed) variable).cell.set(tx, value);
        }
    }
}
