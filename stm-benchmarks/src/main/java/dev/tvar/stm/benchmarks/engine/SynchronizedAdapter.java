package dev.tvar.stm.benchmarks.engine;

import java.util.stream.Stream;

/** {@code synchronized} on the accounts themselves, in the order of their numbers. */
final class SynchronizedAdapter implements Adapter {
    private static final class MonitoredAccount {
        private long balance;

        private MonitoredAccount(long opening) {
            balance = opening;
        }
    }

    @Override
    public Accounts accounts(int count, long opening) {
        MonitoredAccount[] accounts = Stream.generate(() -> new MonitoredAccount(opening))
                .limit(count)
                .toArray(MonitoredAccount[]::new);
        return new Accounts(
                () -> new Worker(accounts),
                () -> Stream.of(accounts).mapToLong(account -> account.balance).sum());
    }

    private static final class Worker extends AccountWorker {
        private final MonitoredAccount[] accounts;

        private Worker(MonitoredAccount[] accounts) {
            this.accounts = accounts;
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            MonitoredAccount source = accounts[from];
            MonitoredAccount target = accounts[to];
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
        MonitoredAccount account = new MonitoredAccount(0);
        Runnable add = () -> {
            synchronized (account) {
                account.balance++;
            }
        };
        return new Counter(add, add, () -> account.balance);
    }
}
