package dev.tvar.stm.testing.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A waiter that ends, for whatever reason, leaves every list that it was on. */
class WaiterCleanupTest {
    private static final Duration SHORT = Duration.ofMillis(2);

    private final TVar<Integer> a = TVar.of(0);
    private final TVar<Integer> b = TVar.of(0);
    private final TLong n = TLong.of(0);

    private Integer awaitAny(Txn tx) {
        return tx.orElse(
                in -> {
                    in.check(a.get(in) > 0);
                    return 1;
                },
                in -> {
                    in.check(b.get(in) > 0 || n.isAtLeast(in, 10));
                    return 2;
                });
    }

    private void assertWaiters(int expected) {
        for (Object cell : List.of(a, b, n)) {
            assertEquals(expected, Internals.waiters(cell));
        }
    }

    @Test
    void cancelledWaiterLeavesNothingBehind() {
        TestThreads threads = new TestThreads();
        Thread waiter =
                threads.start(() -> assertThrows(TxnInterruptedException.class, () -> STM.atomically(this::awaitAny)));
        TestThreads.untilWaiting(waiter);
        assertWaiters(1);
        waiter.interrupt();
        threads.join();
        assertWaiters(0);
    }

    @Test
    void timedOutWaiterLeavesNothingBehind() {
        for (int i = 0; i < 50; i++) {
            assertThrows(
                    TxnTimeoutException.class,
                    () -> STM.with(TxnOptions.defaults().withTimeout(SHORT)).atomically(this::awaitAny));
            assertWaiters(0);
        }
    }

    @Test
    void impatientWaiterLeavesNothingBehind() {
        STM.run(tx -> {
            a.get(tx);
            b.get(tx);
            n.isAtLeast(tx, 5);
            tx.retryFor(SHORT);
        });
        assertWaiters(0);
    }

    @Test
    void wokenWaiterLeavesTheOtherLists() {
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> assertEquals(2, STM.atomically(this::awaitAny)));
        TestThreads.untilWaiting(waiter);
        STM.run(tx -> n.add(tx, 10));
        threads.join();
        assertWaiters(0);
    }

    @Test
    void theOtherWaitersStayWhenOneLeaves() {
        TestThreads threads = new TestThreads();
        Thread[] waiters = new Thread[5];
        for (int i = 0; i < waiters.length; i++) {
            waiters[i] = threads.start(() -> {
                try {
                    STM.atomically(this::awaitAny);
                } catch (TxnInterruptedException e) {
                    // one of the waiters that leave
                }
            });
            TestThreads.untilWaiting(waiters[i]);
        }
        assertWaiters(5);
        int left = 5;
        for (int i : new int[] {2, 0, 4}) { // from the middle, the end and the beginning
            waiters[i].interrupt();
            int expected = --left;
            TestThreads.until(
                    "it has gone", () -> Internals.waiters(a) == expected && Internals.waiters(n) == expected);
        }
        STM.run(tx -> b.set(tx, 1));
        threads.join();
        assertWaiters(0);
    }

    @Test
    void theReadSetOfACancelledWaiterIsGarbage() {
        WeakReference<Object> held = waitInVain();
        Internals.untilCollected(held);
    }

    private WeakReference<Object> waitInVain() {
        Object value = new Object();
        TVar<Object> cell = TVar.of(value);
        assertThrows(
                TxnTimeoutException.class, () -> STM.with(TxnOptions.defaults().withTimeout(SHORT))
                        .run(tx -> tx.check(cell.get(tx) != value && a.get(tx) > 0 || b.get(tx) > 0)));
        return new WeakReference<>(value);
    }
}
