package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.TStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The named store on one server: what one process commits, another sees. */
@Timeout(60)
@SuppressWarnings("NullAway") // a TVar may hold null
final class StoreTest {
    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(1);

    private record Person(String name, int age) {}

    /** Not known to be immutable, for its list is not. */
    private record Cart(List<String> items) {}

    private final String prefix = UUID.randomUUID() + "/";
    private final EtcdStore here = open(prefix);
    private final EtcdStore there = open(prefix);

    private static EtcdStore open(String prefix) {
        return EtcdStore.connect(ETCD.options().withPrefix(prefix).withCodec(EtcdCodecs.json("person", Person.class)));
    }

    @AfterEach
    void disconnect() {
        here.close();
        there.close();
    }

    private EtcdStore carts() {
        return EtcdStore.connect(ETCD.options().withPrefix(prefix).withCodec(EtcdCodecs.json("cart", Cart.class)));
    }

    private static void put(TStore store, String key, Object value) {
        STM.run(tx -> variable(store, key).set(tx, value));
    }

    @SuppressWarnings("unchecked")
    private static TVar<@Nullable Object> variable(TStore store, String key) {
        return (TVar<@Nullable Object>) (TVar<?>) store.var(key, Long.class);
    }

    private static @Nullable Object seen(EtcdStore store, String key) {
        store.refresh();
        return variable(store, key).now();
    }

    @Test
    void whatOneProcessCommitsAnotherSees() {
        put(here, "a", 1L);
        assertEquals(1L, seen(there, "a"));
        assertEquals(
                "long:1",
                ETCD.control("get", "--print-value-only", prefix + "k/a").strip());
    }

    @Test
    void whoCommitsSeesItAtOnce() {
        for (long n = 0; n < 50; n++) {
            put(here, "n", n);
            assertEquals(n, variable(here, "n").now());
        }
    }

    @Test
    void aNewStoreFindsWhatIsThere() {
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
            STM.with(TxnOptions.defaults().withTimeout(Duration.ofSeconds(30))).run(tx -> {
                Long at = ball.get(tx);
                tx.check(at != null && at == own);
                ball.set(tx, own + 1);
            });
        }
    }

    @Test
    void orElseTakesWhatIsThereAndWaitsForEither() throws Exception {
        var taken = CompletableFuture.supplyAsync(
                () -> STM.atomically(STM.orElse(tx -> taken(tx, "left"), (Txn tx) -> taken(tx, "right"))));
        put(there, "right", 7L);
        assertEquals("right", taken.get(30, TimeUnit.SECONDS));
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
        other.set("a", 2L); // whether its mirror has seen the commit or not
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
    void whatIsDeletedByOtherToolsIsGone() {
        put(here, "a", 1L);
        ETCD.control("del", prefix + "k/a");
        assertNull(seen(here, "a"));
        assertEquals(0, here.version("a"));
        put(here, "a", 2L);
        assertEquals(2L, seen(there, "a"));
    }

    @Test
    void aValueThatNobodyHereCanReadHurtsOnlyWhoAsksForIt() {
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
