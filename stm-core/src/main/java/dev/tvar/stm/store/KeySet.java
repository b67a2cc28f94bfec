package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.List;
import java.util.stream.IntStream;

/*
 * Goal. A transaction that asks which keys are known depends on the answer. Commits to known keys do not conflict with it, and
 * transactions that create different keys do not conflict with each other.
 *
 * Mechanism. Each key belongs to one of a few variables (stripes). A transaction that creates or removes a key sets its stripe
 * without reading it. A transaction that asks for names reads all stripes first, and then each slot.
 *
 * Correctness. A key has its slot before the transaction that creates it commits. A transaction that reads the stripes after
 * that commit therefore finds the slot. A transaction that read them before conflicts with the commit, or precedes it in the
 * serial order.
 */

/** The read dependency of transactions that ask which keys of a store are known. */
final class KeySet {
    private static final int STRIPES = 16;

    /** Each holds the name of the key of its stripe that was created or removed last. */
    private final List<TVar<String>> stripes = IntStream.range(0, STRIPES)
            .mapToObj(i -> TVar.named("names of a store", ""))
            .toList();

    /** Records that the transaction creates or removes the key. */
    void changed(Txn tx, String key) {
        stripes.get(Math.floorMod(key.hashCode(), STRIPES)).set(tx, key);
    }

    /** Makes the transaction depend on the set of keys. Call it before enumerating the slots. */
    void dependOn(ReadTxn tx) {
        stripes.forEach(stripe -> stripe.get(tx));
    }

    boolean consistsOf(Object variable) {
        return stripes.contains(variable);
    }

    /** Returns one of the stripes, to name in diagnostics. */
    TVar<String> any() {
        return stripes.get(0);
    }
}
