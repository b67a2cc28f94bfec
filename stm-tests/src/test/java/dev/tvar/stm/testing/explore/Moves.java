package dev.tvar.stm.testing.explore;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;

/** Transactions that several programs share. */
final class Moves {
    private Moves() {}

    static void transfer(TLong from, TLong to, long amount) {
        STM.run(tx -> {
            if (from.isAtLeast(tx, amount)) {
                from.add(tx, -amount);
                to.add(tx, amount);
            }
        });
    }

    static void move(TLong from, TLong to, long amount) {
        STM.run(tx -> {
            from.set(tx, from.get(tx) - amount);
            to.set(tx, to.get(tx) + amount);
        });
    }

    static void goOffDuty(TVar<Boolean> own, TVar<Boolean> other) {
        STM.run(tx -> {
            if (other.get(tx)) {
                own.set(tx, false);
            }
        });
    }

    static void setBoth(TLong one, long first, TLong other, long second) {
        STM.run(tx -> {
            one.set(tx, first);
            other.set(tx, second);
        });
    }
}
