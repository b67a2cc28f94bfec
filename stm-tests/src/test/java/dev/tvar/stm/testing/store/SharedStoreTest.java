package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.store.BusyRetryException;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.spi.SharedCommit;
import dev.tvar.stm.store.spi.StoredValue;
import dev.tvar.stm.testing.support.Limits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A store whose commits are decided by a storage that other processes write, too; here it is a map. */
class SharedStoreTest {
    private final SharedMap shared = new SharedMap();
    private final SharedMap.Process here = SharedMap.Process.of(shared);
    private final TVar<@Nullable Long> a = here.var("a", Long.class);
    private final TVar<@Nullable Long> b = here.var("b", Long.class);

    @Test
    void writesGoToTheStorageAndComeBack() {
        STM.run(tx -> {
            a.set(tx, 1L);
            b.set(tx, 2L);
        });
        assertEquals(Map.of("a", 1L, "b", 2L), here.export());
        assertEquals(Set.of("a", "b"), shared.keys());
        assertEquals(1, here.version("a"));
    }

    @Test
    void aStaleBodyRunsAgain() {
        shared.write("a", 1);
        int[] runs = new int[1];
        long seen = STM.atomically(tx -> {
            runs[0]++;
            Long now = a.get(tx);
            b.set(tx, 0L);
            return now == null ? 0 : now;
        });
        assertEquals(1, seen);
        assertEquals(2, runs[0]);
        assertEquals(2, shared.commits());
    }

    @Test
    void blindWritesAreNotCompared() {
        shared.write("a", 1);
        STM.run(tx -> a.set(tx, 5L));
        assertEquals(1, shared.commits());
        assertEquals(5L, a.now());
    }

    @Test
    void readersDoNotAskTheStorage() {
        assertNull(STM.<@Nullable Long, RuntimeException>atomically(tx -> a.get(tx)));
        here.checkout("a", "b").commit();
        assertEquals(0, shared.commits());
    }

    @Test
    void aWaitingTransactionIsWokenByTheMirror() throws Exception {
        Thread other = new Thread(() -> {
            shared.write("a", 3);
            here.catchUp();
        });
        other.setDaemon(true);
        other.start();
        STM.with(TxnOptions.defaults().withTimeout(Limits.DURATION)).run(tx -> tx.check(a.get(tx) != null));
        other.join(Limits.MILLIS);
        assertEquals(3L, a.now());
    }

    @Test
    void aCheckoutCarriesTheNewVersions() {
        shared.moveTo(40);
        Checkout mine = here.checkout("a", "b");
        mine.set("a", 1L);
        mine.commit();
        assertEquals(41, mine.version("a"));
        assertEquals(0, mine.version("b"));
        mine.set("b", 1L);
        mine.commit();
        assertEquals(42, mine.version("b"));
    }

    /** The storage assigns the version after the checkout. */
    @Test
    void aCheckoutOfAKeyThatItsTransactionHadWrittenIsStaleAfterwards() {
        shared.moveTo(40);
        Checkout inside = STM.atomically(tx -> {
            a.set(tx, 1L);
            return here.checkout("a");
        });
        assertEquals(1L, inside.get("a"));
        inside.set("a", 2L);
        assertThrows(ConcurrentUpdateException.class, inside::commit);
        assertEquals(1L, a.now());
        inside.pullUpdates();
        inside.commit();
        assertEquals(2L, a.now());
        assertEquals(42, inside.version("a"));
    }

    @Test
    void aStaleCheckoutConflicts() {
        Checkout mine = here.checkout("a");
        mine.set("a", 1L);
        shared.write("a", 9);
        assertThrows(BusyRetryException.class, mine::tryCommit);
        var conflict = assertThrows(ConcurrentUpdateException.class, mine::commit);
        assertEquals(Set.of("a"), conflict.moved().keySet());
        assertEquals(Set.of("a"), mine.pullUpdates().kept());
        mine.commit();
        assertEquals(1L, a.now());
    }

    @Test
    void twoCheckoutsInOneTransactionConflictWithEachOther() {
        Checkout one = here.checkout("a");
        Checkout two = here.checkout("a");
        one.set("a", 1L);
        two.set("a", 2L);
        assertThrows(
                ConcurrentUpdateException.class,
                () -> STM.run(tx -> {
                    one.commit();
                    two.commit();
                }));
        assertEquals(0, shared.commits());
    }

    @Test
    void variablesOfTheProcessAreRefusedTogetherWithAWrite() {
        TVar<Integer> local = TVar.of(1);
        assertThrows(IllegalStateException.class, () -> STM.run(tx -> a.set(tx, (long) local.get(tx))));
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    a.set(tx, 1L);
                    local.set(tx, 2);
                }));
        assertEquals(1, local.now());
        assertEquals(0, shared.commits());
    }

    @Test
    void twoStoresAreRefused() {
        SharedMap.Process there = SharedMap.Process.of(new SharedMap());
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    a.set(tx, 1L);
                    there.var("a", Long.class).set(tx, 1L);
                }));
        assertEquals(0, shared.commits());
    }

    @Test
    void aBranchThatRetriedLeavesAnOrdinaryTransaction() {
        TVar<Integer> local = TVar.of(1);
        STM.run(tx -> tx.<Boolean, RuntimeException>orElse(
                first -> {
                    a.set(first, 1L);
                    return first.retry();
                },
                second -> {
                    local.set(second, 2);
                    return true;
                }));
        assertEquals(2, local.now());
        assertEquals(0, shared.commits());
    }

    @Test
    void hooksRunAfterTheOutcome() {
        boolean[] ran = new boolean[2];
        shared.write("a", 1);
        STM.run(tx -> {
            tx.afterRollback(() -> ran[0] = true); // the first run is stale
            tx.afterCommit(() -> ran[1] = Long.valueOf(2).equals(a.now()));
            a.update(tx, n -> n == null ? 0 : n + 1);
        });
        assertEquals(true, ran[0]);
        assertEquals(true, ran[1]);
    }

    @Test
    void anExceptionOfTheStorageReachesTheCaller() {
        SharedMap broken = new SharedMap();
        SharedMap.Process process = new SharedMap.Process(new SharedMap.Mirror(broken) {
            @Override
            public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
                throw new UnsupportedOperationException();
            }
        });
        TVar<@Nullable Long> key = process.var("a", Long.class);
        assertThrows(UnsupportedOperationException.class, () -> STM.run(tx -> key.set(tx, 1L)));
        assertNull(key.now());
    }

    /** While the storage decides a commit, no transaction waits for it: neither for a lock, nor for the ticket of a transaction that has lost often. */
    @Test
    void nothingIsHeldWhileTheStorageDecides() {
        TVar<Integer> local = TVar.of(0);
        int[] asked = new int[1];
        SharedMap slow = new SharedMap();
        SharedMap.Process process = new SharedMap.Process(new SharedMap.Mirror(slow) {
            @Override
            public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
                asked[0]++;
                Thread other = new Thread(() -> STM.run(tx -> local.update(tx, n -> n + 1)));
                other.setDaemon(true);
                other.start();
                SharedMap.join(other);
                return asked[0] < 40 ? SharedCommit.lostOver("a") : SharedCommit.committed(1);
            }
        });
        TVar<@Nullable Long> key = process.var("a", Long.class);
        STM.run(tx -> key.update(tx, n -> 1L));
        assertEquals(40, local.now());
    }

    @Test
    void aStorageCannotUpdateTheMirrorWithinItsCommit() {
        SharedMap.Mirror mirror = new SharedMap.Mirror(new SharedMap()) {
            @Override
            public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
                Objects.requireNonNull(process).showAll();
                return SharedCommit.committed(1);
            }
        };
        SharedMap.Process process = new SharedMap.Process(mirror);
        mirror.process = process;
        TVar<@Nullable Long> key = process.var("a", Long.class);
        assertThrows(IllegalStateException.class, () -> STM.run(tx -> key.set(tx, 1L)));
    }

    @Test
    void aTimeLimitHoldsBetweenTheAttempts() {
        SharedMap.Process process = new SharedMap.Process(new SharedMap.Mirror(new SharedMap()) {
            @Override
            public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
                return SharedCommit.lostOver("a");
            }
        });
        TVar<@Nullable Long> key = process.var("a", Long.class);
        var late =
                Limits.lateAfterAConflict(TxnOptions.defaults(), limited -> limited.run(tx -> key.update(tx, n -> 1L)));
        assertEquals(List.of(key.toString()), late.contended());
    }
}
