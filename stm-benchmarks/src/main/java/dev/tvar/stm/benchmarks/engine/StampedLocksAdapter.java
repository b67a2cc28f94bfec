package dev.tvar.stm.benchmarks.engine;

import java.util.concurrent.locks.StampedLock;
import java.util.stream.Stream;

/**
 * A {@link StampedLock} per account: transfers take write locks in order, sums read optimistically, and take
 * read locks after some failures.
 */
final class StampedLocksAdapter implements Adapter {
    private static final int OPTIMISTIC_TRIES = 3;

    private static final class StampedAccount {
        private final StampedLock lock = new StampedLock();
        private long balance;

        private StampedAccount(long opening) {
            balance = opening;
        }
    }

    @Override
    public Accounts accounts(int count, long opening) {
        StampedAccount[] accounts =
                Stream.generate(() -> new StampedAccount(opening)).limit(count).toArray(StampedAccount[]::new);
        return new Accounts(() -> new Worker(accounts), () -> new Worker(accounts).sum());
    }

    private static final class Worker extends AccountWorker {
        private final StampedAccount[] accounts;
        private final long[] stamps;

        private Worker(StampedAccount[] accounts) {
            this.accounts = accounts;
            this.stamps = new long[accounts.length];
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            StampedAccount source = accounts[from];
            StampedAccount target = accounts[to];
            StampedLock first = from < to ? source.lock : target.lock;
            StampedLock second = from < to ? target.lock : source.lock;
            long stamp1 = first.writeLock();
            try {
                long stamp2 = second.writeLock();
                try {
                    boolean funded = source.balance >= amount;
                    if (funded) {
                        source.balance -= amount;
                        target.balance += amount;
                    }
                    return funded;
                } finally {
                    second.unlockWrite(stamp2);
                }
            } finally {
                first.unlockWrite(stamp1);
            }
        }

        @Override
        public long sum() {
            for (int i = 0; i < OPTIMISTIC_TRIES; i++) {
                long total = optimisticSum();
                if (stillValid()) {
                    return total;
                }
            }
            return lockedSum();
        }

        private long optimisticSum() {
            long total = 0;
            for (int i = 0; i < accounts.length; i++) {
                stamps[i] = accounts[i].lock.tryOptimisticRead();
                total += accounts[i].balance;
            }
            return total;
        }

        private boolean stillValid() {
            for (int i = 0; i < accounts.length; i++) {
                if (!accounts[i].lock.validate(stamps[i])) {
                    return false;
                }
            }
            return true;
        }

        private long lockedSum() {
            long total = 0;
            for (int i = 0; i < accounts.length; i++) {
                stamps[i] = accounts[i].lock.readLock();
                total += accounts[i].balance;
            }
            for (int i = accounts.length - 1; i >= 0; i--) {
                accounts[i].lock.unlockRead(stamps[i]);
            }
            return total;
        }
    }
}
