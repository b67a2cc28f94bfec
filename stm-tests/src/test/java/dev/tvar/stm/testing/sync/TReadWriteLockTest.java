package dev.tvar.stm.testing.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.sync.TReadWriteLock;
import dev.tvar.stm.testing.queue.Attempts;
import dev.tvar.stm.testing.queue.ModelProperty;
import dev.tvar.stm.testing.queue.SideBySide;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TReadWriteLockTest extends ModelProperty {
    /** A wait ends in an exception. */
    private static final TxnExecutor ONCE = STM.with(TxnOptions.defaults().withMaxAttempts(1));

    private final TReadWriteLock lock = TReadWriteLock.create();

    /** A StampedLock has no owner and is not re-entrant either; a copy is made by acquiring as often. */
    @Override
    protected SideBySide<?> pair() {
        TReadWriteLock subject = TReadWriteLock.create();
        return new SideBySide<StampedLock>(new StampedLock()) {
            @Override
            protected StampedLock copy(StampedLock original) {
                StampedLock copy = new StampedLock();
                if (original.isWriteLocked()) {
                    copy.writeLock();
                }
                for (int i = 0; i < original.getReadLockCount(); i++) {
                    copy.readLock();
                }
                return copy;
            }

            @Override
            protected void step(Txn tx, int choice) {
                switch (choice % 4) {
                    case 0 -> assertEquals(model.tryReadLock() != 0, subject.tryAcquireRead(tx));
                    case 1 -> assertEquals(model.tryWriteLock() != 0, subject.tryAcquireWrite(tx));
                    case 2 -> assertEquals(model.tryUnlockRead(), succeeds(() -> subject.releaseRead(tx)));
                    default -> assertEquals(model.tryUnlockWrite(), succeeds(() -> subject.releaseWrite(tx)));
                }
            }

            @Override
            protected void compare(ReadTxn tx) {
                assertEquals(model.getReadLockCount(), subject.readers(tx));
                assertEquals(model.isWriteLocked(), subject.isWriteHeld(tx));
            }
        };
    }

    private static boolean succeeds(Runnable release) {
        try {
            release.run();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** The lock guards a plain field: only the lock separates readers and writers. */
    @Test
    void readersAndWritersExcludeEachOther() {
        AtomicInteger readers = new AtomicInteger();
        AtomicInteger writers = new AtomicInteger();
        TestThreads threads = new TestThreads();
        for (int t = 0; t < 4; t++) {
            boolean inTurn = t % 2 == 0;
            threads.start(() -> {
                for (int i = 0; i < 2_000; i++) {
                    if (inTurn) {
                        lock.acquireReadInTurn();
                    } else {
                        STM.run(lock::acquireRead);
                    }
                    readers.incrementAndGet();
                    assertEquals(0, writers.get());
                    readers.decrementAndGet();
                    STM.run(lock::releaseRead);
                }
            });
            threads.start(() -> {
                for (int i = 0; i < 500; i++) {
                    if (inTurn) {
                        lock.acquireWriteInTurn();
                    } else {
                        STM.run(lock::acquireWrite);
                    }
                    assertEquals(1, writers.incrementAndGet());
                    assertEquals(0, readers.get());
                    writers.decrementAndGet();
                    STM.run(lock::releaseWrite);
                }
            });
        }
        threads.join();
        STM.run(tx -> assertTrue(lock.tryAcquireWrite(tx)));
    }

    /** There is a reader at every moment: each reader lets the next one in before it leaves, until a writer has arrived. */
    @Test
    void aQueuedWriterDoesNotStarveAmongReaders() {
        AtomicBoolean written = new AtomicBoolean();
        AtomicLong handovers = new AtomicLong();
        STM.run(lock::acquireRead);
        TestThreads threads = new TestThreads();
        threads.start(() -> {
            TestThreads.until(() -> handovers.get() > 100);
            lock.acquireWriteInTurn();
            written.set(true);
            STM.run(lock::releaseWrite);
        });
        TestThreads.until(() -> {
            boolean overtakes = STM.<Boolean, RuntimeException>atomically(lock::tryAcquireRead);
            STM.run(lock::releaseRead); // the one before
            handovers.incrementAndGet();
            return !overtakes;
        });
        threads.join();
        assertTrue(written.get());
        STM.run(tx -> assertTrue(lock.tryAcquireRead(tx)));
    }

    @Test
    void aWriterThatGivesUpLetsReadersIn() {
        STM.run(lock::acquireRead);
        TxnExecutor hasty = STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(10)));
        assertThrows(TxnTimeoutException.class, () -> lock.acquireWriteInTurn(hasty, tx -> true));
        STM.run(tx -> assertTrue(lock.tryAcquireRead(tx)));
        assertThrows(TxnTimeoutException.class, () -> hasty.run(lock::acquireWrite));
        assertEquals(2, STM.<Long, RuntimeException>snapshot(lock::readers));
    }

    @Test
    void readersDoNotConflictWithEachOther() {
        assertEquals(1, Attempts.of(lock::acquireRead, lock::acquireRead));
        assertEquals(1, Attempts.of(lock::acquireRead, lock::releaseRead));
    }

    @Test
    void aWriterBecomesAReaderWithoutAGap() {
        STM.run(lock::acquireWrite);
        TestThreads threads = new TestThreads();
        TestThreads.untilParked(threads.start(() -> STM.run(lock::acquireWrite)));
        STM.run(tx -> {
            lock.releaseWrite(tx);
            lock.acquireRead(tx);
        });
        STM.run(tx -> assertFalse(lock.isWriteHeld(tx)));
        STM.run(lock::releaseRead);
        threads.join();
    }

    /** A release takes effect with the commit: waiting for a line that waits for the release would never end. */
    @Test
    void aWriterBecomesAReaderAlthoughOthersAreQueued() {
        List<Consumer<Txn>> acquisitions = List.of(
                lock::acquireRead,
                tx -> assertTrue(lock.tryAcquireRead(tx)),
                tx -> lock.acquireReadInTurn(),
                tx -> tx.nested(inner -> {
                    lock.acquireRead(inner);
                    return true;
                }));
        for (Consumer<Txn> acquisition : acquisitions) {
            TestThreads threads = new TestThreads();
            lock.acquireWriteInTurn();
            awaitAWriterInLine(threads);
            ONCE.run(tx -> {
                lock.releaseWrite(tx);
                acquisition.accept(tx);
            });
            assertEquals(1, STM.<Long, RuntimeException>snapshot(lock::readers));
            STM.run(tx -> assertFalse(lock.tryAcquireRead(tx))); // has released nothing: stays behind the line
            STM.run(lock::releaseRead);
            threads.join();
        }
    }

    @Test
    void theOnlyReaderBecomesTheWriterAlthoughAnotherIsQueued() {
        for (Consumer<Txn> acquisition : List.<Consumer<Txn>>of(lock::acquireWrite, tx -> lock.acquireWriteInTurn())) {
            TestThreads threads = new TestThreads();
            STM.run(lock::acquireRead);
            awaitAWriterInLine(threads);
            ONCE.run(tx -> {
                lock.releaseRead(tx);
                acquisition.accept(tx);
            });
            STM.run(tx -> assertTrue(lock.isWriteHeld(tx)));
            STM.run(lock::releaseWrite);
            threads.join();
        }
    }

    /** One release permits one acquisition. */
    @Test
    void oneReleaseDoesNotPermitTwoAcquisitionsPastTheQueue() {
        TestThreads threads = new TestThreads();
        lock.acquireWriteInTurn();
        awaitAWriterInLine(threads);
        STM.run(tx -> {
            lock.releaseWrite(tx);
            assertTrue(lock.tryAcquireRead(tx));
            assertFalse(lock.tryAcquireRead(tx));
        });
        STM.run(lock::releaseRead);
        threads.join();
    }

    /** Starts a writer that joins the queue and then acquires the lock. */
    private void awaitAWriterInLine(TestThreads threads) {
        TestThreads.untilParked(threads.start(() -> {
            lock.acquireWriteInTurn();
            STM.run(lock::releaseWrite);
        }));
    }

    @Test
    void releasingALockThatIsNotHeldIsRefused() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> STM.run(lock::releaseRead));
        assertEquals("cannot release the read lock of " + lock + ": it is not held", refused.getMessage());
        assertThrows(IllegalStateException.class, () -> STM.run(lock::releaseWrite));
    }
}
