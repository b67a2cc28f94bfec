package dev.tvar.stm.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
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

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
