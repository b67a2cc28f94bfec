package dev.tvar.stm.testing.sync;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.sync.TBarrier;
import dev.tvar.stm.sync.TCountDownLatch;
import dev.tvar.stm.sync.THub;
import dev.tvar.stm.sync.TMVar;
import dev.tvar.stm.sync.TPromise;
import dev.tvar.stm.sync.TReadWriteLock;
import dev.tvar.stm.sync.TSemaphore;
import dev.tvar.stm.sync.TSubscription;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation that waits ends its wait with an exception when the thread is interrupted, and the flag is set then. */
class InterruptedWaitsTest {
    /** Operations that have to wait, each on a structure of its own. */
    static Stream<Map.Entry<String, TxnAction<RuntimeException>>> waits() {
        Map<String, TxnAction<RuntimeException>> waits = new TreeMap<>();
        TSemaphore none = TSemaphore.fair(0);
        waits.put("TSemaphore.acquire", none::acquire);
        waits.put("TSemaphore.acquireInTurn", tx -> none.acquireInTurn(1));
        TReadWriteLock written = TReadWriteLock.create();
        STM.run(written::acquireWrite);
        waits.put("TReadWriteLock.acquireRead", written::acquireRead);
        waits.put("TReadWriteLock.acquireWrite", written::acquireWrite);
        waits.put("TReadWriteLock.acquireReadInTurn", tx -> written.acquireReadInTurn());
        waits.put("TReadWriteLock.acquireWriteInTurn", tx -> written.acquireWriteInTurn());
        waits.put("TCountDownLatch.await", TCountDownLatch.of(1)::await);
        TBarrier barrier = TBarrier.of(3);
        waits.put("TBarrier.await", tx -> barrier.await());
        TBarrier.Arrival arrival = STM.<TBarrier.Arrival, RuntimeException>atomically(TBarrier.of(2)::arrive);
        waits.put("TBarrier.Arrival.await", arrival::await);
        TPromise<String> promise = TPromise.create();
        waits.put("TPromise.get", promise::get);
        TMVar<String> empty = TMVar.empty();
        waits.put("TMVar.take", empty::take);
        waits.put("TMVar.read", empty::read);
        waits.put("TMVar.swap", tx -> empty.swap(tx, "x"));
        waits.put("TMVar.put", tx -> TMVar.of("x").put(tx, "y"));
        THub<String> hub = THub.bounded(1);
        STM.run(tx -> {
            hub.subscribe(tx);
            hub.publish(tx, "first");
        });
        waits.put("THub.publish", tx -> hub.publish(tx, "second"));
        TSubscription<String> other =
                STM.<TSubscription<String>, RuntimeException>atomically(THub.<String>unbounded()::subscribe);
        waits.put("TSubscription.take", other::take);
        waits.put("TQueue.take", TQueue.create()::take);
        TBoundedQueue<String> full = TBoundedQueue.create(1);
        STM.run(tx -> full.put(tx, "x"));
        waits.put("TBoundedQueue.put", tx -> full.put(tx, "y"));
        waits.put("TBoundedQueue.take", TBoundedQueue.create(1)::take);
        waits.put("TDeque.takeFirst", TDeque.create()::takeFirst);
        waits.put("TDeque.takeLast", TDeque.create()::takeLast);
        waits.put("TPriorityQueue.take", TPriorityQueue.<String>create()::take);
        return waits.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("waits")
    void anInterruptEndsAWaitInATransaction(Map.Entry<String, TxnAction<RuntimeException>> wait) {
        isInterruptible(() -> STM.run(wait.getValue()));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void anInterruptEndsAWaitInANestedPart(Map.Entry<String, TxnAction<RuntimeException>> wait) {
        isInterruptible(() -> STM.run(tx -> tx.nested(inner -> {
            STM.run(wait.getValue());
            return true;
        })));
    }

    /** Operations without a transaction parameter, outside any transaction; they leave no trace in a queue or round. */
    @Test
    void anInterruptEndsAWaitOutsideTransactions() {
        TSemaphore none = TSemaphore.fair(0);
        TReadWriteLock written = TReadWriteLock.create();
        STM.run(written::acquireWrite);
        TBarrier barrier = TBarrier.of(3); // two threads come at once
        for (Runnable wait : List.<Runnable>of(
                () -> none.acquireInTurn(1), written::acquireReadInTurn, written::acquireWriteInTurn, barrier::await)) {
            isInterruptible(wait);
        }
        STM.run(tx -> {
            none.release(tx);
            written.releaseWrite(tx);
        });
        STM.run(tx -> {
            assertTrue(none.tryAcquire(tx));
            assertTrue(written.tryAcquireWrite(tx));
            assertFalse(barrier.arrive(tx).tryAwait(tx) || barrier.arrive(tx).tryAwait(tx), "an arrival is left over");
        });
    }

    private static void isInterruptible(Runnable wait) {
        TestThreads threads = new TestThreads();
        Thread parked = threads.start(() -> isInterrupted(wait));
        TestThreads.untilParked(parked);
        parked.interrupt();
        threads.start(() -> {
            Thread.currentThread().interrupt(); // before it waits
            isInterrupted(wait);
        });
        threads.join();
    }

    private static void isInterrupted(Runnable wait) {
        assertThrows(TxnInterruptedException.class, wait::run);
        assertTrue(Thread.currentThread().isInterrupted(), "the interrupt is lost");
    }
}
