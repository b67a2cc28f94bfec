package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.spi.StoredValue;
import dev.tvar.stm.testing.support.Limits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** When a commit returns, and when it is on disk, for every behaviour of the disk. */
class GroupCommitTest {

    private final DiskInMemory disk = new DiskInMemory();

    @Test
    void aCommitReturnsWhenItIsOnDiskAndNotBefore() throws InterruptedException {
        try (TStore store = disk.openStore(SyncPolicy.WRITE)) {
            disk.stop();
            CountDownLatch returned = new CountDownLatch(1);
            Thread committer = start(() -> Stores.commit(store, "n", 1L), returned);
            assertTrue(disk.arrived.tryAcquire(Limits.SECONDS, TimeUnit.SECONDS));
            awaitWaiting(committer);
            assertEquals(1L, returned.getCount());
            assertEquals(1, store.version("n")); // others need not wait for the disk
            disk.permits.release(100);
            assertTrue(returned.await(Limits.SECONDS, TimeUnit.SECONDS));
            assertEquals(1, number(disk.state(), "n"));
            committer.join();
        }
    }

    @Test
    void committersThatComeWhileAGroupIsWrittenShareTheNext() throws InterruptedException {
        int committers = 8;
        try (TStore store = disk.openStore(SyncPolicy.WRITE)) {
            disk.stop();
            CountDownLatch returned = new CountDownLatch(1 + committers);
            start(() -> Stores.commit(store, "first", 1L), returned);
            assertTrue(disk.arrived.tryAcquire(Limits.SECONDS, TimeUnit.SECONDS));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < committers; i++) {
                String key = "n" + i;
                threads.add(start(() -> Stores.commit(store, key, 1L), returned));
            }
            for (Thread thread : threads) {
                awaitWaiting(thread);
            }
            disk.permits.release(100);
            assertTrue(returned.await(Limits.SECONDS, TimeUnit.SECONDS));
            assertEquals(2, disk.states.size());
            assertEquals(1 + committers, disk.state().size());
        }
    }

    @Test
    void inTheBackgroundACommitReturnsAtOnceAndAFlushWaits() throws InterruptedException {
        try (TStore store = disk.openStore(SyncPolicy.LATER)) {
            disk.stop();
            Stores.commit(store, "n", 1L);
            assertTrue(disk.state().isEmpty());
            CountDownLatch flushed = new CountDownLatch(1);
            awaitWaiting(start(store::flush, flushed));
            assertTrue(disk.arrived.tryAcquire(Limits.SECONDS, TimeUnit.SECONDS));
            assertEquals(1L, flushed.getCount());
            disk.permits.release(100);
            assertTrue(flushed.await(Limits.SECONDS, TimeUnit.SECONDS));
            assertEquals(1, number(disk.state(), "n"));
        }
    }

    @Test
    void aTransactionOnVariablesIsOnDiskWhenItReturnsWholeAndWithItsVersions() {
        try (TStore store = disk.openStore(SyncPolicy.WRITE)) {
            TVar<Long> from = store.var("from", Long.class);
            TVar<Long> to = store.var("to", Long.class);
            for (long round = 1; round <= 3; round++) {
                long amount = 1000 * round;
                STM.run(tx -> {
                    from.set(tx, -amount);
                    to.set(tx, amount);
                });
                assertEquals(-amount, number(disk.state(), "from"));
                assertEquals(amount, number(disk.state(), "to"));
            }
            Stores.commit(store, "from", 0L);
            assertEquals(store.version("from"), version("from"));
            assertEquals(store.version("to"), version("to"));
        }
    }

    @Test
    void aCommitInsideATransactionIsOnDiskWhenTheTransactionReturns() {
        try (TStore store = disk.openStore(SyncPolicy.WRITE)) {
            Checkout handle = store.checkout("n");
            handle.set("n", 1L);
            STM.run(tx -> handle.commit());
            assertEquals(1, number(disk.state(), "n"));
        }
    }

    @Test
    void closingWritesPendingCommitsAndLaterCommitsAreRefused() {
        TStore store = disk.openStore(SyncPolicy.LATER);
        for (long i = 0; i < 100; i++) {
            Stores.commit(store, "n", i);
        }
        STM.run(tx -> store.var("m", Long.class).set(tx, 1000L));
        store.close();
        store.close();
        assertFalse(disk.open);
        assertEquals(99, number(disk.state(), "n"));
        assertEquals(1000, number(disk.state(), "m"));
        assertThrows(IllegalStateException.class, () -> Stores.commit(store, "n", 1L));
        TVar<Long> m = store.var("m", Long.class);
        assertThrows(IllegalStateException.class, () -> STM.run(tx -> m.set(tx, 1L)));
        assertEquals(100, store.version("n"));
        assertEquals(1000L, m.now());
    }

    @Test
    void anInterruptDoesNotEndTheWaitForTheDiskAndIsNotLost() throws InterruptedException {
        try (TStore store = disk.openStore(SyncPolicy.WRITE)) {
            disk.stop();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            CountDownLatch returned = new CountDownLatch(1);
            Thread committer = start(
                    () -> {
                        Stores.commit(store, "n", 1L);
                        flag.set(Thread.currentThread().isInterrupted());
                    },
                    returned);
            assertTrue(disk.arrived.tryAcquire(Limits.SECONDS, TimeUnit.SECONDS));
            committer.interrupt();
            disk.permits.release(100);
            assertTrue(returned.await(Limits.SECONDS, TimeUnit.SECONDS));
            assertEquals(true, flag.get());
            assertEquals(1, number(disk.state(), "n"));
        }
    }

    private static Thread start(Runnable work, CountDownLatch done) {
        Thread thread = new Thread(() -> {
            work.run();
            done.countDown();
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits until the thread waits for the disk (and not for a moment for a lock). */
    private static void awaitWaiting(Thread thread) {
        while (!(LockSupport.getBlocker(thread) instanceof Condition)) {
            assertTrue(thread.isAlive(), "the committer did not wait for the disk");
            Thread.onSpinWait();
        }
    }

    private long version(String key) {
        return Objects.requireNonNull(disk.state().get(key)).version();
    }

    private static long number(Map<String, StoredValue> state, String key) {
        return ByteBuffer.wrap(Objects.requireNonNull(state.get(key), key).bytes())
                .getLong();
    }
}
