package dev.tvar.stm.examples.support;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void everyWorkerRunsOnceAndAllAtTheSameTime() {
        CyclicBarrier allAreHere = new CyclicBarrier(5);
        Set<Integer> seen = new ConcurrentSkipListSet<>();
        Workers.run(5, worker -> {
            meet(allAreHere);
            seen.add(worker);
        });
        assertEquals(Set.of(0, 1, 2, 3, 4), seen);
    }

    @Test
    void theTimeIsThatOfTheWorkersHoweverLateTheCallerLooks() {
        long[] lasted = new long[4];
        long all = Workers.run(4, worker -> {
            long began = System.nanoTime();
            for (int i = 0; i < 100_000; i++) {
                Thread.onSpinWait();
            }
            lasted[worker] = System.nanoTime() - began;
        });
        assertTrue(all >= Arrays.stream(lasted).max().orElseThrow(), all + " " + Arrays.toString(lasted));
    }

    @Test
    void aFailureReachesTheCallerAfterAllHaveEnded() {
        AtomicBoolean otherEnded = new AtomicBoolean();
        RuntimeException failure = new RuntimeException("no");
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> Workers.runTogether(
                        () -> {
                            throw failure;
                        },
                        () -> otherEnded.set(true)));
        assertSame(failure, thrown.getCause());
        assertEquals(true, otherEnded.get());
    }

    @Test
    void anInterruptOfTheCallerEndsTheWorkersToo() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        assertThrows(
                Interrupted.class,
                () -> Workers.runTogether(() -> {
                    caller.interrupt();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                }));
        assertTrue(Thread.interrupted());
        assertDoesNotThrow(() -> interrupted.await());
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
