package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.support.Steps;
import dev.tvar.stm.examples.support.Workers;

/** Two drains check the same 100, and each wants 80. {@link Steps} makes both check before either takes. */
final class Overdraft {
    private static final long START = 100;
    private static final long WANTED = 80;

    private Overdraft() {}

    /** Without protection: both see enough money, and both take it. Returns the balance. */
    static long unprotected() {
        Steps steps = new Steps();
        long[] balance = {START};
        Workers.runTogether(
                () -> {
                    boolean enough = steps.at(1, () -> balance[0] >= WANTED);
                    steps.at(3, () -> balance[0] -= enough ? WANTED : 0);
                },
                () -> {
                    boolean enough = steps.at(2, () -> balance[0] >= WANTED);
                    steps.at(4, () -> balance[0] -= enough ? WANTED : 0);
                });
        return balance[0];
    }

    /** In transactions: the first sees enough money, the second takes it, and the first must check again. */
    static long transactional() {
        Steps steps = new Steps();
        TLong balance = TLong.named("balance", START);
        Workers.runTogether(
                () -> STM.run(tx -> {
                    boolean enough = steps.at(1, () -> balance.isAtLeast(tx, WANTED));
                    steps.at(3, () -> balance.add(tx, enough ? -WANTED : 0));
                }),
                () -> steps.at(
                        2,
                        () -> STM.run(tx -> {
                            boolean enough = balance.isAtLeast(tx, WANTED);
                            balance.add(tx, enough ? -WANTED : 0);
                        })));
        return balance.now();
    }

    /** On an account with a floor: neither checks, and the second commit is refused. */
    static long bounded() {
        Steps steps = new Steps();
        TLong balance = TLong.bounded("balance", START, Bounds.atLeast(0));
        Workers.runTogether(
                () -> {
                    try {
                        STM.run(tx -> {
                            steps.at(1, () -> balance.add(tx, -WANTED));
                            steps.at(3, () -> {});
                        });
                    } catch (OutOfBoundsException refused) {
                        // the money stays where it was
                    }
                },
                () -> steps.at(2, () -> STM.run(tx -> balance.add(tx, -WANTED))));
        return balance.now();
    }
}
