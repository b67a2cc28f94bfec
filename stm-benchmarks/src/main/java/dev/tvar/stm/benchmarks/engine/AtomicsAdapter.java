package dev.tvar.stm.benchmarks.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Volatile variables without transactions or locks: the cost of the memory alone. A transfer is two atomic additions, and a
 * concurrent sum may see one of them without the other. A yardstick, not a competitor.
 */
final class AtomicsAdapter implements Adapter {
    @Override
    public Accounts accounts(int count, long opening) {
        AtomicLong[] accounts =
                Stream.generate(() -> new AtomicLong(opening)).limit(count).toArray(AtomicLong[]::new);
        return new Accounts(() -> new Worker(accounts), () -> new Worker(accounts).sum());
    }

    /** Volatile variables need no closures: the usual workers. */
    @Override
    public Accounts lambdas(int count, long opening, int bodies) {
        return accounts(count, opening);
    }

    private static final class Worker extends AccountWorker {
        private final AtomicLong[] accounts;

        private Worker(AtomicLong[] accounts) {
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
        return new Counter(value::getAndIncrement, () -> compareAndSetNext(value), value::get);
    }

    private static void compareAndSetNext(AtomicLong value) {
        long seen = value.get();
        while (!value.compareAndSet(seen, seen + 1)) {
            seen = value.get();
        }
    }
}
