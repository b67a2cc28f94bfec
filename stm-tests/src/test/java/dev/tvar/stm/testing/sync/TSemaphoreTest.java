package dev.tvar.stm.testing.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.sync.TSemaphore;
import dev.tvar.stm.testing.queue.Attempts;
import dev.tvar.stm.testing.queue.ModelProperty;
import dev.tvar.stm.testing.queue.SideBySide;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TSemaphoreTest extends ModelProperty {
    private static final TxnExecutor HASTY = STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(10)));

    private static final TxnExecutor ONCE = STM.with(TxnOptions.defaults().withMaxAttempts(1));

    @Override
    protected SideBySide<?> pair() {
        TSemaphore subject = TSemaphore.of(3);
        return new SideBySide<Semaphore>(new Semaphore(3)) {
            @Override
            protected Semaphore copy(Semaphore original) {
                return new Semaphore(original.availablePermits());
            }

            @Override
            protected void step(Txn tx, int choice) {
                int number = choice / 2 % 4;
                if (choice % 2 == 0) {
                    assertEquals(model.tryAcquire(number), subject.tryAcquire(tx, number));
                } else {
                    model.release(number);
                    subject.release(tx, number);
                }
            }

            @Override
            protected void compare(ReadTxn tx) {
                assertEquals(model.availablePermits(), subject.available(tx));
            }
        };
    }

    @Test
    void noMoreHoldersThanPermits() {
        for (TSemaphore semaphore : List.of(TSemaphore.of(3), TSemaphore.fair(3))) {
            TLong holders = TLong.of(0);
            TestThreads threads = new TestThreads();
            for (int t = 0; t < 6; t++) {
                threads.start(() -> {
                    for (int i = 0; i < 3_000; i++) {
                        STM.run(tx -> {
                            semaphore.acquire(tx);
                            holders.add(tx, 1);
                        });
                        long[] seen = STM.snapshot(tx -> new long[] {semaphore.available(tx), holders.get(tx)});
                        assertTrue(seen[0] >= 0 && seen[0] + seen[1] == 3, () -> seen[0] + " and " + seen[1]);
                        STM.run(tx -> {
                            semaphore.release(tx);
                            holders.add(tx, -1);
                        });
                    }
                });
            }
            threads.join();
            assertEquals(3L, available(semaphore));
        }
    }

    @Test
    void anAcquireAndAReleaseDoNotConflictWhilePermitsAreLeft() {
        TSemaphore semaphore = TSemaphore.of(3);
        assertEquals(1, Attempts.of(semaphore::acquire, semaphore::acquire));
        assertEquals(1, Attempts.of(semaphore::acquire, semaphore::release));
        assertEquals(1, available(semaphore));
    }

    @Test
    void aPermitIsTakenTogetherWithTheJobOrNeither() {
        TSemaphore slots = TSemaphore.of(1);
        TQueue<String> jobs = TQueue.create();
        assertThrows(
                TxnTimeoutException.class,
                () -> HASTY.run(tx -> {
                    slots.acquire(tx);
                    jobs.take(tx); // there is none
                }));
        assertEquals(1, available(slots));
    }

    /** Each thread arrives when the earlier ones are parked in the queue; permits are then released one at a time. */
    @Test
    void aFairSemaphoreServesInTheOrderOfArrival() {
        TSemaphore semaphore = TSemaphore.fair(0);
        TQueue<Integer> served = TQueue.create();
        TestThreads threads = new TestThreads();
        for (int i = 0; i < 8; i++) {
            int number = i;
            TestThreads.untilParked(
                    threads.start(() -> semaphore.acquireInTurn(STM.with(TxnOptions.defaults()), 1, tx -> {
                        served.put(tx, number);
                        return number;
                    })));
        }
        STM.run(tx -> assertFalse(semaphore.tryAcquire(tx, 0))); // no thread overtakes
        for (int i = 0; i < 8; i++) {
            STM.run(semaphore::release);
        }
        threads.join();
        assertEquals(IntStream.range(0, 8).boxed().toList(), served.snapshot());
        STM.run(tx -> assertTrue(semaphore.tryAcquire(tx, 0)));
    }

    @Test
    void aThreadThatNeedsManyPermitsIsNotOvertakenByThreadsThatNeedFew() {
        TSemaphore semaphore = TSemaphore.fair(2);
        TestThreads threads = new TestThreads();
        TestThreads.untilParked(threads.start(() -> semaphore.acquireInTurn(3)));
        Thread second = threads.start(() -> semaphore.acquireInTurn(1));
        TestThreads.untilParked(second);
        assertEquals(2, available(semaphore));
        STM.run(semaphore::release);
        TestThreads.until(() -> available(semaphore) == 0);
        STM.run(semaphore::release);
        threads.join();
        assertEquals(0, available(semaphore));
    }

    @Test
    void aThreadThatGivesUpLeavesTheQueue() {
        TSemaphore semaphore = TSemaphore.fair(0);
        TestThreads threads = new TestThreads();
        Thread interrupted = threads.start(() -> {
            assertThrows(TxnInterruptedException.class, () -> semaphore.acquireInTurn(1));
            assertTrue(Thread.currentThread().isInterrupted());
        });
        TestThreads.untilParked(interrupted);
        Thread patient = threads.start(() -> semaphore.acquireInTurn(1));
        TestThreads.untilParked(patient);
        assertThrows(TxnTimeoutException.class, () -> semaphore.acquireInTurn(HASTY, 1, tx -> true));
        interrupted.interrupt();
        TestThreads.until(() -> !interrupted.isAlive());
        STM.run(semaphore::release);
        threads.join();
        STM.run(semaphore::release);
        STM.run(tx -> assertTrue(semaphore.tryAcquire(tx)));
    }

    @Test
    void leavingFromTheMiddleOfTheQueueLetsNoThreadOvertake() {
        TSemaphore semaphore = TSemaphore.fair(1);
        TestThreads threads = new TestThreads();
        TestThreads.untilParked(threads.start(() -> semaphore.acquireInTurn(2)));
        Thread middle =
                threads.start(() -> assertThrows(TxnInterruptedException.class, () -> semaphore.acquireInTurn(1)));
        TestThreads.untilParked(middle);
        Thread behind = threads.start(() -> semaphore.acquireInTurn(1));
        TestThreads.untilParked(behind);
        middle.interrupt();
        TestThreads.until(() -> !middle.isAlive());
        TestThreads.untilParked(behind); // woken by its neighbour's departure, and still not the first
        STM.run(semaphore::release);
        TestThreads.until(() -> available(semaphore) == 0);
        STM.run(semaphore::release);
        threads.join();
        assertEquals(0, available(semaphore));
    }

    @Test
    void aBodyThatFailsTakesNoPermitAndLeavesTheQueue() {
        TSemaphore semaphore = TSemaphore.fair(1);
        TxnBody<Boolean, ArithmeticException> fails = tx -> {
            throw new ArithmeticException();
        };
        assertThrows(
                ArithmeticException.class, () -> semaphore.acquireInTurn(STM.with(TxnOptions.defaults()), 1, fails));
        STM.run(tx -> assertTrue(semaphore.tryAcquire(tx)));
    }

    /** A release takes effect with the commit: waiting for a line that waits for the release would never end. */
    @Test
    void aTransactionMayReacquireItsReleasedPermitsPastTheQueue() {
        List<Consumer<TSemaphore>> ways = List.of(
                semaphore -> ONCE.run(tx -> {
                    semaphore.release(tx, 3);
                    semaphore.acquire(tx, 2);
                    assertFalse(semaphore.tryAcquire(tx, 2)); // one more than the released permits that are left
                    semaphore.acquire(tx, 1);
                    assertFalse(semaphore.tryAcquire(tx, 1));
                    semaphore.release(tx, 1);
                }),
                semaphore -> ONCE.run(tx -> {
                    semaphore.release(tx, 3);
                    semaphore.acquireInTurn(2);
                }),
                semaphore -> ONCE.run(tx -> {
                    tx.nested(inner -> {
                        semaphore.release(inner, 3);
                        return true;
                    });
                    semaphore.acquire(tx, 2);
                }));
        for (Consumer<TSemaphore> way : ways) {
            TSemaphore semaphore = TSemaphore.fair(3);
            TestThreads threads = new TestThreads();
            semaphore.acquireInTurn(3);
            TestThreads.untilParked(threads.start(() -> semaphore.acquireInTurn(3)));
            way.accept(semaphore);
            assertEquals(1, available(semaphore));
            STM.run(tx -> semaphore.release(tx, 2));
            threads.join();
            assertEquals(0, available(semaphore));
        }
    }

    /** The part that released the permits is undone: none can be reacquired. */
    @Test
    void permitsReleasedByAFailedPartAreNotReacquired() {
        TSemaphore semaphore = TSemaphore.fair(4);
        TestThreads threads = new TestThreads();
        semaphore.acquireInTurn(3);
        TestThreads.untilParked(threads.start(() -> semaphore.acquireInTurn(4)));
        STM.run(tx -> {
            assertThrows(
                    ArithmeticException.class,
                    () -> tx.nested(inner -> {
                        semaphore.release(inner, 3);
                        throw new ArithmeticException();
                    }));
            assertFalse(semaphore.tryAcquire(tx, 1));
        });
        STM.run(tx -> semaphore.release(tx, 3));
        threads.join();
    }

    /** The limits of the outermost transaction apply. */
    @Test
    void insideATransactionTheLimitsOfTheExecutorDoNotHold() {
        TSemaphore semaphore = TSemaphore.fair(0);
        TestThreads threads = new TestThreads();
        TestThreads.untilParked(threads.start(() -> STM.run(tx -> semaphore.acquireInTurn(ONCE, 1, inner -> true))));
        STM.run(semaphore::release);
        threads.join();
        assertThrows(TooManyAttemptsException.class, () -> ONCE.run(tx -> semaphore.acquireInTurn(1)));
    }

    @Test
    void morePermitsThanALongCanCountAreRefused() {
        TSemaphore semaphore = TSemaphore.of(Long.MAX_VALUE);
        TLong other = TLong.of(0);
        ArithmeticException refused = assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    other.add(tx, 1);
                    semaphore.release(tx);
                }));
        assertTrue(String.valueOf(refused.getMessage()).contains("TSemaphore.permits"), refused::toString);
        STM.run(tx -> {
            semaphore.available(tx);
            assertThrows(ArithmeticException.class, () -> semaphore.release(tx));
        });
        assertEquals(0, other.now());
        assertEquals(Long.MAX_VALUE, available(semaphore));
    }

    @Test
    void insideATransactionATurnIsPartOfIt() {
        TSemaphore semaphore = TSemaphore.fair(1);
        assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    semaphore.acquireInTurn(1);
                    throw new ArithmeticException();
                }));
        STM.run(tx -> semaphore.acquireInTurn(1));
        assertEquals(0, available(semaphore));
    }

    @Test
    void misuseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TSemaphore.of(-1));
        TSemaphore semaphore = TSemaphore.of(1);
        assertThrows(IllegalArgumentException.class, () -> STM.run(tx -> semaphore.acquire(tx, -1)));
        assertThrows(IllegalArgumentException.class, () -> STM.run(tx -> semaphore.release(tx, -1)));
        assertThrows(IllegalStateException.class, () -> semaphore.acquireInTurn(1));
        assertEquals(1, available(semaphore));
    }

    private static long available(TSemaphore semaphore) {
        return STM.<Long, RuntimeException>snapshot(semaphore::available);
    }
}
