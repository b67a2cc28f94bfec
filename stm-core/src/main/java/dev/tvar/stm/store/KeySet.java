package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.List;
import java.util.stream.IntStream;

/*
 * Goal. A transaction that asks which keys are known depends on the answer, without a conflict for commits to keys that are
 * known already, nor between two transactions that create different keys.
 *
 * Mechanism. A few variables, one for some of the keys each. A transaction that creates or removes a key sets one of them, and
 * does not read it; a transaction that asks for names reads all of them, and then each slot.
 *
 * Why it is right. A key has its slot before the transaction that creates it commits. So whoever reads the variables after that
 * commit finds the slot. Whoever reads them before it conflicts with it, or has its place before it in the serial order.
 */

/** What a transaction depends on that asks which keys of a store are known. */
final class KeySet {
    private static final int STRIPES = 16;

    /** Each names the key that was created or removed last. */
    private final List<TVar<String>> stripes = IntStream.range(0, STRIPES)
            .mapToObj(i -> TVar.named("names of a store", ""))
            .toList();

    /** Called by each transaction that creates or removes the key. */
    void changed(Txn tx, String key) {
        stripes.get(Math.floorMod(key.hashCode(), STRIPES)).set(tx, key);
    }

    /** Makes the transaction depend on the set of keys; to be called before the slots are enumerated. */
    void dependOn(ReadTxn tx) {
        stripes.forEach(stripe -> stripe.get(tx));
    }

    boolean consistsOf(Object variable) {
        return stripes.contains(variable);
    }

    /** The variable that changes with the key, for diagnostics. */
    TVar<String> any() {
        return stripes.get(0);
    }
}
