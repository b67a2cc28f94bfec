package dev.tvar.stm.examples.engine;

import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A lock per account, always taken in the order of the accounts, so that nobody waits in a circle. */
public final class OrderedLocksBank implements Bank {
    private final long[] balances;
    private final ReentrantLock[] locks;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public OrderedLocksBank(long[] opening) {
        balances = opening.clone();
        locks = Stream.generate(ReentrantLock::new).limit(opening.length).toArray(ReentrantLock[]::new);
    }

    @Override
    public Teller teller() {
        return this::transfer;
    }

    private boolean transfer(int from, int to, long amount) {
        ReentrantLock first = locks[Math.min(from, to)];
        ReentrantLock second = locks[Math.max(from, to)];
        first.lock();
        try {
            second.lock();
            try {
                return Cash.move(balances, from, to, amount);
            } finally {
                second.unlock();
            }
        } finally {
            first.unlock();
        }
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
}
