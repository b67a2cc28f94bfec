package dev.tvar.stm.testing.engine;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;

/**
 * This library with one {@code TLong} per variable; transfers either read and write, or call {@code isAtLeast} and then
 * {@code add}.
 */
final class TLongEngine extends OwnEngine {
    private final boolean adding;

    TLongEngine(boolean adding) {
        this.adding = adding;
    }

    @Override
    public String name() {
        return adding ? "tlong-add" : "tlong";
    }

    @Override
    public Variable variable(long initial) {
        return new Account(TLong.of(initial));
    }

    @Override
    public boolean transfer(Variable from, Variable to, long amount) {
        if (!adding) {
            return super.transfer(from, to, amount);
        }
        Checks.notNegative(amount);
        TLong payer = ((Account) from).cell;
        TLong receiver = ((Account) to).cell;
        try (Aborts.Call call = aborts.call()) {
            return STM.atomically(tx -> {
                call.attempt();
                if (!payer.isAtLeast(tx, amount)) {
                    return false;
                }
                payer.add(tx, -amount);
                receiver.add(tx, amount);
                return true;
            });
        }
    }

    private record Account(TLong cell) implements Cell {
        @Override
        public long get(ReadTxn tx) {
            return cell.get(tx);
        }

        @Override
        public void set(Txn tx, long value) {
            cell.set(tx, value);
        }
    }
}
