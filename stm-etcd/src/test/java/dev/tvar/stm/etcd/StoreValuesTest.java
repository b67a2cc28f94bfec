package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The values that a store accepts, and the limits of transactions on a shared store. */
@SuppressWarnings("NullAway") // a TVar may hold null
final class StoreValuesTest extends StoreScene {
    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(1);

    @Override
    EtcdCluster etcd() {
        return ETCD;
    }

    @Test
    void recordsTravelAsJson() {
        STM.run(tx -> here.var("p", Person.class).set(tx, new Person("Ada", 36)));
        there.refresh();
        assertEquals(new Person("Ada", 36), there.var("p", Person.class).now());
        assertEquals(
                "person:{\"name\":\"Ada\",\"age\":36}",
                ETCD.control("get", "--print-value-only", prefix + "k/p").strip());
    }

    @Test
    void aTypeThatIsDeclaredAfterItsValueCameIsRead() {
        try (EtcdStore writer = carts();
                EtcdStore reader = carts()) {
            writer.declare("cart", Cart.class, cart -> new Cart(cart.items()));
            Checkout mine = writer.checkout("cart");
            mine.set("cart", new Cart(new ArrayList<>(List.of("bread"))));
            mine.commit();
            reader.refresh();
            reader.declare("cart", Cart.class, cart -> new Cart(cart.items()));
            assertEquals(
                    List.of("bread"),
                    reader.checkout("cart").get("cart", Cart.class).items());
        }
    }

    @Test
    void nullIsAValueAndAMissingKeyIsNone() {
        STM.run(tx -> here.var("nothing", String.class).set(tx, null));
        there.refresh();
        assertNull(there.var("nothing", String.class).now());
        assertTrue(there.version("nothing") > 0);
        assertEquals(0, there.version("never"));
        assertEquals(Set.of("nothing"), there.names());
    }

    @Test
    void aKeyDeletedByAnotherToolIsGone() {
        put(here, "a", 1L);
        ETCD.control("del", prefix + "k/a");
        assertNull(seen(here, "a"));
        assertEquals(0, here.version("a"));
        put(here, "a", 2L);
        assertEquals(2L, seen(there, "a"));
    }

    @Test
    void anUnreadableValueFailsOnlyTheReadersOfThatKey() {
        put(here, "a", 1L);
        ETCD.control("put", prefix + "k/foreign", "just text");
        ETCD.control("put", prefix + "k/exotic", "exotic:text");
        put(here, "a", 2L);
        assertEquals(2L, seen(there, "a"));
        assertThrows(StorageException.class, () -> there.var("foreign", String.class));
        assertThrows(StorageException.class, () -> there.checkout("exotic").get("exotic"));
    }

    @Test
    void variablesOfThisProcessHaveNoPlaceInASharedCommit() {
        TVar<Integer> local = TVar.of(1);
        var refused = assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    local.set(tx, 2);
                    here.var("a", Long.class).set(tx, 1L);
                }));
        assertTrue(String.valueOf(refused.getMessage()).contains("this process"), refused.getMessage());
        assertEquals(1, local.now());
        assertNull(seen(there, "a"));
    }

    @Test
    void aTransactionThatOnlyReadsTheStoreMayWriteHere() {
        put(here, "a", 5L);
        TVar<@Nullable Long> local = TVar.of(null);
        STM.run(tx -> local.set(tx, here.var("a", Long.class).get(tx)));
        assertEquals(5L, local.now());
    }

    @Test
    void anUndoneWriteLeavesAnOrdinaryTransaction() {
        TVar<Integer> local = TVar.of(1);
        STM.run(tx -> tx.orElse(
                first -> {
                    here.var("a", Long.class).set(first, 1L);
                    return first.retry();
                },
                second -> {
                    local.set(second, 2);
                    return null;
                }));
        assertEquals(2, local.now());
        assertNull(seen(there, "a"));
    }

    @Test
    void twoStoresDoNotCommitTogether() {
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    here.var("a", Long.class).set(tx, 1L);
                    there.var("b", Long.class).set(tx, 1L);
                }));
        assertNull(seen(here, "a"));
    }

    @Test
    void refreshIsEnoughToReadWhatWasCommittedBefore() {
        for (long n = 0; n < 100; n++) {
            put(here, "n", n);
            assertEquals(n, seen(there, "n"));
        }
    }

    @Test
    void aClosedStoreRefusesCommits() {
        here.close();
        assertThrows(IllegalStateException.class, () -> put(here, "a", 1L));
        assertThrows(IllegalStateException.class, here::refresh);
        assertNull(seen(there, "a"));
    }

    @Test
    void anExceptionLeavesNothing() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> STM.run(tx -> {
                    here.var("a", Long.class).set(tx, 1L);
                    throw new UnsupportedOperationException();
                }));
        assertNull(seen(here, "a"));
        assertNull(seen(there, "a"));
    }

    @Test
    void blindWritesDoNotConflict() {
        put(here, "a", 1L);
        int[] runs = new int[1];
        STM.run(tx -> {
            if (runs[0]++ == 0) {
                CompletableFuture.runAsync(() -> put(there, "a", 2L)).join();
            }
            here.var("a", Long.class).set(tx, 3L);
        });
        assertEquals(1, runs[0]);
        assertEquals(3L, seen(there, "a"));
    }
}
