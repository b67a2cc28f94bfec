package dev.tvar.stm.testing.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a user, behind the interface of an engine.
 *
 * @param <A> the user's type of accounts
 */
final class AccountsEngine<A> implements Engine {
    private final LongFunction<? extends A> open;
    private final ToLongBiFunction<? super A, ? super ReadTxn> balance;
    private final Engines.Payment<? super A> transfer;

    AccountsEngine(
            LongFunction<? extends A> open,
            ToLongBiFunction<? super A, ? super ReadTxn> balance,
            Engines.Payment<? super A> transfer) {
        this.open = open;
        this.balance = balance;
        this.transfer = transfer;
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public String product() {
        return Checks.jarOf(STM.class, "stm-core");
    }

    @Override
    public Variable variable(long initial) {
        return new Held<A>(open.apply(initial));
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Transaction, ? extends R> body) {
        return STM.atomically(tx -> body.apply(new Reader(tx)));
    }

    @Override
    public <R extends @Nullable Object> R snapshot(Function<? super View, ? extends R> body) {
        return STM.snapshot(tx -> body.apply(new Reader(tx)));
    }

    @Override
    public boolean transfer(Variable from, Variable to, long amount) {
        Checks.notNegative(amount);
        return transfer.pay(account(from), account(to), amount);
    }

    @SuppressWarnings("unchecked") // all variables of this engine come from its own open
    private A account(Variable variable) {
        return ((Held<A>) variable).account;
    }

    private record Held<A>(A account) implements Variable {}

    private final class Reader implements Transaction {
        private final ReadTxn tx;

        Reader(ReadTxn tx) {
            this.tx = tx;
        }

        @Override
        public long get(Variable variable) {
            return balance.applyAsLong(account(variable), tx);
        }

        @Override
        public void set(Variable variable, long value) {
            throw new UnsupportedOperationException("these accounts are changed by their own transfers only");
        }
    }
}
