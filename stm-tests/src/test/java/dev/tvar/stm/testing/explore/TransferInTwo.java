package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;

/** A transfer in two transactions, which only a rule finds: the example of the documentation. */
final class TransferInTwo {
    private TransferInTwo() {}

    static Scenario program() {
        TLong ann = TLong.named("ann", 100);
        TLong ben = TLong.named("ben", 100);
        return new Scenario()
                .rule("the accounts hold 200", tx -> ann.get(tx) + ben.get(tx) == 200)
                .thread("payer", () -> {
                    STM.run(tx -> ann.set(tx, ann.get(tx) - 30));
                    STM.run(tx -> ben.add(tx, 30)); // another transaction: until then the money is nowhere
                })
                .thread(
                        "other",
                        () -> STM.run(tx -> {
                            ben.add(tx, -20);
                            ann.add(tx, 20);
                        }))
                .atTheEnd(() -> assertEquals(200, ann.now() + ben.now()));
    }
}
