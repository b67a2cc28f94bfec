package dev.tvar.stm.testing.guide;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;

/** Somebody's own transactional code. */
record Wallet(TLong cents) {
    static Wallet holding(long cents) {
        return new Wallet(TLong.of(cents));
    }

    long balance(ReadTxn tx) {
        return cents.get(tx);
    }

    boolean pay(Wallet other, long amount) {
        return STM.atomically(tx -> {
            long mine = cents.get(tx);
            long theirs = other.cents.get(tx);
            if (mine < amount) {
                return false;
            }
            cents.set(tx, mine - amount);
            other.cents.set(tx, theirs + amount);
            return true;
        });
    }
}
