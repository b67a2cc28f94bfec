package dev.tvar.stm.testing.lincheck;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import org.jetbrains.lincheck.datastructures.Operation;

/** Wrong on purpose: the money is in flight between two transactions. */
public class TornAccounts {
    private final TLong from = TLong.of(10);
    private final TLong to = TLong.of(0);

    /** A transfer that is not atomic. */
    @Operation
    public void transfer() {
        STM.run(tx -> from.add(tx, -1));
        STM.run(tx -> to.add(tx, 1));
    }

    /** All the money. */
    @Operation
    public long total() {
        return STM.snapshot(tx -> from.get(tx) + to.get(tx));
    }
}
