package dev.tvar.stm.benchmarks.engine;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A {@link ReentrantLock} per account; several are taken in the order of their numbers, so that nobody waits in a circle. */
final class OrderedLocksEngine implements Engine {
    private static final class Account {
        private final ReentrantLock lock = new ReentrantLock();
        private long balance;

        private Account(long opening) {
            balance = opening;
        }
    }

    private static Account[] open(int count, long opening) {
        return Stream.generate(() -> new Account(opening)).limit(count).toArray(Account[]::new);
    }

    @Override
    public Accounts accounts(int count, long opening) {
        Account[] accounts = open(count, opening);
        return new Accounts() {
            @Override
            public Teller teller() {
                return new LockTeller(accounts);
            }

            @Override
            public long total() {
                return teller().sum();
            }
        };
    }

    private static final class LockTeller extends Teller {
        private final Account[] accounts;
        private int[] inOrder = {};

        private LockTeller(Account[] accounts) {
            this.accounts = accounts;
        }

        @Override
        public boolean transfer(int from, int to, long amount) {
            Account source = accounts[from];
            Account target = accounts[to];
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
                for (Account account : accounts) {
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

        /** Sorts a copy of the numbers; a number that comes twice is locked twice, which these locks allow. */
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
        Account account = new Account(0);
        return new Counter() {
            @Override
            public void add() {
                account.lock.lock();
                try {
                    account.balance++;
                } finally {
                    account.lock.unlock();
                }
            }

            @Override
            public void readAndWrite() {
                add();
            }

            @Override
            public long value() {
                return account.balance;
            }
        };
    }

    @Override
    public Places places(int count) {
        Place[] places = Stream.generate(Place::new).limit(count).toArray(Place[]::new);
        return new Places() {
            @Override
            public void put(int place, long number) {
                places[place].put(number);
            }

            @Override
            public long take(int place) {
                return places[place].take();
            }
        };
    }

    /** A lock and a condition; as there is one waiter at most, one condition does for both sides. */
    private static final class Place {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private long held;

        private void put(long number) {
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

        private long take() {
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
