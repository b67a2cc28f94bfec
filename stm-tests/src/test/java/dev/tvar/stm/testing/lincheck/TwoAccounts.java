package dev.tvar.stm.testing.lincheck;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Two accounts, one a TLong and one a TVar; every operation is a transaction or a snapshot. */
@Param(name = "amount", gen = IntGen.class, conf = "1:3")
public class TwoAccounts {
    private final TLong purse = TLong.of(4);
    private final TVar<Integer> safe = TVar.of(4);

    /** A transfer that reads both. */
    @Operation
    public boolean save(@Param(name = "amount") int amount) {
        return STM.atomically(tx -> {
            long held = purse.get(tx);
            if (held < amount) {
                return false;
            }
            purse.set(tx, held - amount);
            safe.update(tx, s -> s + amount);
            return true;
        });
    }

    /** A transfer that depends on an answer only. */
    @Operation
    public boolean spend(@Param(name = "amount") int amount) {
        return STM.atomically(tx -> {
            boolean enough = purse.isAtLeast(tx, amount);
            if (enough) {
                purse.add(tx, -amount);
            }
            return enough;
        });
    }

    /** A blind write, or else the other branch. */
    @Operation
    public int earn(@Param(name = "amount") int amount) {
        return STM.atomically(tx -> tx.orElse(
                in -> {
                    in.check(safe.get(in) > amount);
                    purse.add(in, amount);
                    return 1;
                },
                in -> {
                    safe.set(in, safe.get(in) + amount);
                    return 2;
                }));
    }

    /** Both, at one instant. */
    @Operation
    public String look() {
        return STM.snapshot(tx -> purse.get(tx) + " and " + safe.get(tx));
    }

    /** Both, in a transaction. */
    @Operation
    public String read() {
        return STM.atomically(tx -> purse.get(tx) + " and " + safe.get(tx));
    }

    /** One, outside any transaction. */
    @Operation
    public long purseNow() {
        return purse.now();
    }
}
