package dev.tvar.stm.testing.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TQueueTest extends ModelProperty {
    private final TQueue<Integer> queue = TQueue.named("queue");

    @Override
    protected SideBySide<?> pair() {
        TQueue<Integer> subject = TQueue.create();
        return new SideBySide<Deque<Integer>>(new ArrayDeque<>()) {
            @Override
            protected Deque<Integer> copy(Deque<Integer> original) {
                return new ArrayDeque<>(original);
            }

            @Override
            protected void step(Txn tx, int choice) {
                if (choice % 2 == 0) {
                    subject.put(tx, choice);
                    model.add(choice);
                } else {
                    assertEquals(model.poll(), subject.poll(tx));
                }
            }

            @Override
            protected void compare(ReadTxn tx) {
                assertEquals(List.copyOf(model), subject.snapshot(tx));
                assertEquals(model.peek(), subject.peek(tx));
                assertEquals(model.size(), subject.size(tx));
                assertEquals(model.isEmpty(), subject.isEmpty(tx));
            }
        };
    }

    @Test
    void everythingIsConsumedOnceAndInOrderPerProducer() {
        TQueue<Job> jobs = TQueue.create();
        Streams.allIsConsumedOnceAndInOrder(4, 20_000, jobs::put, jobs::take, () -> {});
        assertEquals(List.of(), jobs.snapshot());
    }

    @Test
    void aPutAndATakeDoNotConflictWhileOneElementIsPresent() {
        STM.run(tx -> queue.put(tx, 1));
        assertEquals(1, Attempts.of(queue::take, tx -> queue.put(tx, 2)));
        assertEquals(1, Attempts.of(tx -> queue.put(tx, 3), queue::take));
        assertEquals(List.of(3), queue.snapshot());
    }

    @Test
    void twoTakesConflict() {
        STM.run(tx -> IntStream.range(0, 10).forEach(i -> queue.put(tx, i)));
        assertEquals(2, Attempts.of(queue::take, queue::take));
    }

    @Test
    void aSnapshotOfAnInstantConflictsWithNoTransaction() {
        STM.run(tx -> IntStream.range(0, 3).forEach(i -> queue.put(tx, i)));
        List<Integer> seen = STM.<List<Integer>, RuntimeException>snapshot(tx -> {
            TestThreads.elsewhere(() -> STM.run(other -> {
                queue.take(other);
                queue.put(other, 3);
            }));
            return queue.snapshot(tx);
        });
        assertEquals(List.of(0, 1, 2), seen);
        assertEquals(List.of(1, 2, 3), queue.snapshot());
    }

    @Test
    void aSnapshotCannotBeChanged() {
        STM.run(tx -> queue.put(tx, 1));
        List<Integer> snapshot = queue.snapshot();
        assertThrows(UnsupportedOperationException.class, () -> snapshot.add(2));
    }

    /** Every attempt to take falls into the middle of a burst: it still reads one element only, and commits. */
    @Test
    void aReaderAgainstBurstsFinishesAtOnce() {
        STM.run(tx -> queue.put(tx, -1));
        AtomicBoolean stop = new AtomicBoolean();
        TestThreads threads = new TestThreads();
        threads.start(() -> {
            while (!stop.get()) {
                STM.run(tx -> IntStream.range(0, 1_000).forEach(i -> queue.put(tx, i)));
                TestThreads.until(() -> stop.get() || STM.snapshot(queue::size) < 10_000);
            }
        });
        AtomicInteger attempts = new AtomicInteger();
        for (int taken = 0; taken < 50_000; taken++) {
            TestThreads.until(() -> !STM.snapshot(queue::isEmpty));
            attempts.set(0);
            STM.run(tx -> {
                attempts.incrementAndGet();
                queue.take(tx);
            });
            assertEquals(1, attempts.get());
        }
        stop.set(true);
        threads.join();
    }

    @Test
    void aMillionElementsGoThrough() {
        int elements = 1_000_000;
        TestThreads threads = new TestThreads();
        threads.start(() -> {
            for (int i = 0; i < elements; i++) {
                int element = i;
                STM.run(tx -> queue.put(tx, element));
            }
        });
        threads.start(() -> {
            for (int i = 0; i < elements; i++) {
                assertEquals(i, STM.<Integer, RuntimeException>atomically(queue::take));
            }
        });
        threads.join();
        assertTrue(STM.<Boolean, RuntimeException>snapshot(queue::isEmpty));
    }

    @Test
    void aBurstInOneTransactionIsTakenInOneTransaction() {
        int elements = 200_000;
        STM.run(tx -> IntStream.range(0, elements).forEach(i -> queue.put(tx, i)));
        assertEquals(elements, STM.<Long, RuntimeException>snapshot(queue::size));
        STM.run(tx -> IntStream.range(0, elements).forEach(i -> assertEquals(i, queue.poll(tx))));
        assertEquals(List.of(), queue.snapshot());
    }

    @Test
    void anEmptyQueueAnswersAtOnce() {
        STM.run(tx -> assertNull(queue.poll(tx)));
        STM.run(tx -> assertNull(queue.peek(tx)));
    }

    @Test
    @SuppressWarnings("NullAway") // it is refused, that is the test
    void nullIsRefused() {
        NullPointerException refused =
                assertThrows(NullPointerException.class, () -> STM.run(tx -> queue.put(tx, null)));
        assertEquals("a TQueue does not hold null", refused.getMessage());
    }
}
