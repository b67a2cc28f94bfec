package dev.tvar.stm.benchmarks.engine;

import java.util.stream.Stream;

/** {@code synchronized} on the accounts themselves, in the order of their numbers. */
final class SynchronizedEngine implements Engine {
    private static final class Account {
        private long balance;

        private Account(long opening) {
            balance = opening;
        }
    }

    @Override
    public Accounts accounts(int count, long opening) {
        Account[] accounts =
                Stream.generate(() -> new Account(opening)).limit(count).toArray(Account[]::new);
        return new Accounts() {
            @Override
            public Teller teller() {
                return new MonitorTeller(accounts);
            }

            @Override
            public long total() {
                return Stream.of(accounts).mapToLong(account -> account.balance).sum();
            }
        };
    }

    private static final class MonitorTeller extends Teller {
        private final Account[] accounts;

        private MonitorTeller(Account[] accounts) {
            this.accounts = accounts;
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            Account source = accounts[from];
            Account target = accounts[to];
            synchronized (from < to ? source : target) {
                synchronized (from < to ? target : source) {
                    boolean funded = source.balance >= amount;
                    if (funded) {
                        source.balance -= amount;
                        target.balance += amount;
                    }
                    return funded;
                }
            }
        }
    }

    @Override
    public Counter counter() {
        return new Counter() {
            private long value;

            @Override
            public synchronized void add() {
                value++;
            }

            @Override
            public void readAndWrite() {
                add();
            }

            @Override
            public synchronized long value() {
                return value;
            }
        };
    }
}
