package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.TStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The laws of transactions hold across processes: commits of one process are visible in another. */
@SuppressWarnings("NullAway") // a TVar may hold null
final class StoreTest extends StoreScene {
    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(1);

    @Override
    EtcdCluster etcd() {
        return ETCD;
    }

    @Test
    void commitsOfOneProcessAreVisibleInAnother() {
        put(here, "a", 1L);
        assertEquals(1L, seen(there, "a"));
        assertEquals(
                "long:1",
                ETCD.control("get", "--print-value-only", prefix + "k/a").strip());
    }

    @Test
    void aCommitIsVisibleInItsProcessAtOnce() {
        for (long n = 0; n < 50; n++) {
            put(here, "n", n);
            assertEquals(n, variable(here, "n").now());
        }
    }

    @Test
    void aNewStoreFindsTheExistingKeys() {
        STM.run(tx -> {
            for (int i = 0; i < 100; i++) {
                here.var("key" + i, Long.class).set(tx, (long) i);
            }
        });
        try (EtcdStore late = open(prefix)) {
            assertEquals(100, late.names().size());
            assertEquals(99L, late.snapshot().get("key99"));
            assertTrue(late.version("key0") > 0);
            assertEquals(late.version("key0"), late.version("key99"));
        }
    }

    @Test
    void noUpdateIsLost() {
        List<EtcdStore> stores = List.of(here, there, here, there);
        List<CompletableFuture<Void>> threads = stores.stream()
                .map(store -> CompletableFuture.runAsync(() -> {
                    TVar<@Nullable Long> counter = store.var("counter", Long.class);
                    for (int i = 0; i < 25; i++) {
                        STM.run(tx -> counter.update(tx, n -> n == null ? 1 : n + 1));
                    }
                }))
                .toList();
        threads.forEach(CompletableFuture::join);
        assertEquals(100L, seen(here, "counter"));
        assertEquals(100L, seen(there, "counter"));
    }

    @Test
    void writeSkewIsImpossible() {
        for (int round = 0; round < 20; round++) {
            put(here, "x", 1L);
            put(here, "y", 1L);
            there.refresh();
            var first = CompletableFuture.runAsync(() -> giveUpOne(here, "x", "y"));
            var second = CompletableFuture.runAsync(() -> giveUpOne(there, "y", "x"));
            first.join();
            second.join();
            here.refresh();
            long left = STM.atomically(tx -> sum(
                    here.var("x", Long.class).get(tx), here.var("y", Long.class).get(tx)));
            assertEquals(1, left);
        }
    }

    /** Each of two processes creates a key if it sees no key of the round: one of them sees the other's key. */
    @Test
    void writeSkewOverNamesIsImpossible() {
        for (int round = 0; round < 20; round++) {
            String names = "round " + round + " of ";
            var first = CompletableFuture.runAsync(() -> createUnlessThere(here, names, "here"));
            var second = CompletableFuture.runAsync(() -> createUnlessThere(there, names, "there"));
            first.join();
            second.join();
        }
        here.refresh();
        assertEquals(20, here.names().size());
    }

    private static void createUnlessThere(TStore store, String names, String own) {
        STM.run(tx -> {
            if (store.names().stream().noneMatch(name -> name.startsWith(names))) {
                store.var(names + own, Long.class).set(tx, 1L);
            }
        });
    }

    @Test
    void aTransactionThatWaitsForANameIsWoken() throws Exception {
        var waiter = CompletableFuture.supplyAsync(() -> STM.atomically(tx -> {
            tx.check(there.names().contains("late"));
            return there.export().get("late");
        }));
        put(here, "late", 7L);
        assertEquals(7L, waiter.join());
    }

    /** The names are compared as a whole: their number does not count against the limits of a transaction. */
    @Test
    void aTransactionThatWritesMayAskForManyNames() {
        for (int part = 0; part < 3; part++) {
            int from = part * 100;
            STM.run(tx -> {
                for (int i = from; i < from + 100; i++) {
                    here.var("key" + i, Long.class).set(tx, 0L);
                }
            });
        }
        STM.run(tx -> here.var("count", Long.class).set(tx, (long) here.names().size()));
        assertEquals(300L, seen(there, "count"));
    }

    @Test
    void aHandleCommitsTwiceInOneTransactionAndOnceMore() {
        Checkout handle = here.checkout("a");
        STM.run(tx -> {
            handle.set("a", 1L);
            handle.commit();
            handle.set("a", 2L);
            handle.commit();
        });
        handle.set("a", 3L);
        handle.commit();
        assertEquals(3L, seen(there, "a"));
        assertEquals(here.version("a"), handle.version("a"));
    }

    private static void giveUpOne(TStore store, String own, String other) {
        STM.run(tx -> {
            if (sum(
                            store.var(own, Long.class).get(tx),
                            store.var(other, Long.class).get(tx))
                    == 2) {
                store.var(own, Long.class).set(tx, 0L);
            }
        });
    }

    private static long sum(@Nullable Long x, @Nullable Long y) {
        return (x == null ? 0 : x) + (y == null ? 0 : y);
    }

    @Test
    void retryIsWokenByAnotherProcess() {
        TVar<@Nullable Long> ball = here.var("ball", Long.class);
        TVar<@Nullable Long> same = there.var("ball", Long.class);
        put(here, "ball", 0L);
        var player = CompletableFuture.runAsync(() -> play(same, 1, 40));
        play(ball, 0, 40);
        player.join();
        assertEquals(40L, seen(there, "ball"));
    }

    private static void play(TVar<@Nullable Long> ball, int side, long last) {
        for (long next = side; next < last; next += 2) {
            long own = next;
            STM.run(tx -> {
                Long at = ball.get(tx);
                tx.check(at != null && at == own);
                ball.set(tx, own + 1);
            });
        }
    }

    @Test
    void orElseTakesTheAvailableElementAndWaitsForEither() throws Exception {
        var taken = CompletableFuture.supplyAsync(
                () -> STM.atomically(STM.orElse(tx -> taken(tx, "left"), (Txn tx) -> taken(tx, "right"))));
        put(there, "right", 7L);
        assertEquals("right", taken.get());
        assertNull(seen(there, "right"));
    }

    private String taken(Txn tx, String key) {
        Long value = here.var(key, Long.class).getAndSet(tx, null);
        tx.check(value != null);
        return key;
    }

    @Test
    void aSnapshotIsOneRevision() {
        TVar<@Nullable Long> left = there.var("left", Long.class);
        TVar<@Nullable Long> right = there.var("right", Long.class);
        var writer = CompletableFuture.runAsync(() -> {
            for (long n = 1; n <= 200; n++) {
                long value = n;
                STM.run(tx -> {
                    here.var("left", Long.class).set(tx, value);
                    here.var("right", Long.class).set(tx, -value);
                });
            }
        });
        while (!writer.isDone()) {
            long inSnapshot = STM.snapshot(tx -> sum(left.get(tx), right.get(tx)));
            long inTransaction = STM.atomically(tx -> sum(left.get(tx), right.get(tx)));
            assertEquals(List.of(0L, 0L), List.of(inSnapshot, inTransaction));
        }
        writer.join();
    }

    @Test
    void checkoutsOfTwoProcessesConflict() {
        Checkout mine = here.checkout("a", "b");
        mine.set("a", 1L);
        mine.commit();
        assertEquals(here.version("a"), mine.version("a"));
        assertEquals(0, mine.version("b"));
        there.refresh();
        Checkout late = there.checkout("a", "b");
        mine.set("b", 2L);
        mine.commit();
        late.set("a", 9L);
        there.refresh();
        var conflict = assertThrows(ConcurrentUpdateException.class, late::commit);
        assertEquals(Set.of("b"), conflict.moved().keySet());
        assertEquals(Set.of(), late.pullUpdates().kept());
        late.commit();
        here.refresh();
        assertEquals(9L, here.snapshot().get("a"));
        assertEquals(2L, here.export().get("b"));
    }

    @Test
    void aCommitOnAStaleMirrorConflictsToo() {
        Checkout mine = here.checkout("a");
        Checkout other = there.checkout("a");
        mine.set("a", 1L);
        mine.commit();
        other.set("a", 2L); // whether or not its mirror shows the commit
        assertThrows(ConcurrentUpdateException.class, other::commit);
        assertEquals(1L, seen(there, "a"));
    }

    @Test
    void changesetsRunAgain() {
        RetryPolicy policy = RetryPolicy.tries(1000);
        var threads = List.of(here, there).stream()
                .map(store -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 20; i++) {
                        store.changeset(policy, List.of("n"), checkout -> {
                            Long n = checkout.get("n", Long.class);
                            checkout.set("n", n == null ? 1 : n + 1);
                        });
                    }
                }))
                .toList();
        threads.forEach(CompletableFuture::join);
        assertEquals(40L, seen(here, "n"));
    }
}
