package dev.tvar.stm.examples.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A lock per account, always acquired in the order of the accounts, which excludes deadlock; and a condition per
 * lock on which withdrawals wait for funds.
 */
public final class OrderedLocksBank implements Contender {
    private final long[] balances;
    private final ReentrantLock[] locks;
    private final Condition[] credited;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public OrderedLocksBank(long[] opening) {
        balances = opening.clone();
        locks = Stream.generate(ReentrantLock::new).limit(opening.length).toArray(ReentrantLock[]::new);
        credited = Arrays.stream(locks).map(ReentrantLock::newCondition).toArray(Condition[]::new);
    }

    @Override
    public Clerk teller() {
        return new LockClerk();
    }

    @Override
    public long audit() {
        return Cash.sum(balances());
    }

    @Override
    public long[] balances() {
        int held = 0;
        try {
            while (held < locks.length) {
                locks[held].lock();
                held++;
            }
            return balances.clone();
        } finally {
            while (held > 0) {
                held--;
                locks[held].unlock();
            }
        }
    }

    private final class LockClerk implements Clerk {
        @Override
        public boolean transfer(int from, int to, long amount) {
            ReentrantLock first = locks[Math.min(from, to)];
            ReentrantLock second = locks[Math.max(from, to)];
            first.lock();
            try {
                second.lock();
                try {
                    return moveAndTell(from, to, amount);
                } finally {
                    second.unlock();
                }
            } finally {
                first.unlock();
            }
        }

        private boolean moveAndTell(int from, int to, long amount) {
            boolean moved = Cash.move(balances, from, to, amount);
            if (moved) {
                credited[to].signalAll();
            }
            return moved;
        }

        /**
         * Waits under one lock, and transfers under two: between the wait and the transfer another withdrawal may come
         * first.
         */
        @Override
        public boolean transferWhenFunded(int from, int to, long amount, Duration patience) {
            long nanos = patience.toNanos();
            while (!transfer(from, to, amount)) {
                nanos = awaitFunds(from, amount, nanos);
                if (nanos <= 0) {
                    return false;
                }
            }
            return true;
        }

        private long awaitFunds(int account, long amount, long nanos) {
            locks[account].lock();
            try {
                return Cash.awaitFunds(balances, account, amount, credited[account], nanos);
            } finally {
                locks[account].unlock();
            }
        }

        /** The lock is released, and nothing is undone. The teller fails before it acquires the second lock. */
        @Override
        public boolean dieHalfWay(int from, int to, long amount) {
            locks[from].lock();
            try {
                return Cash.withdrawAndDie(balances, from, amount);
            } catch (Death death) {
                return true;
            } finally {
                locks[from].unlock();
            }
        }
    }
}
