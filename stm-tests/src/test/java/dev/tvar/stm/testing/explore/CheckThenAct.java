package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;

/** A common mistake, and the example of the documentation: the check and the act are two transactions. */
final class CheckThenAct {
    private CheckThenAct() {}

    static Scenario program() {
        TLong account = TLong.named("account", 100);
        return new Scenario()
                .thread("ann", () -> withdraw(account, 80))
                .thread("ben", () -> withdraw(account, 70))
                .atTheEnd(() -> assertTrue(account.now() >= 0, () -> "overdrawn: " + account.now()));
    }

    private static void withdraw(TLong account, long amount) {
        boolean enough = STM.atomically(tx -> account.isAtLeast(tx, amount));
        if (enough) { // by now it may not be
            STM.run(tx -> account.add(tx, -amount));
        }
    }
}
