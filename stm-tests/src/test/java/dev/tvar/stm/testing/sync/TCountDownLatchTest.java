package dev.tvar.stm.testing.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.sync.TCountDownLatch;
import dev.tvar.stm.testing.queue.Attempts;
import dev.tvar.stm.testing.queue.ModelProperty;
import dev.tvar.stm.testing.queue.SideBySide;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TCountDownLatchTest extends ModelProperty {
    @Override
    protected SideBySide<?> pair() {
        TCountDownLatch subject = TCountDownLatch.of(7);
        return new SideBySide<CountDownLatch>(new CountDownLatch(7)) {
            @Override
            protected CountDownLatch copy(CountDownLatch original) {
                return new CountDownLatch(Math.toIntExact(original.getCount()));
            }

            @Override
            protected void step(Txn tx, int choice) {
                model.countDown();
                subject.countDown(tx);
                assertEquals(model.getCount() == 0, subject.tryAwait(tx));
            }

            @Override
            protected void compare(ReadTxn tx) {
                assertEquals(model.getCount(), subject.count(tx));
            }
        };
    }

    @Test
    void aReleasedWaiterSeesTheActionsBeforeTheCountDown() {
        TCountDownLatch latch = TCountDownLatch.of(1_000);
        TLong done = TLong.of(0);
        TestThreads threads = new TestThreads();
        for (int t = 0; t < 3; t++) {
            threads.start(() -> STM.run(tx -> {
                latch.await(tx);
                assertEquals(1_000, done.get(tx));
            }));
        }
        for (int t = 0; t < 4; t++) {
            threads.start(() -> {
                for (int i = 0; i < 250; i++) {
                    STM.run(tx -> {
                        done.add(tx, 1);
                        latch.countDown(tx);
                    });
                }
            });
        }
        threads.join();
    }

    @Test
    void countDownsDoNotConflictExceptForTheLast() {
        TCountDownLatch latch = TCountDownLatch.of(4);
        assertEquals(1, Attempts.of(latch::countDown, latch::countDown));
        STM.run(latch::countDown);
        assertEquals(2, Attempts.of(latch::countDown, latch::countDown));
        assertEquals(0, STM.<Long, RuntimeException>snapshot(latch::count));
    }

    @Test
    void aNegativeCountIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TCountDownLatch.of(-1));
    }
}
