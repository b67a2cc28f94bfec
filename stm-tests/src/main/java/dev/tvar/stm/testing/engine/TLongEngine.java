package dev.tvar.stm.testing.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * This library with one {@code TLong} per variable; transfers either read and write, or ask {@code isAtLeast} and then
 * {@code add}.
 */
final class TLongEngine implements Engine {
    private final boolean adding;

    TLongEngine(boolean adding) {
        this.adding = adding;
    }

    @Override
    public String name() {
        return adding ? "tlong-add" : "tlong";
    }

    @Override
    public String product() {
        return Checks.jarOf(STM.class, "stm-core");
    }

    @Override
    public Variable variable(long initial) {
        return new Account(TLong.of(initial));
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        return STM.atomically(tx -> body.apply(new Update(tx)));
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        return STM.snapshot(tx -> body.apply(new Reader(tx)));
    }

    @Override
    public boolean transfer(Variable from, Variable to, long amount) {
        if (!adding) {
            return Engine.super.transfer(from, to, amount);
        }
        Checks.notNegative(amount);
        TLong payer = ((Account) from).cell;
        TLong receiver = ((Account) to).cell;
        return STM.atomically(tx -> {
            if (!payer.isAtLeast(tx, amount)) {
                return false;
            }
            payer.add(tx, -amount);
            receiver.add(tx, amount);
            return true;
        });
    }

    private record Account(TLong cell) implements Variable {}

    private record Reader(ReadTxn tx) implements View {
        @Override
        public long get(Variable variable) {
            return ((Account) variable).cell.get(tx);
        }
    }

    private record Update(Txn tx) implements Transaction {
        @Override
        public long get(Variable variable) {
            return ((Account) variable).cell.get(tx);
        }

        @Override
        public void set(Variable variable, long value) {
            ((Account) variable).cell.set(tx, value);
        }
    }
}
