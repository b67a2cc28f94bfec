package dev.tvar.stm.examples.engine;

import java.util.List;

/** An answer to an audit: money that belongs to an account. */
record Share(int account, long amount) {
    /** The sum for each account. */
    static long[] balances(int accounts, List<Share> shares) {
        long[] balances = new long[accounts];
        shares.forEach(share -> balances[share.account()] += share.amount());
        return balances;
    }
}
