package dev.tvar.stm.testing.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.sync.TBarrier;
import dev.tvar.stm.testing.queue.Attempts;
import dev.tvar.stm.testing.queue.ModelProperty;
import dev.tvar.stm.testing.queue.SideBySide;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TBarrierTest extends ModelProperty {
    private static final int PARTIES = 3;

    /** A Phaser counts rounds; an arrival of ours is released when its phase is over. */
    @Override
    protected SideBySide<?> pair() {
        TBarrier subject = TBarrier.of(PARTIES);
        return new SideBySide<Phaser>(new Phaser(PARTIES)) {
            @Override
            protected Phaser copy(Phaser original) {
                Phaser copy = new Phaser(PARTIES);
                int arrivals = original.getPhase() * PARTIES + original.getArrivedParties();
                for (int i = 0; i < arrivals; i++) {
                    copy.arrive();
                }
                return copy;
            }

            @Override
            protected void step(Txn tx, int choice) {
                int phase = model.arrive();
                TBarrier.Arrival arrival = subject.arrive(tx);
                assertEquals(model.getPhase() > phase, arrival.tryAwait(tx));
            }

            @Override
            protected void compare(ReadTxn tx) {
                if (tx instanceof Txn own) {
                    assertEquals(model.getUnarrivedParties(), missing(own));
                }
            }

            /** Arrives until the round is over, which no code outside this method sees. */
            private int missing(Txn tx) {
                List<Boolean> arrivals = new ArrayList<>();
                assertThrows(
                        ArithmeticException.class,
                        () -> tx.nested(inner -> {
                            do {
                                arrivals.add(subject.arrive(inner).tryAwait(inner));
                            } while (!arrivals.get(arrivals.size() - 1));
                            throw new ArithmeticException();
                        }));
                return arrivals.size();
            }
        };
    }

    /** A released thread finds that all others have arrived as often as it has. */
    @Test
    void noThreadPassesBeforeAllHaveArrived() {
        int parties = 4;
        int rounds = 500;
        TBarrier barrier = TBarrier.of(parties);
        AtomicIntegerArray arrived = new AtomicIntegerArray(parties);
        TestThreads threads = new TestThreads();
        for (int p = 0; p < parties; p++) {
            int party = p;
            threads.start(() -> {
                for (int round = 1; round <= rounds; round++) {
                    arrived.set(party, round);
                    barrier.await();
                    for (int other = 0; other < parties; other++) {
                        assertTrue(arrived.get(other) >= round, "released too early");
                    }
                }
            });
        }
        threads.join();
    }

    @Test
    void aPartyThatGivesUpIsNotCounted() {
        TBarrier barrier = TBarrier.of(2);
        TxnExecutor hasty = STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(10)));
        assertThrows(TxnTimeoutException.class, () -> barrier.await(hasty));
        TestThreads threads = new TestThreads();
        Thread interrupted = threads.start(() -> {
            assertThrows(TxnInterruptedException.class, barrier::await);
            assertTrue(Thread.currentThread().isInterrupted());
        });
        TestThreads.untilParked(interrupted);
        interrupted.interrupt();
        threads.join();
        assertThrows(TxnTimeoutException.class, () -> barrier.await(hasty)); // no other party has arrived
        threads.start(barrier::await);
        threads.start(barrier::await);
        threads.join();
    }

    /** Both parties arrive at the time limit: the arrival of a party that gives up may have counted before. */
    @Test
    void atTheLimitAllPartiesPassOrNone() {
        int rounds = 1_000;
        TBarrier barrier = TBarrier.of(2);
        AtomicIntegerArray passed = new AtomicIntegerArray(rounds);
        CyclicBarrier start = new CyclicBarrier(2);
        Random random = new Random(15);
        int[] micros = random.ints(rounds, 50, 2_000).toArray();
        TestThreads threads = new TestThreads();
        for (int p = 0; p < 2; p++) {
            int party = p;
            threads.start(() -> {
                for (int round = 0; round < rounds; round++) {
                    start.await();
                    Duration limit = Duration.ofNanos(1_000L * micros[round]);
                    if (party == 1) {
                        LockSupport.parkNanos(limit.toNanos());
                    }
                    try {
                        barrier.await(STM.with(TxnOptions.defaults().withTimeout(limit)));
                        passed.incrementAndGet(round);
                    } catch (TxnTimeoutException e) {
                        // has not counted
                    }
                }
            });
        }
        threads.join();
        for (int round = 0; round < rounds; round++) {
            assertTrue(passed.get(round) != 1, "one of two passed, in round " + round);
        }
    }

    /** Inside a transaction the party waits to be the last, and a failed transaction leaves no arrival. */
    @Test
    void insideATransactionItArrivesAsTheLast() {
        TBarrier barrier = TBarrier.of(2);
        TxnExecutor once = STM.with(TxnOptions.defaults().withMaxAttempts(1));
        assertThrows(TooManyAttemptsException.class, () -> once.run(tx -> barrier.await()));
        TestThreads threads = new TestThreads();
        TestThreads.untilParked(threads.start(() -> STM.run(tx -> barrier.await(once))));
        threads.start(barrier::await);
        threads.join();
    }

    @Test
    void anArrivalCanBeTakenBackUntilTheRoundIsOver() {
        TBarrier barrier = TBarrier.of(2);
        TBarrier.Arrival first = STM.<TBarrier.Arrival, RuntimeException>atomically(barrier::arrive);
        STM.run(tx -> assertTrue(first.withdraw(tx)));
        assertThrows(IllegalStateException.class, () -> STM.run(first::withdraw));
        TBarrier.Arrival second = STM.<TBarrier.Arrival, RuntimeException>atomically(barrier::arrive);
        STM.run(tx -> assertFalse(second.tryAwait(tx)));
        STM.run(barrier::arrive);
        STM.run(tx -> assertTrue(second.tryAwait(tx)));
        STM.run(tx -> assertFalse(second.withdraw(tx)));
    }

    @Test
    void arrivalsDoNotConflictExceptForTheLast() {
        TBarrier barrier = TBarrier.of(4);
        assertEquals(1, Attempts.of(barrier::arrive, barrier::arrive));
        assertEquals(2, Attempts.of(barrier::arrive, barrier::arrive));
    }

    @Test
    void aBarrierWithoutPartiesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TBarrier.of(0));
    }
}
