package dev.tvar.stm.testing.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.collection.ClosedException;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.collection.TransactionalQueue;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing a queue ends its consumers and its waiting producers, and loses no element. */
class QueueEndTest {
    static Stream<TransactionalQueue<Integer>> queues() {
        return Stream.of(
                TQueue.named("queue"),
                TBoundedQueue.named("bounded", 3),
                TDeque.named("deque"),
                TPriorityQueue.named("byPriority"));
    }

    private static <T> T get(TxnBody<T, RuntimeException> body) {
        return STM.atomically(body);
    }

    @SuppressWarnings("NullAway") // it does not see that the result may be null
    private static @Nullable Integer next(TransactionalQueue<Integer> queue) {
        return STM.<@Nullable Integer, RuntimeException>atomically(queue::takeOrNull);
    }

    private static int number(TxnBody<Integer, RuntimeException> body) {
        return get(body);
    }

    @ParameterizedTest
    @MethodSource("queues")
    void everyConsumerEndsAndEveryAcceptedElementIsConsumedOnce(TransactionalQueue<Integer> queue) {
        int producers = 3;
        TLong taken = TLong.of(0);
        List<List<Integer>> consumed = new ArrayList<>();
        List<List<Integer>> accepted = new ArrayList<>();
        TestThreads threads = new TestThreads();
        for (int c = 0; c < 3; c++) {
            List<Integer> mine = new ArrayList<>();
            consumed.add(mine);
            threads.start(() -> {
                for (Integer next; (next = next(queue)) != null; ) {
                    mine.add(next);
                    STM.run(tx -> taken.add(tx, 1));
                }
            });
        }
        for (int p = 0; p < producers; p++) {
            List<Integer> mine = new ArrayList<>();
            accepted.add(mine);
            int first = p;
            threads.start(() -> {
                for (int element = first; produced(queue, element); element += producers) {
                    mine.add(element);
                }
            });
        }
        threads.start(() -> {
            STM.run(tx -> tx.check(taken.isAtLeast(tx, 500)));
            STM.run(queue::close);
            STM.run(queue::awaitDrained);
            assertTrue(STM.snapshot(queue::isDrained));
        });
        threads.join();
        assertEquals(
                accepted.stream().flatMap(List::stream).sorted().toList(),
                consumed.stream().flatMap(List::stream).sorted().toList());
    }

    private static boolean produced(TransactionalQueue<Integer> queue, int element) {
        try {
            STM.run(tx -> {
                tx.check(queue.isClosed(tx) || queue.size(tx) < 10);
                queue.put(tx, element);
            });
            return true;
        } catch (ClosedException closed) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("queues")
    void everyWaitingTransactionWakesAtTheEnd(TransactionalQueue<Integer> queue) {
        TestThreads threads = new TestThreads();
        List<Thread> waiting = List.of(
                threads.start(() -> assertThrows(ClosedException.class, () -> STM.run(queue::take))),
                threads.start(() -> assertNull(next(queue))),
                threads.start(() -> assertEquals(List.of(), get(tx -> queue.takeBetween(tx, 2, 3)))),
                threads.start(() -> STM.run(queue::awaitDrained)));
        waiting.forEach(TestThreads::untilParked);
        STM.run(queue::close);
        threads.join();
    }

    @Test
    void aProducerThatWaitsForRoomIsRefusedAtTheEnd() {
        TBoundedQueue<Integer> queue = TBoundedQueue.named("bounded", 2);
        STM.run(tx -> queue.putAll(tx, List.of(1, 2)));
        TestThreads threads = new TestThreads();
        List<Thread> waiting = Stream.<TxnAction<RuntimeException>>of(
                        tx -> queue.put(tx, 3), tx -> queue.putAll(tx, List.of(3, 4)))
                .map(put -> threads.start(() -> assertThrows(ClosedException.class, () -> STM.run(put))))
                .toList();
        waiting.forEach(TestThreads::untilParked);
        STM.run(queue::close);
        threads.join();
        assertEquals(List.of(1, 2), get(queue::takeAll));
    }

    @ParameterizedTest
    @MethodSource("queues")
    void aClosedQueueRefusesAndADrainedOneEnds(TransactionalQueue<Integer> queue) {
        STM.run(tx -> queue.putAll(tx, List.of(1, 2)));
        STM.run(queue::close);
        STM.run(queue::close);
        ClosedException refused = assertThrows(ClosedException.class, () -> STM.run(tx -> queue.put(tx, 3)));
        assertEquals(
                queue + " is closed and accepts no more elements; offer returns false in this case",
                refused.getMessage());
        assertEquals(false, get(tx -> queue.offer(tx, 3)));
        assertEquals(0, number(tx -> queue.offerAll(tx, List.of(3))));
        assertEquals(1, number(queue::take));
        assertFalse(STM.snapshot(queue::isDrained));
        assertEquals(2, number(queue::take));
        ClosedException ended = assertThrows(ClosedException.class, () -> STM.run(queue::take));
        assertEquals(
                queue + " is closed, and all its elements were taken; takeOrNull returns null in this case",
                ended.getMessage());
        assertTrue(STM.snapshot(queue::isDrained));
    }

    /** To end at once, close and take what is left in one transaction: no consumer gets in between. */
    @ParameterizedTest
    @MethodSource("queues")
    void whatIsLeftIsReturnedByTheTransactionThatCloses(TransactionalQueue<Integer> queue) {
        STM.run(tx -> queue.putAll(tx, List.of(1, 2)));
        List<Integer> left = get(tx -> {
            queue.close(tx);
            return queue.takeAll(tx);
        });
        assertEquals(List.of(1, 2), left);
        assertTrue(STM.snapshot(queue::isDrained));
    }

    @ParameterizedTest
    @MethodSource("queues")
    void anUndoneCloseIsNone(TransactionalQueue<Integer> queue) {
        STM.run(tx -> tx.runOrElse(
                first -> {
                    queue.close(first);
                    first.retry();
                },
                second -> queue.put(second, 1)));
        assertFalse(STM.snapshot(queue::isClosed));
        assertEquals(List.of(1), queue.snapshot());
    }

    @ParameterizedTest
    @MethodSource("queues")
    void aPutWakesATransactionThatWaitsForSeveral(TransactionalQueue<Integer> queue) {
        TestThreads threads = new TestThreads();
        STM.run(tx -> queue.put(tx, 1));
        TestThreads.untilParked(
                threads.start(() -> assertEquals(List.of(1, 2), get(tx -> queue.takeBetween(tx, 2, 3)))));
        STM.run(tx -> queue.put(tx, 2));
        threads.join();
    }

    @ParameterizedTest
    @MethodSource("queues")
    @SuppressWarnings("NullAway") // it is refused, that is the test
    void uselessArgumentsAreRefusedAndChangeNothing(TransactionalQueue<Integer> queue) {
        assertThrows(NullPointerException.class, () -> STM.run(tx -> queue.putAll(tx, Arrays.asList(1, null))));
        assertThrows(NullPointerException.class, () -> STM.run(tx -> queue.offerAll(tx, Arrays.asList(1, null))));
        assertThrows(IllegalArgumentException.class, () -> STM.run(tx -> queue.takeUpTo(tx, -1)));
        assertThrows(IllegalArgumentException.class, () -> STM.run(tx -> queue.takeBetween(tx, -1, 2)));
        IllegalArgumentException swapped =
                assertThrows(IllegalArgumentException.class, () -> STM.run(tx -> queue.takeBetween(tx, 3, 2)));
        assertEquals("max must be at least 3, not 2", swapped.getMessage());
        assertEquals(List.of(), queue.snapshot());
    }

    @Test
    void moreElementsThanTheCapacityAreRefused() {
        TBoundedQueue<Integer> queue = TBoundedQueue.named("bounded", 2);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> STM.run(tx -> queue.putAll(tx, List.of(1, 2, 3))));
        assertEquals(
                "3 elements never fit into bounded, whose capacity is 2; offerAll adds as many as there is room for",
                refused.getMessage());
        assertEquals(2, number(tx -> queue.offerAll(tx, List.of(1, 2, 3))));
    }

    @ParameterizedTest
    @MethodSource("queues")
    void anIteratorIsRefusedAfterTheEndOfItsTransaction(TransactionalQueue<Integer> queue) {
        STM.run(tx -> queue.putAll(tx, List.of(1, 2)));
        Iterator<Integer> ofTransaction = get(queue::iterator);
        assertThrows(IllegalStateException.class, ofTransaction::hasNext);
        Iterator<Integer> ofSnapshot = STM.snapshot(queue::iterator);
        assertThrows(IllegalStateException.class, ofSnapshot::next);
    }

    /** A batch is put as a chain that no other transaction has seen: it conflicts with a take no more than one element. */
    @Test
    void aBatchAndATakeDoNotConflict() {
        TQueue<Integer> queue = TQueue.create();
        STM.run(tx -> queue.put(tx, 0));
        assertEquals(1, Attempts.of(tx -> queue.putAll(tx, Collections.nCopies(1_000, 1)), queue::take));
        assertEquals(1, Attempts.of(queue::take, queue::isClosed));
        assertEquals(999L, STM.snapshot(queue::size));
    }

    @ParameterizedTest
    @MethodSource("queues")
    void manyElementsGoThroughOneTransaction(TransactionalQueue<Integer> queue) {
        List<Integer> many = IntStream.range(0, 100_000).boxed().toList();
        AtomicInteger added = new AtomicInteger();
        STM.run(tx -> added.set(queue.offerAll(tx, many)));
        assertEquals(many.subList(0, added.get()), get(queue::takeAll));
    }
}
