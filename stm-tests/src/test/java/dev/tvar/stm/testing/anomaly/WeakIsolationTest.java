package dev.tvar.stm.testing.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The anomalies of weaker isolation levels, each interleaved so that a weaker engine must show it. */
class WeakIsolationTest {
    private final TVar<Integer> x = TVar.of(0);
    private final TVar<Integer> y = TVar.of(0);
    private final TestThreads threads = new TestThreads();

    /** Both transactions read before either commits; only one of them may act on x = y = 0. */
    private void runSkewed(TVar<Integer> first, TVar<Integer> second) {
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        AtomicInteger acted = new AtomicInteger();
        for (TVar<Integer> mine : java.util.List.of(first, second)) {
            threads.start(() -> {
                AtomicInteger attempts = new AtomicInteger();
                boolean did = STM.<Boolean, Exception>atomically(tx -> {
                    int sum = x.get(tx) + y.get(tx);
                    if (attempts.incrementAndGet() == 1) {
                        bothHaveRead.await();
                    }
                    if (sum == 0) {
                        mine.set(tx, 1);
                    }
                    return sum == 0;
                });
                acted.addAndGet(did ? 1 : 0);
            });
        }
        threads.join();
        assertEquals(1, acted.get());
        assertEquals(1, x.now() + y.now());
    }

    @Test
    void writeSkewIsImpossible() {
        for (int round = 0; round < 200; round++) {
            STM.run(tx -> {
                x.set(tx, 0);
                y.set(tx, 0);
            });
            runSkewed(x, y);
        }
    }

    @Test
    void writeSkewOverIsAtLeastIsImpossible() {
        for (int round = 0; round < 200; round++) {
            TLong a = TLong.of(0);
            TLong b = TLong.of(0);
            CyclicBarrier bothHaveRead = new CyclicBarrier(2);
            for (TLong mine : java.util.List.of(a, b)) {
                threads.start(() -> {
                    AtomicInteger attempts = new AtomicInteger();
                    STM.<Exception>run(tx -> {
                        boolean free = !a.isAtLeast(tx, 1) && !b.isAtLeast(tx, 1);
                        if (attempts.incrementAndGet() == 1) {
                            bothHaveRead.await();
                        }
                        if (free) {
                            mine.add(tx, 1);
                        }
                    });
                });
            }
            threads.join();
            assertEquals(1, a.now() + b.now());
        }
    }

    @Test
    void aReadIsRepeatable() {
        AtomicInteger attempts = new AtomicInteger();
        STM.run(tx -> {
            int before = x.get(tx);
            if (attempts.incrementAndGet() == 1) {
                TestThreads.elsewhere(() -> STM.run(in -> x.update(in, n -> n + 1)));
            }
            assertEquals(before, x.get(tx));
        });
        assertEquals(2, attempts.get());
    }

    @Test
    void anUncommittedWriteIsNeverRead() {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        threads.start(() -> {
            IllegalStateException mine = new IllegalStateException();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            try {
                STM.run(tx -> {
                    x.set(tx, 99);
                    written.countDown();
                    TestThreads.await(read);
                    throw mine;
                });
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
            assertEquals(mine, thrown.get());
        });
        TestThreads.await(written);
        assertEquals(0, x.now());
        assertEquals(0, STM.atomically(x::get));
        assertEquals(0, STM.snapshot(x::get));
        read.countDown();
        threads.join();
        assertEquals(0, x.now());
    }

    /** The read-only anomaly of snapshot isolation (Fekete, O'Neil and O'Neil, 2004): the reader makes it visible. */
    @Test
    void aReadOnlyTransactionFitsIntoTheSerialOrder() {
        TVar<Integer> seenX = TVar.of(-1);
        TVar<Integer> seenY = TVar.of(-1);
        AtomicInteger attempts = new AtomicInteger();
        STM.run(
                tx -> { // withdraws 10 from x, with a fee of 1 if the two together go below zero
                    int sum = x.get(tx) + y.get(tx);
                    if (attempts.incrementAndGet() == 1) {
                        TestThreads.elsewhere(() -> {
                            STM.run(in -> y.set(in, 20));
                            STM.run(in -> {
                                seenX.set(in, x.get(in));
                                seenY.set(in, y.get(in));
                            });
                        });
                    }
                    x.update(tx, n -> n - (sum - 10 < 0 ? 11 : 10));
                });
        assertEquals(0, seenX.now());
        assertEquals(20, seenY.now());
        assertEquals(-10, x.now(), "the reader saw the deposit before the withdrawal, so there is no fee");
    }

    /** Readers must not disagree about the order of two independent writes (long fork). */
    @Test
    void allReadersSeeIndependentWritesInOneOrder() {
        for (int round = 0; round < 2_000; round++) {
            TVar<Integer> a = TVar.of(0);
            TVar<Integer> b = TVar.of(0);
            int[] seen = new int[2];
            CyclicBarrier start = new CyclicBarrier(2);
            threads.start(() -> {
                start.await();
                STM.run(tx -> a.set(tx, 1));
                seen[0] = STM.atomically(tx -> 10 * a.get(tx) + b.get(tx));
            });
            threads.start(() -> {
                start.await();
                STM.run(tx -> b.set(tx, 1));
                seen[1] = STM.snapshot(tx -> 10 * a.get(tx) + b.get(tx));
            });
            threads.join();
            assertTrue(seen[0] == 11 || seen[1] == 11, () -> "one saw " + seen[0] + ", the other " + seen[1]);
        }
    }
}
