package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.Pulled;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.VersionMove;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Handles in transactions, in parts of them that are undone, and in snapshots. */
class CheckoutInTransactionTest {
    private static final RetryPolicy ONCE = RetryPolicy.tries(1);

    private final TStore store = TStore.create();
    private final TVar<@Nullable Long> n = store.var("n", Long.class);

    // ---- undone

    @ParameterizedTest
    @EnumSource(Undoing.class)
    void aHandleFromAnUndonePartOverwritesNothing(Undoing undoing) {
        Stores.commit(store, "n", 1L);
        AtomicReference<@Nullable Checkout> escaped = new AtomicReference<>();
        undoing.doAndUndo(tx -> {
            n.set(tx, 1000L);
            escaped.set(store.checkout("n"));
        });
        Stores.commit(store, "n", 2L); // reaches the version that was undone
        Checkout handle = Objects.requireNonNull(escaped.get());
        assertEquals(1000L, handle.get("n"));
        handle.set("n", 1001L);
        ConcurrentUpdateException stale = assertThrows(ConcurrentUpdateException.class, handle::commit);
        assertEquals(Map.of("n", new VersionMove(2, 2)), stale.moved());
        assertTrue(String.valueOf(stale.getMessage()).contains("never committed"), stale::getMessage);
        assertEquals(2L, n.now());

        assertEquals(List.of("n"), List.copyOf(handle.pullUpdates().kept()));
        handle.commit();
        assertEquals(1001L, n.now());
    }

    @ParameterizedTest
    @EnumSource(Undoing.class)
    void aHandleThatOnlyReadsFromAnUndonePartIsStaleToo(Undoing undoing) {
        Stores.commit(store, "n", 1L);
        AtomicReference<@Nullable Checkout> escaped = new AtomicReference<>();
        undoing.doAndUndo(tx -> {
            n.set(tx, 1000L);
            escaped.set(store.checkout("n", "sum"));
        });
        Checkout handle = Objects.requireNonNull(escaped.get());
        handle.set("sum", (Long) Objects.requireNonNull(handle.get("n")) + 1);
        assertThrows(ConcurrentUpdateException.class, handle::commit);
        assertThrows(ConcurrentUpdateException.class, handle::tryCommit);
        assertEquals(0, store.version("sum"));
    }

    @ParameterizedTest
    @EnumSource(Undoing.class)
    void anUndoneCommitLeavesTheHandleAsItWas(Undoing undoing) {
        Stores.commit(store, "n", 1L);
        Checkout handle = store.checkout("n");
        handle.set("n", 2L);
        undoing.doAndUndo(tx -> {
            handle.commit();
            assertEquals(2, handle.version("n"));
        });
        assertEquals(1, handle.version("n"));
        assertEquals(2L, handle.get("n"));
        handle.commit();
        assertEquals(2, handle.version("n"));
        assertEquals(2L, n.now());
    }

    @ParameterizedTest
    @EnumSource(Undoing.class)
    void anUndonePullLeavesTheHandleAsItWas(Undoing undoing) {
        Stores.commit(store, "n", 1L, "m", 1L);
        Checkout handle = store.checkout("n", "m");
        undoing.doAndUndo(tx -> {
            n.set(tx, 1000L);
            assertEquals(
                    Map.of("n", new VersionMove(1, 2)), handle.pullUpdates().moved());
            assertEquals(1000L, handle.get("n"));
        });
        assertEquals(1L, handle.get("n"));
        assertEquals(1, handle.version("n"));
        handle.set("m", 2L);
        handle.commit(); // nothing has moved
        assertEquals(2L, store.export().get("m"));
    }

    @Test
    void aHandleFromTheMiddleOfATransactionIsStaleIfItWritesTheKeyAgain() {
        Checkout[] middle = new Checkout[1];
        STM.run(tx -> {
            n.set(tx, 1L);
            middle[0] = store.checkout("n");
            n.set(tx, 2L);
        });
        assertEquals(1, store.version("n"));
        middle[0].set("n", 10L);
        assertThrows(ConcurrentUpdateException.class, middle[0]::commit);
        assertEquals(2L, n.now());
    }

    @Test
    void aHandleFromATransactionThatCommittedIsGood() {
        Checkout[] inside = new Checkout[1];
        STM.run(tx -> {
            n.set(tx, 1L);
            inside[0] = store.checkout("n");
        });
        inside[0].set("n", 10L);
        inside[0].commit();
        assertEquals(10L, n.now());
        assertEquals(2, inside[0].version("n"));
    }

    // ---- twice in one transaction

    static Stream<TStore> stores() {
        return Stream.of(
                TStore.create(),
                SharedMap.Process.of(new SharedMap()),
                new DiskInMemory().openStore(StoreOptions.defaults()));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aHandleCommitsTwiceInOneTransaction(TStore anyStore) {
        try (anyStore) {
            Checkout handle = anyStore.checkout("n", "m");
            STM.run(tx -> {
                handle.set("n", 1L);
                handle.commit();
                assertEquals(1L, handle.get("n"));
                handle.set("n", 2L);
                handle.set("m", 2L);
                handle.commit();
                handle.commit(); // nothing is set any more
            });
            assertEquals(1, anyStore.version("n"), "one commit, since it is one transaction");
            assertEquals(1, handle.version("n"));
            assertEquals(Map.of("n", 2L, "m", 2L), anyStore.export());
            handle.set("m", 3L);
            handle.commit(); // and once more outside
            assertEquals(3L, anyStore.export().get("m"));
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void theHandleOfAChangesetCommitsAgainInTheSameTransaction(TStore anyStore) {
        try (anyStore) {
            Checkout handle = STM.atomically(tx -> {
                Checkout done = anyStore.changeset(ONCE, List.of("n"), checkout -> checkout.set("n", 1L));
                done.set("n", 2L);
                done.commit();
                return done;
            });
            assertEquals(2L, anyStore.export().get("n"));
            handle.set("n", 3L);
            handle.commit();
            assertEquals(3L, anyStore.export().get("n"));
            assertEquals(anyStore.version("n"), handle.version("n"));
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void twoHandlesOfOneKeyInOneTransactionConflict(TStore anyStore) {
        try (anyStore) {
            Checkout one = anyStore.checkout("n");
            Checkout two = anyStore.checkout("n");
            one.set("n", 1L);
            two.set("n", 2L);
            assertThrows(
                    ConcurrentUpdateException.class,
                    () -> STM.run(tx -> {
                        one.commit();
                        two.commit();
                    }));
            assertTrue(anyStore.names().isEmpty());
            one.commit();
            assertEquals(1L, anyStore.export().get("n"));
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aPullInATransactionCountsAfterIt(TStore anyStore) {
        try (anyStore) {
            Checkout handle = anyStore.checkout("n");
            Stores.commit(anyStore, "n", 1L);
            Pulled pulled = STM.atomically(tx -> handle.pullUpdates());
            assertEquals(1, pulled.moved().size());
            assertEquals(1L, handle.get("n"));
            handle.set("n", 2L);
            handle.commit();
            assertEquals(2L, anyStore.export().get("n"));
        }
    }

    @Test
    void aSetValueStaysTheSameObjectAcrossACommit() {
        store.declare("list", int[].class, int[]::clone);
        Checkout handle = store.checkout("list");
        int[] own = {1, 2};
        handle.set("list", own);
        assertSame(own, handle.get("list"));
        handle.commit();
        assertSame(own, handle.get("list"));
    }

    // ---- snapshots

    @Test
    void aSnapshotCanCheckOutAndReadAtItsInstant() {
        Stores.commit(store, "n", 1L);
        Checkout handle = STM.<Checkout, RuntimeException>snapshot(tx -> {
            TestThreads.elsewhere(() -> Stores.commit(store, "n", 2L));
            Checkout old = store.checkout("n", "m");
            assertEquals(1L, old.get("n"));
            assertEquals(1, old.version("n"));
            old.set("m", 5L);
            return old;
        });
        assertEquals(5L, handle.get("m"));
        assertThrows(ConcurrentUpdateException.class, handle::commit);
        handle.pullUpdates();
        handle.commit();
        assertEquals(Map.of("n", 2L, "m", 5L), store.export());
    }

    @Test
    void aSnapshotRefusesToCommit() {
        Checkout handle = store.checkout("n");
        handle.set("n", 1L);
        STM.<Boolean, RuntimeException>snapshot(tx -> {
            assertSays("snapshot", assertThrows(IllegalStateException.class, handle::commit));
            assertSays("snapshot", assertThrows(IllegalStateException.class, handle::tryCommit));
            assertSays("snapshot", assertThrows(IllegalStateException.class, handle::pullUpdates));
            assertSays("snapshot", assertThrows(IllegalStateException.class, () -> store.tryCheckout("n")));
            assertSays(
                    "snapshot",
                    assertThrows(
                            IllegalStateException.class,
                            () -> store.changeset(ONCE, List.of("n"), in -> in.set("n", 1L))));
            return true;
        });
        assertTrue(store.names().isEmpty());
        handle.commit();
        assertEquals(1L, n.now());
    }

    private static void assertSays(String words, Throwable thrown) {
        assertTrue(String.valueOf(thrown.getMessage()).contains(words), thrown::toString);
    }
}
