package dev.tvar.stm.examples.engine;

import java.util.concurrent.locks.ReentrantLock;

/** One lock for all accounts. */
public final class GlobalLockBank implements Bank {
    private final ReentrantLock lock = new ReentrantLock();
    private final long[] balances;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public GlobalLockBank(long[] opening) {
        balances = opening.clone();
    }

    @Override
    public Teller teller() {
        return this::transfer;
    }

    private boolean transfer(int from, int to, long amount) {
        lock.lock();
        try {
            return Cash.move(balances, from, to, amount);
        } finally {
            lock.unlock();
        }
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
}
