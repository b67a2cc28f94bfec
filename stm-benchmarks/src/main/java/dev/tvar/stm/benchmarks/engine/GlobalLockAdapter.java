package dev.tvar.stm.benchmarks.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One {@link ReentrantLock} for everything. */
final class GlobalLockAdapter implements Adapter {
    @Override
    public Accounts accounts(int count, long opening) {
        long[] balances = new long[count];
        Arrays.fill(balances, opening);
        ReentrantLock lock = new ReentrantLock();
        return new Accounts(() -> new Worker(lock, balances), () -> new Worker(lock, balances).sum());
    }

    private static final class Worker extends AccountWorker {
        private final ReentrantLock lock;
        private final long[] balances;

        private Worker(ReentrantLock lock, long[] balances) {
            this.lock = lock;
            this.balances = balances;
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            lock.lock();
            try {
                boolean funded = balances[from] >= amount;
                if (funded) {
                    balances[from] -= amount;
                    balances[to] += amount;
                }
                return funded;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long sum() {
            lock.lock();
            try {
                long total = 0;
                for (long balance : balances) {
                    total += balance;
                }
                return total;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long read(int[] accounts, boolean deposit) {
            lock.lock();
            try {
                long total = 0;
                for (int account : accounts) {
                    total += balances[account];
                }
                balances[accounts[0]] += deposit ? 1 : 0;
                return total;
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public Space space() {
        return new LockedSpace.Coarse();
    }

    @Override
    public SharedMap map() {
        return new LockedMap();
    }

    private static final class LockedMap implements SharedMap {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<Integer, Integer> map = new HashMap<>();

        private <R extends @Nullable Object> R locked(Supplier<R> operation) {
            lock.lock();
            try {
                return operation.get();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public @Nullable Integer get(Integer key) {
            return this.<@Nullable Integer>locked(() -> map.get(key));
        }

        @Override
        public boolean put(Integer key, Integer value) {
            return locked(() -> map.put(key, value) == null);
        }

        @Override
        public boolean remove(Integer key) {
            return locked(() -> map.remove(key) != null);
        }

        @Override
        public boolean move(Integer from, Integer to) {
            return locked(() -> {
                Integer value = map.get(from);
                if (value == null || map.containsKey(to)) {
                    return false;
                }
                map.remove(from);
                map.put(to, value);
                return true;
            });
        }

        @Override
        public int size() {
            return locked(map::size);
        }
    }
}
