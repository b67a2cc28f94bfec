package dev.tvar.stm.testing.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TDequeTest extends ModelProperty {
    private final TDeque<Integer> deque = TDeque.named("deque");

    @Override
    protected SideBySide<?> pair() {
        TDeque<Integer> subject = TDeque.create();
        return new SideBySide<Deque<Integer>>(new ArrayDeque<>()) {
            @Override
            protected Deque<Integer> copy(Deque<Integer> original) {
                return new ArrayDeque<>(original);
            }

            @Override
            protected void step(Txn tx, int choice) {
                switch (choice % 5) {
                    case 4 -> {
                        List<Integer> several = List.of(choice, choice + 1, choice + 2);
                        subject.putAll(tx, several);
                        model.addAll(several);
                    }
                    case 0 -> {
                        subject.putFirst(tx, choice);
                        model.addFirst(choice);
                    }
                    case 1 -> {
                        subject.putLast(tx, choice);
                        model.addLast(choice);
                    }
                    case 2 -> assertEquals(model.pollFirst(), subject.pollFirst(tx));
                    default -> assertEquals(model.pollLast(), subject.pollLast(tx));
                }
            }

            @Override
            protected void compare(ReadTxn tx) {
                assertEquals(List.copyOf(model), subject.snapshot(tx));
                assertEquals(model.peekFirst(), subject.peekFirst(tx));
                assertEquals(model.peekLast(), subject.peekLast(tx));
                assertEquals(model.size(), subject.size(tx));
                assertEquals(model.isEmpty(), subject.isEmpty(tx));
            }
        };
    }

    @Test
    void itIsAQueueInEitherDirection() {
        TDeque<Job> jobs = TDeque.create();
        Streams.allIsConsumedOnceAndInOrder(3, 10_000, jobs::putLast, jobs::takeFirst, () -> {});
        Streams.allIsConsumedOnceAndInOrder(3, 10_000, jobs::putFirst, jobs::takeLast, () -> {});
        assertEquals(List.of(), jobs.snapshot());
    }

    @Test
    void itIsAStackAtEitherEnd() {
        STM.run(tx -> IntStream.range(0, 1_000).forEach(i -> deque.putFirst(tx, i)));
        STM.run(tx -> IntStream.range(0, 500).forEach(i -> assertEquals(999 - i, deque.takeFirst(tx))));
        STM.run(tx -> IntStream.range(0, 500).forEach(i -> deque.putLast(tx, i)));
        STM.run(tx -> IntStream.range(0, 500).forEach(i -> assertEquals(499 - i, deque.takeLast(tx))));
        assertEquals(500L, STM.<Long, RuntimeException>snapshot(deque::size));
    }

    @Test
    void theEndsDoNotConflictWhileOneElementIsThere() {
        STM.run(tx -> deque.putLast(tx, 1));
        assertEquals(1, Attempts.of(deque::takeFirst, tx -> deque.putLast(tx, 2)));
        assertEquals(1, Attempts.of(tx -> deque.putLast(tx, 3), deque::takeFirst));
        assertEquals(1, Attempts.of(deque::takeLast, tx -> deque.putFirst(tx, 4)));
        assertEquals(1, Attempts.of(tx -> deque.putFirst(tx, 5), tx -> deque.putLast(tx, 6)));
        assertEquals(1, Attempts.of(deque::takeFirst, deque::takeLast));
        assertEquals(List.of(4), deque.snapshot());
    }

    /** Thieves at one end, the owner at the other: the classic race, in which a broken deque hands out its last element twice. */
    @Test
    void theLastElementIsTakenOnce() {
        int rounds = 20_000;
        TDeque<Integer> taken = TDeque.create();
        TestThreads threads = new TestThreads();
        for (int thief = 0; thief < 2; thief++) {
            threads.start(() -> {
                for (int i = 0; i < rounds / 2; i++) {
                    STM.run(tx -> taken.putLast(tx, deque.takeFirst(tx)));
                }
            });
        }
        threads.start(() -> {
            for (int i = 0; i < rounds; i++) {
                int element = i;
                STM.run(tx -> deque.putLast(tx, element));
                STM.run(tx -> {
                    Integer back = deque.pollLast(tx);
                    if (back != null) {
                        deque.putLast(tx, back);
                    }
                });
            }
        });
        threads.join();
        List<Integer> inOrder = taken.snapshot().stream().sorted().toList();
        assertEquals(IntStream.range(0, rounds).boxed().toList(), inOrder);
        assertEquals(List.of(), deque.snapshot());
    }

    @Test
    void anEmptyDequeAnswersAtOnce() {
        STM.run(tx -> assertNull(deque.pollFirst(tx)));
        STM.run(tx -> assertNull(deque.pollLast(tx)));
        STM.run(tx -> assertNull(deque.peekLast(tx)));
    }

    @Test
    @SuppressWarnings("NullAway") // it is refused, that is the test
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> STM.run(tx -> deque.putFirst(tx, null)));
        assertThrows(NullPointerException.class, () -> STM.run(tx -> deque.putLast(tx, null)));
    }
}
