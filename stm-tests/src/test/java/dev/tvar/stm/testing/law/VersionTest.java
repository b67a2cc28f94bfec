package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** This test drives the clock of this JVM forward, which is harmless to all other tests: versions only grow. */
class VersionTest {
    @ParameterizedTest
    @ValueSource(longs = {1L << 31, 1L << 32, 1L << 33, 1L << 53})
    void versionsPassTheLimitsOfSmallerWords(long limit) throws ReflectiveOperationException {
        Internals.advanceClockTo(limit - 40);
        TVar<Long> x = TVar.of(0L);
        TLong y = TLong.of(0);
        TestThreads threads = new TestThreads();
        threads.start(2, () -> {
            for (int i = 0; i < 2_000; i++) {
                STM.run(tx -> {
                    x.update(tx, n -> n + 1);
                    y.add(tx, 1);
                });
                STM.run(tx -> assertEquals(x.get(tx), y.get(tx)));
                STM.snapshot(tx -> {
                    assertEquals(x.get(tx), y.get(tx));
                    return true;
                });
            }
        });
        threads.join();
        assertEquals(4_000, x.now());
        assertEquals(4_000, y.now());
        assertTrue(Internals.version(x) > limit, "the versions have passed the limit");
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 34, 1L << 54})
    void aWaiterIsWokenAcrossALimit(long limit) throws ReflectiveOperationException {
        Internals.advanceClockTo(limit - 1);
        TLong x = TLong.of(0);
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.run(tx -> tx.check(x.get(tx) == 100)));
        TestThreads.untilWaiting(waiter);
        for (int i = 0; i < 100; i++) {
            STM.run(tx -> x.add(tx, 1));
        }
        threads.join();
        assertTrue(Internals.version(x) > limit);
    }
}
