package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The example of the documentation: a property that fails. */
class OverdrawnExample {
    private static final int MOST = 1_000;

    @Property(seed = "7")
    void nobodyOverdraws(
            @ForAll @IntRange(max = MOST) int balance,
            @ForAll @Size(max = 4) List<@IntRange(min = 1, max = MOST) Integer> amounts) {
        Explorer.of(1)
                .withSchedules(200)
                .explore(() -> {
                    TLong account = TLong.named("account", balance);
                    Scenario scenario = new Scenario();
                    amounts.forEach(amount -> scenario.thread("takes " + amount, () -> withdraw(account, amount)));
                    return scenario.atTheEnd(() -> assertTrue(account.now() >= 0, () -> "overdrawn: " + account.now()));
                })
                .requireNoFailure();
    }

    private static void withdraw(TLong account, long amount) {
        boolean enough = STM.atomically(tx -> account.isAtLeast(tx, amount));
        if (enough) { // by now it may not be
            STM.run(tx -> account.add(tx, -amount));
        }
    }
}
