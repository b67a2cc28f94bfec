package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.store.BusyRetryException;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.ConcurrentUpdateException;
import dev.tvar.stm.store.SharedCommit;
import dev.tvar.stm.store.SharedStorage;
import dev.tvar.stm.store.StoredValue;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.ValueCodec;
import dev.tvar.stm.testing.Limits;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A store whose commits are decided by a storage that others write, too; here it is a map. */
class SharedStoreTest {
    private static final ValueCodec<Long> TEXT = ValueCodec.of(
            "long",
            Long.class,
            n -> n.toString().getBytes(StandardCharsets.UTF_8),
            b -> Long.valueOf(new String(b, StandardCharsets.UTF_8)));

    /** What all processes share. */
    private static final class Shared {
        final Map<String, StoredValue> values = new HashMap<>();
        long revision;
        int commits;

        synchronized void write(Map<String, StoredValue> written) {
            revision++;
            written.forEach((key, value) -> values.put(key, new StoredValue(revision, value.codec(), value.bytes())));
        }

        synchronized void write(String key, long value) {
            write(Map.of(key, new StoredValue(0, "long", text(value))));
        }

        private static byte[] text(long value) {
            return Long.toString(value).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** One process; its mirror is brought up to date when it is told so, and by its own commits. */
    private static final class Process extends TStore {
        private final Mirror mirror;

        private Process(Mirror mirror) {
            super(mirror, List.of(TEXT), List.of());
            this.mirror = mirror;
        }

        static Process of(Shared shared) {
            Mirror mirror = new Mirror(shared);
            Process process = new Process(mirror);
            mirror.process = process;
            process.catchUp();
            return process;
        }

        /** As in real life, another thread does it. */
        void catchUp() {
            Thread feeder = new Thread(this::showAll);
            feeder.setDaemon(true);
            feeder.start();
            join(feeder);
        }

        void showAll() {
            show(Map.copyOf(mirror.shared.values));
        }
    }

    private static class Mirror implements SharedStorage {
        final Shared shared;

        @Nullable
        Process process;

        Mirror(Shared shared) {
            this.shared = shared;
        }

        @Override
        public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
            shared.commits++;
            for (Map.Entry<String, Long> expected : seen.entrySet()) {
                StoredValue there = shared.values.get(expected.getKey());
                if (expected.getValue() != (there == null ? 0 : there.version())) {
                    catchUp();
                    return SharedCommit.lostOver(expected.getKey());
                }
            }
            shared.write(written);
            catchUp();
            return SharedCommit.committed(shared.revision);
        }

        private void catchUp() {
            if (process != null) {
                process.catchUp();
            }
        }
    }

    private final Shared shared = new Shared();
    private final Process here = Process.of(shared);
    private final TVar<@Nullable Long> a = here.var("a", Long.class);
    private final TVar<@Nullable Long> b = here.var("b", Long.class);

    @Test
    void whatIsWrittenGoesToTheStorageAndComesBack() {
        STM.run(tx -> {
            a.set(tx, 1L);
            b.set(tx, 2L);
        });
        assertEquals(Map.of("a", 1L, "b", 2L), here.export());
        assertEquals(Set.of("a", "b"), shared.values.keySet());
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
        assertEquals(2, shared.commits);
    }

    @Test
    void blindWritesAreNotCompared() {
        shared.write("a", 1);
        STM.run(tx -> a.set(tx, 5L));
        assertEquals(1, shared.commits);
        assertEquals(5L, a.now());
    }

    @Test
    void readersDoNotAskTheStorage() {
        assertNull(STM.<@Nullable Long, RuntimeException>atomically(tx -> a.get(tx)));
        here.checkout("a", "b").commit();
        assertEquals(0, shared.commits);
    }

    @Test
    void whoWaitsIsWokenByTheMirror() throws Exception {
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
        shared.revision = 40;
        Checkout mine = here.checkout("a", "b");
        mine.set("a", 1L);
        mine.commit();
        assertEquals(41, mine.version("a"));
        assertEquals(0, mine.version("b"));
        mine.set("b", 1L);
        mine.commit();
        assertEquals(42, mine.version("b"));
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
        assertEquals(0, shared.commits);
    }

    @Test
    void variablesOfTheProcessAreRefusedBesideAWrite() {
        TVar<Integer> local = TVar.of(1);
        assertThrows(IllegalStateException.class, () -> STM.run(tx -> a.set(tx, (long) local.get(tx))));
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    a.set(tx, 1L);
                    local.set(tx, 2);
                }));
        assertEquals(1, local.now());
        assertEquals(0, shared.commits);
    }

    @Test
    void twoStoresAreRefused() {
        Process there = Process.of(new Shared());
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    a.set(tx, 1L);
                    there.var("a", Long.class).set(tx, 1L);
                }));
        assertEquals(0, shared.commits);
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
        assertEquals(0, shared.commits);
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
    void whatTheStorageThrowsReachesTheCaller() {
        Shared broken = new Shared();
        Process process = new Process(new Mirror(broken) {
            @Override
            public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
                throw new UnsupportedOperationException();
            }
        });
        TVar<@Nullable Long> key = process.var("a", Long.class);
        assertThrows(UnsupportedOperationException.class, () -> STM.run(tx -> key.set(tx, 1L)));
        assertNull(key.now());
    }

    /** While a commit is on its way, nobody waits for it: neither for a lock, nor for the ticket of who lost often. */
    @Test
    void nothingIsHeldWhileTheStorageDecides() {
        TVar<Integer> local = TVar.of(0);
        int[] asked = new int[1];
        Shared slow = new Shared();
        Process process = new Process(new Mirror(slow) {
            @Override
            public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
                asked[0]++;
                Thread other = new Thread(() -> STM.run(tx -> local.update(tx, n -> n + 1)));
                other.setDaemon(true);
                other.start();
                join(other);
                return asked[0] < 40 ? SharedCommit.lostOver("a") : SharedCommit.committed(1);
            }
        });
        TVar<@Nullable Long> key = process.var("a", Long.class);
        STM.run(tx -> key.update(tx, n -> 1L));
        assertEquals(40, local.now());
    }

    private static void join(Thread thread) {
        try {
            thread.join(Limits.MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertFalse(thread.isAlive(), "another transaction waits for one that is being decided");
    }

    @Test
    void whoCommitsCannotChangeTheMirror() {
        Mirror mirror = new Mirror(new Shared()) {
            @Override
            public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
                Objects.requireNonNull(process).showAll();
                return SharedCommit.committed(1);
            }
        };
        Process process = new Process(mirror);
        mirror.process = process;
        TVar<@Nullable Long> key = process.var("a", Long.class);
        assertThrows(IllegalStateException.class, () -> STM.run(tx -> key.set(tx, 1L)));
    }

    @Test
    void aTimeLimitHoldsBetweenTheAttempts() {
        Process process = new Process(new Mirror(new Shared()) {
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
