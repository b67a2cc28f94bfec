package dev.tvar.stm.benchmarks.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Volatile variables without transactions or locks: what the memory itself costs. A transfer is two atomic additions,
 * which somebody who sums up sees one without the other. A yardstick, not a competitor.
 */
final class AtomicsEngine implements Engine {
    @Override
    public Accounts accounts(int count, long opening) {
        AtomicLong[] accounts =
                Stream.generate(() -> new AtomicLong(opening)).limit(count).toArray(AtomicLong[]::new);
        return new Accounts() {
            @Override
            public Teller teller() {
                return new AtomicTeller(accounts);
            }

            @Override
            public long total() {
                return teller().sum();
            }
        };
    }

    private static final class AtomicTeller extends Teller {
        private final AtomicLong[] accounts;

        private AtomicTeller(AtomicLong[] accounts) {
            this.accounts = accounts;
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            boolean funded = accounts[from].get() >= amount;
            if (funded) {
                accounts[from].getAndAdd(-amount);
                accounts[to].getAndAdd(amount);
            }
            return funded;
        }

        @Override
        public long sum() {
            long total = 0;
            for (AtomicLong account : accounts) {
                total += account.get();
            }
            return total;
        }

        @Override
        public long read(int[] which, boolean deposit) {
            long total = 0;
            for (int i : which) {
                total += accounts[i].get();
            }
            if (deposit) {
                accounts[which[0]].getAndIncrement();
            }
            return total;
        }
    }

    @Override
    public Counter counter() {
        AtomicLong value = new AtomicLong();
        return new Counter() {
            @Override
            public void add() {
                value.getAndIncrement();
            }

            @Override
            public void readAndWrite() {
                long seen = value.get();
                while (!value.compareAndSet(seen, seen + 1)) {
                    seen = value.get();
                }
            }

            @Override
            public long value() {
                return value.get();
            }
        };
    }
}
