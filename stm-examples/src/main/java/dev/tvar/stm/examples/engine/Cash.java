package dev.tvar.stm.examples.engine;

import java.util.Arrays;

/** Transfer and sum on a plain array; who may touch the array is the caller's affair. */
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

    static long sum(long[] balances) {
        return Arrays.stream(balances).sum();
    }
}
