package dev.tvar.stm.examples.engine;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** One lock for all accounts, with a condition per account on which withdrawals wait for funds. */
public final class GlobalLockBank implements Contender {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition[] credited;
    private final long[] balances;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public GlobalLockBank(long[] opening) {
        balances = opening.clone();
        credited = Stream.generate(lock::newCondition).limit(opening.length).toArray(Condition[]::new);
    }

    @Override
    public Clerk teller() {
        return new LockClerk();
    }

    @Override
    public long audit() {
        lock.lock();
        try {
            return Cash.sum(balances);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long[] balances() {
        lock.lock();
        try {
            return balances.clone();
        } finally {
            lock.unlock();
        }
    }

    private final class LockClerk implements Clerk {
        @Override
        public boolean transfer(int from, int to, long amount) {
            lock.lock();
            try {
                return moveAndTell(from, to, amount);
            } finally {
                lock.unlock();
            }
        }

        private boolean moveAndTell(int from, int to, long amount) {
            boolean moved = Cash.move(balances, from, to, amount);
            if (moved) {
                credited[to].signalAll();
            }
            return moved;
        }

        @Override
        public boolean transferWhenFunded(int from, int to, long amount, Duration patience) {
            lock.lock();
            try {
                return Cash.awaitFunds(balances, from, amount, credited[from], patience.toNanos()) > 0
                        && moveAndTell(from, to, amount);
            } finally {
                lock.unlock();
            }
        }

        /** The lock is released, and nothing is undone. */
        @Override
        public boolean dieHalfWay(int from, int to, long amount) {
            lock.lock();
            try {
                return Cash.withdrawAndDie(balances, from, amount);
            } catch (Death death) {
                return true;
            } finally {
                lock.unlock();
            }
        }
    }
}
