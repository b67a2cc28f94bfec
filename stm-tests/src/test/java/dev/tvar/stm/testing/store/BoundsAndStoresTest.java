package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import org.junit.jupiter.api.Test;

/** A transaction that a bound refuses writes nothing to a store, in memory or on disk. */
class BoundsAndStoresTest {
    private final TLong account = TLong.bounded("account", 5, Bounds.atLeast(0));
    private final DiskInMemory disk = new DiskInMemory();

    @Test
    void aRefusedTransactionLeavesAStoreAsItWas() {
        try (TStore store = TStore.create()) {
            TVar<Long> paid = store.var("paid", Long.class);
            assertThrows(
                    OutOfBoundsException.class,
                    () -> STM.run(tx -> {
                        paid.set(tx, 6L);
                        account.add(tx, -6);
                    }));
            assertEquals(0, store.version("paid"));
            Checkout handle = store.checkout("paid");
            handle.set("paid", 6L);
            assertThrows(
                    OutOfBoundsException.class,
                    () -> STM.run(tx -> {
                        handle.commit();
                        account.add(tx, -6);
                    }));
            assertEquals(0, store.version("paid"));
            handle.commit(); // the handle is as it was, too
            assertEquals(1, store.version("paid"));
            assertEquals(5, account.now());
        }
    }

    @Test
    void aRefusedTransactionDoesNotReachTheDisk() {
        try (TStore store = disk.openStore(SyncPolicy.WRITE)) {
            TVar<Long> paid = store.var("paid", Long.class);
            assertThrows(
                    OutOfBoundsException.class,
                    () -> STM.run(tx -> {
                        paid.set(tx, 6L);
                        account.add(tx, -6);
                    }));
            store.flush();
            assertTrue(disk.state().isEmpty(), () -> "" + disk.state());
            STM.run(tx -> {
                paid.set(tx, 5L);
                account.add(tx, -5);
            });
            assertEquals(1, disk.state().size());
        }
    }
}
