package dev.tvar.stm.testing.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TPriorityQueueTest extends ModelProperty {
    private final TPriorityQueue<Integer> queue = TPriorityQueue.create();

    @Override
    protected SideBySide<?> pair() {
        TPriorityQueue<Job> subject = TPriorityQueue.named("jobs", Job.BY_PRIORITY);
        return new SideBySide<PriorityQueue<Job>>(new PriorityQueue<>(Job.BY_TURN)) {
            private long jobs;

            @Override
            protected PriorityQueue<Job> copy(PriorityQueue<Job> original) {
                return new PriorityQueue<>(original);
            }

            @Override
            protected void step(Txn tx, int choice) {
                if (choice % 3 > 0) {
                    Job job = new Job(choice % 5, jobs++);
                    subject.put(tx, job);
                    model.add(job);
                } else {
                    assertEquals(model.poll(), subject.poll(tx));
                }
            }

            @Override
            protected void compare(ReadTxn tx) {
                assertEquals(model.stream().sorted(Job.BY_TURN).toList(), subject.snapshot(tx));
                assertEquals(model.peek(), subject.peek(tx));
                assertEquals(model.size(), subject.size(tx));
                assertEquals(model.isEmpty(), subject.isEmpty(tx));
            }
        };
    }

    @Test
    void everythingIsConsumedOnceAndEqualOnesInOrder() {
        TPriorityQueue<Job> jobs = TPriorityQueue.create((a, b) -> 0);
        Streams.allIsConsumedOnceAndInOrder(3, 5_000, jobs::put, jobs::take, () -> {});
        assertEquals(List.of(), jobs.snapshot());
    }

    @Test
    void theLeastElementIsTakenWhileOthersPut() {
        int elements = 20_000;
        TestThreads threads = new TestThreads();
        for (int producer = 0; producer < 2; producer++) {
            Random random = new Random(producer);
            threads.start(() -> {
                for (int i = 0; i < elements; i++) {
                    int element = random.nextInt(1_000);
                    STM.run(tx -> queue.put(tx, element));
                }
            });
        }
        for (int consumer = 0; consumer < 2; consumer++) {
            threads.start(() -> {
                for (int i = 0; i < elements; i++) {
                    STM.run(tx -> {
                        int taken = queue.take(tx);
                        Integer next = queue.peek(tx);
                        assertTrue(next == null || taken <= next, () -> taken + " before " + next);
                    });
                }
            });
        }
        threads.join();
        assertTrue(STM.<Boolean, RuntimeException>snapshot(queue::isEmpty));
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        List<Integer> sorted = IntStream.range(0, 20_000).boxed().toList();
        List<Integer> taken = new ArrayList<>();
        sorted.forEach(i -> STM.run(tx -> queue.put(tx, i)));
        sorted.forEach(i -> taken.add(STM.<Integer, RuntimeException>atomically(queue::take)));
        assertEquals(sorted, taken);

        STM.run(tx -> IntStream.range(0, 20_000).forEach(i -> queue.put(tx, 19_999 - i)));
        assertEquals(sorted, queue.snapshot());
    }

    /** Weights are random, so a put occasionally conflicts with a take; far apart in the order this is rare. */
    @Test
    void aPutFarBehindTheHeadAndATakeRarelyConflict() {
        STM.run(tx -> IntStream.range(0, 1_000).forEach(i -> queue.put(tx, i)));
        int conflicts = 0;
        for (int i = 0; i < 100; i++) {
            conflicts += Attempts.of(queue::take, tx -> queue.put(tx, 5_000)) - 1;
        }
        assertTrue(conflicts < 20, "conflicts in 100 rounds: " + conflicts); // 0.1 on average
    }

    @Test
    void manyAtOnceGoBehindTheirEqualsInTheOrderOfTheCollection() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            TPriorityQueue<Job> jobs = TPriorityQueue.create(Job.BY_PRIORITY);
            List<Job> model = new ArrayList<>();
            for (int number = 0; number < 200; ) {
                List<Job> more = new ArrayList<>();
                for (int i = random.nextInt(60); i >= 0; i--) {
                    more.add(new Job(random.nextInt(20), number++));
                }
                STM.run(tx -> jobs.putAll(tx, more));
                model.addAll(more);
                model.sort(Job.BY_TURN);
                for (int i = random.nextInt(20); i > 0 && !model.isEmpty(); i--) {
                    assertEquals(model.remove(0), STM.<Job, RuntimeException>atomically(jobs::take), "seed " + seed);
                }
                assertEquals(model, jobs.snapshot(), "seed " + seed);
            }
        }
    }

    @Test
    void manyFarBehindTheHeadAndATakeRarelyConflict() {
        List<Integer> many = IntStream.range(5_000, 5_100).boxed().toList();
        STM.run(tx -> IntStream.range(0, 1_000).forEach(i -> queue.put(tx, i)));
        int conflicts = 0;
        for (int i = 0; i < 50; i++) {
            conflicts += Attempts.of(queue::take, tx -> queue.putAll(tx, many)) - 1;
        }
        assertTrue(
                conflicts < 25,
                "conflicts in 50 rounds: " + conflicts); // some 5: one of a hundred new ones is often near the root
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
        assertEquals("a TPriorityQueue does not hold null", refused.getMessage());
    }

    /** As in a TreeMap: an element that cannot be compared would otherwise be detected only with the second element. */
    @Test
    void aFirstElementThatCannotBeComparedWithItselfIsRefused() {
        TPriorityQueue<Integer> strange = TPriorityQueue.create((a, b) -> {
            throw new IllegalStateException("cannot compare");
        });
        assertThrows(IllegalStateException.class, () -> STM.run(tx -> strange.put(tx, 1)));
        assertEquals(List.of(), strange.snapshot());
    }
}
