package dev.tvar.stm.examples.engine;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;

/** Transfer and sum on a plain array; the caller is responsible for mutual exclusion. */
final class Cash {
    private Cash() {}

    static boolean move(long[] balances, int from, int to, long amount) {
        if (balances[from] < amount) {
            return false;
        }
        balances[from] -= amount;
        balances[to] += amount;
        return true;
    }

    /** The first half of a transfer whose second half never comes; false if the funds do not suffice. */
    static boolean withdrawAndDie(long[] balances, int from, long amount) {
        if (balances[from] < amount) {
            return false;
        }
        balances[from] -= amount;
        throw Death.DEATH;
    }

    /**
     * Waits until the account holds enough. The caller holds the lock of {@code credited}.
     *
     * @return how much of the time is left, in nanoseconds; 0 or less if the funds did not come, or on an interrupt, whose
     *     flag is then set
     */
    static long awaitFunds(long[] balances, int account, long amount, Condition credited, long nanos) {
        long left = Math.max(1, nanos);
        try {
            while (balances[account] < amount && left > 0) {
                left = credited.awaitNanos(left);
            }
            return balances[account] < amount ? 0 : Math.max(1, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    static long sum(long[] balances) {
        return Arrays.stream(balances).sum();
    }
}
