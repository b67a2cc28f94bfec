package dev.tvar.stm.benchmarks.engine;

import arrow.fx.stm.STM;
import arrow.fx.stm.TVar;
import java.util.List;

/** Arrow's STM for Kotlin. */
final class ArrowAdapter extends TxnAdapter<TVar<Long>, STM> {
    ArrowAdapter() {
        super(new ArrowMemory());
    }

    @Override
    Worker<STM> worker(List<TVar<Long>> accounts) {
        return new PeerWorker(this, accounts);
    }

    private static final class PeerWorker extends Worker<STM> {
        private final TVar<Long>[] accounts;

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        private PeerWorker(ArrowAdapter adapter, List<TVar<Long>> accounts) {
            super(adapter);
            this.accounts = accounts.toArray(new TVar[0]);
        }

        @Override
        void transferIn(STM tx) {
            runs++;
            long balance = tx.read(accounts[from]);
            funded = balance >= amount;
            if (funded) {
                tx.write(accounts[from], balance - amount);
                tx.write(accounts[to], tx.read(accounts[to]) + amount);
            }
        }

        @Override
        void sumIn(STM tx) {
            runs++;
            long seen = 0;
            for (TVar<Long> account : accounts) {
                seen += tx.read(account);
            }
            total = seen;
        }

        @Override
        void readIn(STM tx) {
            runs++;
            long seen = 0;
            for (int i : which) {
                seen += tx.read(accounts[i]);
            }
            if (deposit) {
                TVar<Long> first = accounts[which[0]];
                tx.write(first, tx.read(first) + 1);
            }
            total = seen;
        }
    }
}
