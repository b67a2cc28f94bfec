package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.spi.CommitParticipant;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.RetryPolicy;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** On a disk that fails, every commit that is not on disk is reported, whichever way and under whichever policy it was made. */
class UnwrittenCommitTest {
    private static final int LIMIT_SECONDS = 30;

    private final DiskInMemory disk = new DiskInMemory();

    /** A way to commit a value to the key n. */
    enum Way {
        CHECKOUT {
            @Override
            void commit(TStore store, long value) {
                Stores.commit(store, "n", value);
            }
        },
        TRY_COMMIT {
            @Override
            void commit(TStore store, long value) {
                Checkout handle = store.tryCheckout("n");
                handle.set("n", value);
                handle.tryCommit();
            }
        },
        CHANGESET {
            @Override
            void commit(TStore store, long value) {
                store.changeset(RetryPolicy.tries(3), List.of("n"), handle -> handle.set("n", value));
            }
        },
        CHECKOUT_IN_A_TRANSACTION {
            @Override
            void commit(TStore store, long value) {
                STM.run(tx -> Stores.commit(store, "n", value));
            }
        },
        RUN {
            @Override
            void commit(TStore store, long value) {
                STM.run(tx -> store.var("n", Long.class).set(tx, value));
            }
        },
        ATOMICALLY {
            @Override
            void commit(TStore store, long value) {
                TVar<Long> n = store.var("n", Long.class);
                assertEquals(value, STM.<Long, RuntimeException>atomically(tx -> n.update(tx, before -> value)));
            }
        },
        WITH_OPTIONS {
            @Override
            void commit(TStore store, long value) {
                TVar<Long> n = store.var("n", Long.class);
                STM.with(TxnOptions.defaults().withName("named").withMaxAttempts(1))
                        .run(tx -> n.set(tx, value));
            }
        },
        NESTED {
            @Override
            void commit(TStore store, long value) {
                TVar<Long> n = store.var("n", Long.class);
                STM.run(tx -> tx.nested(in -> n.getAndSet(in, value)));
            }
        },
        SECOND_BRANCH {
            @Override
            void commit(TStore store, long value) {
                TVar<Long> n = store.var("n", Long.class);
                STM.run(tx -> tx.orElse(
                        first -> {
                            n.set(first, -1L);
                            return first.retry();
                        },
                        second -> n.getAndSet(second, value)));
            }
        };

        abstract void commit(TStore store, long value);
    }

    static Stream<Arguments> waysUnderPoliciesThatWait() {
        return Stream.of(SyncPolicy.FORCE, SyncPolicy.WRITE)
                .flatMap(policy -> Stream.of(Way.values()).map(way -> Arguments.of(policy, way)));
    }

    @ParameterizedTest
    @MethodSource("waysUnderPoliciesThatWait")
    void theCallerOfACommitThatIsNotOnDiskGetsTheReason(SyncPolicy policy, Way way) {
        TStore store = disk.openStore(policy);
        way.commit(store, 1);
        assertEquals(1, disk.state().size());
        disk.broken = true;
        StorageException unwritten = assertThrows(StorageException.class, () -> way.commit(store, 2));
        assertSays(unwritten, "committed in memory");
        assertSays(unwritten, "the disk is full");
        assertInstanceOf(StorageException.class, unwritten.getCause());
        assertEquals(2L, store.export().get("n")); // as the message says
        assertThatAllIsRefused(store, 2L);
        assertReopensWith(1L);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void inTheBackgroundTheFirstCallAfterTheFailureReportsIt(Way way) {
        TStore store = disk.openStore(SyncPolicy.LATER);
        way.commit(store, 1);
        store.flush();
        disk.broken = true;
        way.commit(store, 2);
        assertSays(assertThrows(StorageException.class, store::flush), "the disk is full");
        assertThatAllIsRefused(store, 2L);
        assertReopensWith(1L);
    }

    @Test
    void inTheBackgroundClosingReportsUnwrittenCommits() {
        TStore store = disk.openStore(SyncPolicy.LATER);
        disk.broken = true;
        Stores.commit(store, "n", 1L);
        assertSays(assertThrows(StorageException.class, store::close), "the disk is full");
        assertFalse(disk.open);
    }

    /** The write to disk fails between the commit and its confirmation. */
    @Test
    void inTheBackgroundACommitAfterWhichTheDiskFailedIsReportedToItsCaller() {
        TStore store = disk.openStore(SyncPolicy.LATER);
        TVar<Long> n = store.var("n", Long.class);
        StorageException unwritten = assertThrows(
                StorageException.class,
                () -> STM.run(tx -> {
                    tx.enlist(new CommitParticipant() {
                        @Override
                        public void prepare(Txn ending) {}

                        @Override
                        public void confirm() { // before the store confirms, which is enlisted after it
                            disk.broken = true;
                            assertThrows(StorageException.class, store::flush);
                        }
                    });
                    n.set(tx, 1L);
                }));
        assertSays(unwritten, "committed in memory");
        assertThrows(StorageException.class, store::close);
        assertTrue(disk.state().isEmpty());
    }

    @Test
    void everyCommitterOfAFailedGroupGetsTheReasonInPoolThreads() throws InterruptedException {
        int committers = 6;
        TStore store = disk.openStore(SyncPolicy.WRITE);
        disk.stop();
        disk.broken = true;
        ExecutorService pool = Executors.newFixedThreadPool(committers);
        List<Future<?>> results = new ArrayList<>();
        for (int i = 0; i < committers; i++) {
            TVar<Long> key = store.var("n" + i, Long.class);
            results.add(pool.submit(() -> STM.run(tx -> key.set(tx, 1L))));
        }
        assertTrue(disk.arrived.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS));
        while (store.names().size() < committers) {
            Thread.onSpinWait(); // all have committed in memory
        }
        disk.permits.release(100);
        for (Future<?> result : results) {
            ExecutionException reported =
                    assertThrows(ExecutionException.class, () -> result.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            assertInstanceOf(StorageException.class, reported.getCause());
        }
        pool.shutdown();
        assertThrows(StorageException.class, store::close);
        assertTrue(disk.state().isEmpty());
    }

    @Test
    void anErrorOfTheEngineIsReportedAsItsCause() {
        TStore store = disk.openStore(SyncPolicy.FORCE);
        OutOfMemoryError fault = new OutOfMemoryError("test");
        disk.fault = fault;
        StorageException unwritten = assertThrows(StorageException.class, () -> Way.RUN.commit(store, 1));
        assertSame(fault, unwritten.getCause());
        assertSame(fault, assertThrows(StorageException.class, store::close).getCause());
    }

    @Test
    void aFileThatCannotBeClosedIsReportedAndNothingIsSaidToBeLost() {
        TStore store = disk.openStore(SyncPolicy.LATER);
        Stores.commit(store, "n", 1L);
        disk.stuck = true;
        assertSays(assertThrows(StorageException.class, store::close), "everything was written");
        assertReopensWith(1L);
    }

    @Test
    void hooksRunAfterTheDiskHasAnsweredInSuccessAndFailure() {
        TStore store = disk.openStore(SyncPolicy.WRITE);
        TVar<Long> n = store.var("n", Long.class);
        List<Integer> groupsOnDisk = new ArrayList<>();
        STM.run(tx -> {
            tx.afterCommit(() -> groupsOnDisk.add(disk.states.size()));
            n.set(tx, 1L);
        });
        disk.broken = true;
        assertThrows(
                StorageException.class,
                () -> STM.run(tx -> {
                    n.set(tx, 2L);
                    tx.afterCommit(() -> groupsOnDisk.add(-disk.states.size()));
                }));
        assertEquals(List.of(1, -1), groupsOnDisk);
        assertThrows(StorageException.class, store::close);
    }

    @Test
    void aTransactionThatChangesNothingNeedsNoDisk() {
        TStore store = disk.openStore(SyncPolicy.FORCE);
        TVar<Long> n = store.var("n", Long.class);
        Way.RUN.commit(store, 1);
        disk.broken = true;
        assertThrows(StorageException.class, () -> Way.RUN.commit(store, 2));
        assertDoesNotThrow(() -> STM.run(tx -> assertNotNull(n.get(tx))));
        assertDoesNotThrow(() -> STM.run(tx -> tx.orElse(
                first -> {
                    n.set(first, 3L);
                    return first.retry();
                },
                second -> n.get(second))));
        assertThrows(StorageException.class, store::close);
    }

    /** One of two stores fails in one transaction: the other store has its part, and the caller gets the reason. */
    @Test
    void ofTwoStoresInOneTransactionTheOneThatFailsIsReported() {
        DiskInMemory sound = new DiskInMemory();
        TStore one = disk.openStore(SyncPolicy.WRITE);
        try (TStore two = sound.openStore(SyncPolicy.WRITE)) {
            TVar<Long> a = one.var("a", Long.class);
            TVar<Long> b = two.var("b", Long.class);
            disk.broken = true;
            assertThrows(
                    StorageException.class,
                    () -> STM.run(tx -> {
                        a.set(tx, 1L);
                        b.set(tx, 1L);
                    }));
            assertEquals(1, sound.state().size());
            assertThrows(
                    StorageException.class,
                    () -> STM.run(tx -> {
                        b.set(tx, 2L);
                        a.set(tx, 2L);
                    }));
            assertEquals(1L, b.now()); // refused before anything changed, in both
        }
        assertThrows(StorageException.class, one::close);
    }

    /** After a failure no commit succeeds in memory; the store can still be read, and closing it reports the cause. */
    private void assertThatAllIsRefused(TStore store, Long present) {
        disk.broken = false;
        for (Way way : Way.values()) {
            assertSays(assertThrows(StorageException.class, () -> way.commit(store, 3)), "nothing was committed");
        }
        assertThrows(StorageException.class, store::flush);
        assertEquals(present, store.export().get("n"));
        assertEquals(present, store.version("n"));
        assertSays(assertThrows(StorageException.class, store::close), "did not reach the disk");
        assertFalse(disk.open);
        assertDoesNotThrow(store::close);
    }

    private void assertReopensWith(Long value) {
        disk.stuck = false;
        try (TStore again = disk.openStore(SyncPolicy.WRITE)) {
            assertEquals(Map.of("n", value), again.export());
            assertEquals(value, again.version("n"));
        }
    }

    private static void assertSays(Throwable thrown, String words) {
        assertTrue(String.valueOf(thrown.getMessage()).contains(words), thrown::toString);
    }
}
