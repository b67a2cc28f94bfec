package dev.tvar.stm.benchmarks.engine;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A {@link ReentrantLock} per account; several are taken in the order of their numbers, which excludes deadlock. */
final class OrderedLocksAdapter implements Adapter {
    static final class LockedAccount {
        final ReentrantLock lock = new ReentrantLock();
        long balance;

        private LockedAccount(long opening) {
            balance = opening;
        }
    }

    @Override
    public Accounts accounts(int count, long opening) {
        LockedAccount[] accounts = open(count, opening);
        return new Accounts(() -> new Worker(accounts), () -> new Worker(accounts).sum());
    }

    private static LockedAccount[] open(int count, long opening) {
        return Stream.generate(() -> new LockedAccount(opening)).limit(count).toArray(LockedAccount[]::new);
    }

    @Override
    public Accounts lambdas(int count, long opening, int bodies) {
        LockedAccount[] accounts = open(count, opening);
        Bodies<LockedAccount[]> copies = new Bodies<>(LambdaWorker.class, LockedAccount[].class, bodies);
        return new Accounts(() -> copies.worker(accounts), () -> new Worker(accounts).sum());
    }

    /** Takes both locks in order, runs the operation, and releases them: the helper that a careful program has. */
    static <R> R locked(LockedAccount first, LockedAccount second, Supplier<R> operation) {
        first.lock.lock();
        try {
            second.lock.lock();
            try {
                return operation.get();
            } finally {
                second.lock.unlock();
            }
        } finally {
            first.lock.unlock();
        }
    }

    /** Transfers through {@link #locked}; sums and reads are those of {@link Worker}, which has no closures. */
    static final class LambdaWorker extends Worker {
        LambdaWorker(LockedAccount[] accounts) {
            super(accounts);
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            LockedAccount source = accounts[from];
            LockedAccount target = accounts[to];
            return locked(from < to ? source : target, from < to ? target : source, () -> {
                if (source.balance < amount) {
                    return false;
                }
                source.balance -= amount;
                target.balance += amount;
                return true;
            });
        }
    }

    static class Worker extends AccountWorker {
        final LockedAccount[] accounts;
        private int[] inOrder = {};

        Worker(LockedAccount[] accounts) {
            this.accounts = accounts;
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            LockedAccount source = accounts[from];
            LockedAccount target = accounts[to];
            ReentrantLock first = from < to ? source.lock : target.lock;
            ReentrantLock second = from < to ? target.lock : source.lock;
            first.lock();
            try {
                second.lock();
                try {
                    boolean funded = source.balance >= amount;
                    if (funded) {
                        source.balance -= amount;
                        target.balance += amount;
                    }
                    return funded;
                } finally {
                    second.unlock();
                }
            } finally {
                first.unlock();
            }
        }

        @Override
        public long sum() {
            int held = 0;
            long total = 0;
            try {
                for (LockedAccount account : accounts) {
                    account.lock.lock();
                    held++;
                    total += account.balance;
                }
                return total;
            } finally {
                while (held > 0) {
                    accounts[--held].lock.unlock();
                }
            }
        }

        /** Sorts a copy of the numbers; an account that occurs twice is locked twice, which these locks allow. */
        @Override
        public long read(int[] which, boolean deposit) {
            if (inOrder.length != which.length) {
                inOrder = new int[which.length];
            }
            System.arraycopy(which, 0, inOrder, 0, which.length);
            Arrays.sort(inOrder);
            int held = 0;
            long total = 0;
            try {
                for (int i : inOrder) {
                    accounts[i].lock.lock();
                    held++;
                    total += accounts[i].balance;
                }
                accounts[which[0]].balance += deposit ? 1 : 0;
                return total;
            } finally {
                while (held > 0) {
                    accounts[inOrder[--held]].lock.unlock();
                }
            }
        }
    }

    @Override
    public Counter counter() {
        LockedAccount account = new LockedAccount(0);
        Runnable add = () -> {
            account.lock.lock();
            try {
                account.balance++;
            } finally {
                account.lock.unlock();
            }
        };
        return new Counter(add, add, () -> account.balance);
    }

    @Override
    public Slot slot() {
        return new LockedSlot();
    }

    /** A lock and a condition; one condition serves both sides, since at most one thread waits. */
    private static final class LockedSlot implements Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private long held;

        @Override
        public void put(long number) {
            lock.lock();
            try {
                while (held != 0) {
                    changed.awaitUninterruptibly();
                }
                held = number;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long take() {
            lock.lock();
            try {
                while (held == 0) {
                    changed.awaitUninterruptibly();
                }
                long number = held;
                held = 0;
                changed.signal();
                return number;
            } finally {
                lock.unlock();
            }
        }
    }
}
