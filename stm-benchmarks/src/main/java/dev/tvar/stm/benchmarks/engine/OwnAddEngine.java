package dev.tvar.stm.benchmarks.engine;

import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;

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
        boolean transferIn(Txn tx) {
            runs++; // counts attempts, so it must not be undone with them
            TLong source = accounts[from];
            boolean funded = source.isAtLeast(tx, amount);
            if (funded) {
                source.add(tx, -amount);
                accounts[to].add(tx, amount);
            }
            return funded;
        }
    }
}
