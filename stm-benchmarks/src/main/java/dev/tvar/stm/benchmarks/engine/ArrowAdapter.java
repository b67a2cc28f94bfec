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

    @Override
    Class<? extends AccountWorker> lambdaWorker() {
        return LambdaWorker.class;
    }

    static final class LambdaWorker extends AccountWorker {
        private final TVar<Long>[] accounts;

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        LambdaWorker(Lambdas from) {
            accounts = from.accounts().toArray(new TVar[0]);
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            TVar<Long> source = accounts[from];
            TVar<Long> target = accounts[to];
            return ArrowMemory.<Boolean>atomic(tx -> {
                if (tx.read(source) < amount) {
                    return false;
                }
                tx.write(source, tx.read(source) - amount);
                tx.write(target, tx.read(target) + amount);
                return true;
            });
        }

        @Override
        public long sum() {
            TVar<Long>[] all = accounts;
            return ArrowMemory.<Long>atomic(tx -> {
                long sum = 0;
                for (TVar<Long> account : all) {
                    sum += tx.read(account);
                }
                return sum;
            });
        }

        @Override
        public long read(int[] which, boolean deposit) {
            TVar<Long>[] all = accounts;
            return ArrowMemory.<Long>atomic(tx -> {
                long sum = 0;
                for (int i : which) {
                    sum += tx.read(all[i]);
                }
                if (deposit) {
                    TVar<Long> first = all[which[0]];
                    tx.write(first, tx.read(first) + 1);
                }
                return sum;
            });
        }
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
