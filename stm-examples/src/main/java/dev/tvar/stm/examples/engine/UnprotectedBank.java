package dev.tvar.stm.examples.engine;

import java.util.concurrent.locks.LockSupport;

/**
 * No protection at all: wrong as soon as two threads use it, which is its purpose. It sometimes pauses
 * between reading and writing, as the scheduler may suspend any thread at any time, so that the race
 * shows on every machine.
 */
public final class UnprotectedBank implements Bank {
    private static final int PAUSE_ON = 100;

    private final long[] balances;

    /**
     * Opens the accounts.
     *
     * @param opening the opening balance of each
     */
    public UnprotectedBank(long[] opening) {
        balances = opening.clone();
    }

    @Override
    public Teller teller() {
        return this::transfer;
    }

    private boolean transfer(int from, int to, long amount) {
        long held = balances[from];
        if (held < amount) {
            return false;
        }
        if (amount % PAUSE_ON == 0) {
            LockSupport.parkNanos(1);
        }
        balances[from] = held - amount;
        balances[to] += amount;
        return true;
    }

    @Override
    public long audit() {
        return Cash.sum(balances);
    }

    @Override
    public long[] balances() {
        return balances.clone();
    }
}
