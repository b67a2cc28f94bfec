package dev.tvar.stm.testing.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TBoundedQueueTest extends ModelProperty {
    private static final int CAPACITY = 3;

    private final TBoundedQueue<Integer> queue = TBoundedQueue.named("queue", CAPACITY);

    @Override
    protected SideBySide<?> pair() {
        TBoundedQueue<Integer> subject = TBoundedQueue.create(CAPACITY);
        return new SideBySide<ArrayBlockingQueue<Integer>>(new ArrayBlockingQueue<>(CAPACITY)) {
            @Override
            protected ArrayBlockingQueue<Integer> copy(ArrayBlockingQueue<Integer> original) {
                return new ArrayBlockingQueue<>(CAPACITY, false, original);
            }

            @Override
            protected void step(Txn tx, int choice) {
                if (choice % 2 == 0) {
                    assertEquals(model.offer(choice), subject.offer(tx, choice));
                } else {
                    assertEquals(model.poll(), subject.poll(tx));
                }
            }

            @Override
            protected void compare(ReadTxn tx) {
                assertEquals(List.copyOf(model), subject.snapshot(tx));
                assertEquals(model.peek(), subject.peek(tx));
                assertEquals(model.size(), subject.size(tx));
                assertEquals(model.remainingCapacity(), subject.remainingCapacity(tx));
                assertEquals(model.isEmpty(), subject.isEmpty(tx));
            }
        };
    }

    /** Concurrently with producers and consumers, an auditor reads the queue repeatedly. */
    @Test
    void theCapacityIsNeverExceededAndEverythingIsConsumedOnceAndInOrder() {
        TBoundedQueue<Job> jobs = TBoundedQueue.create(10);
        AtomicInteger fullest = new AtomicInteger();
        Runnable audit = () -> {
            for (int look = 0; look < 5_000; look++) {
                List<Job> seen = jobs.snapshot();
                fullest.accumulateAndGet(seen.size(), Math::max);
                STM.<Boolean, RuntimeException>snapshot(tx -> {
                    assertEquals(10, jobs.size(tx) + jobs.remainingCapacity(tx));
                    return true;
                });
            }
        };
        Streams.allIsConsumedOnceAndInOrder(4, 10_000, jobs::put, jobs::take, audit);
        assertTrue(fullest.get() <= 10, () -> "held " + fullest);
        assertEquals(10, STM.<Long, RuntimeException>snapshot(jobs::remainingCapacity));
    }

    @Test
    void aPutAndATakeDoNotConflictBetweenEmptyAndFull() {
        STM.run(tx -> queue.put(tx, 1));
        assertEquals(1, Attempts.of(queue::take, tx -> queue.put(tx, 2)));
        assertEquals(1, Attempts.of(tx -> queue.put(tx, 3), queue::take));
        assertEquals(List.of(3), queue.snapshot());
    }

    @Test
    void aProducerReadsTheTakenCountOncePerCapacityElements() {
        STM.run(tx -> List.of(1, 2, 3).forEach(i -> queue.put(tx, i)));
        STM.run(tx -> List.of(1, 2).forEach(i -> assertEquals(i, queue.take(tx))));
        assertEquals(2, Attempts.of(tx -> queue.put(tx, 4), queue::take));
        assertEquals(1, Attempts.of(tx -> queue.put(tx, 5), queue::take));
        assertEquals(List.of(5), queue.snapshot());
    }

    @Test
    void twoPutsIntoTheLastPlaceConflict() {
        STM.run(tx -> {
            queue.put(tx, 1);
            queue.put(tx, 2);
        });
        AtomicInteger refused = new AtomicInteger();
        Attempts.of(
                tx -> {
                    if (!queue.offer(tx, 3)) {
                        refused.incrementAndGet();
                    }
                },
                tx -> queue.put(tx, 4));
        assertEquals(1, refused.get());
        assertEquals(List.of(1, 2, 4), queue.snapshot());
    }

    @Test
    void aFullQueueRefusesAtOnceAndLetsWaitersInLater() {
        STM.run(tx -> List.of(1, 2, 3).forEach(i -> queue.put(tx, i)));
        assertFalse(STM.<Boolean, RuntimeException>atomically(tx -> queue.offer(tx, 4)));
        TestThreads threads = new TestThreads();
        TestThreads.untilParked(threads.start(() -> STM.run(tx -> queue.put(tx, 4))));
        assertEquals(1, STM.<Integer, RuntimeException>atomically(queue::take));
        threads.join();
        assertEquals(List.of(2, 3, 4), queue.snapshot());
    }

    @Test
    void anEmptyQueueAnswersAtOnce() {
        STM.run(tx -> assertNull(queue.poll(tx)));
        STM.run(tx -> assertNull(queue.peek(tx)));
        assertEquals(CAPACITY, queue.capacity());
    }

    @Test
    @SuppressWarnings("NullAway") // it is refused, that is the test
    void nullAndUselessCapacitiesAreRefused() {
        STM.run(tx -> List.of(1, 2, 3).forEach(i -> queue.put(tx, i)));
        NullPointerException refused = // also where it would have to wait
                assertThrows(NullPointerException.class, () -> STM.run(tx -> queue.put(tx, null)));
        assertEquals("a TBoundedQueue does not hold null", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> TBoundedQueue.create(0));
    }
}
