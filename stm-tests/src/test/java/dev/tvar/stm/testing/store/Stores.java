package dev.tvar.stm.testing.store;

import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.TStore;

/** Helpers of the tests of the store. */
final class Stores {
    private Stores() {}

    /** Commits keys and values, given in turn, in one commit. */
    static void commit(TStore store, Object... keysAndValues) {
        String[] keys = new String[keysAndValues.length / 2];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (String) keysAndValues[2 * i];
        }
        Checkout checkout = store.checkout(keys);
        for (int i = 0; i < keys.length; i++) {
            checkout.set(keys[i], keysAndValues[2 * i + 1]);
        }
        checkout.commit();
    }
}
