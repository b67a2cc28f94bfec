package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;

/** This library: {@code isAtLeast} and {@code add}, which conflict only when funds really cross the line. */
final class OwnAddEngine extends OwnEngine {
    @Override
    public Accounts accounts(int count, long opening) {
        TLong[] accounts = open(count, opening);
        return new OwnAccounts(accounts, () -> new AddTeller(accounts));
    }

    private static final class AddTeller extends OwnTeller {
        private AddTeller(TLong[] accounts) {
            super(accounts);
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            calls++;
            TLong source = accounts[from];
            TLong target = accounts[to];
            return STM.atomically(tx -> {
                runs++; // counts attempts, so it must not be undone with them
                boolean funded = source.isAtLeast(tx, amount);
                if (funded) {
                    source.add(tx, -amount);
                    target.add(tx, amount);
                }
                return funded;
            });
        }
    }
}
