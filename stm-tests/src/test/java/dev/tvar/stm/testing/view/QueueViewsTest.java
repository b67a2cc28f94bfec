package dev.tvar.stm.testing.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.ListFeature;
import dev.tvar.stm.STM;
import dev.tvar.stm.collection.ClosedException;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TList;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import junit.framework.TestSuite;
import org.junit.jupiter.api.Test;

/** The views of queues, deques and lists do all that {@code java.util} promises, and wait as {@code java.util.concurrent} does. */
class QueueViewsTest {
    private static TestSuite queueSuite(String name, Supplier<Queue<String>> queues, Feature<?>... more) {
        return QueueTestSuiteBuilder.using(new TestStringQueueGenerator() {
                    @Override
                    protected Queue<String> create(String[] elements) {
                        Queue<String> queue = queues.get();
                        queue.addAll(Arrays.asList(elements));
                        return queue;
                    }
                })
                .named(name)
                .withFeatures(CollectionFeature.GENERAL_PURPOSE, CollectionSize.ANY)
                .withFeatures(more)
                .createTestSuite();
    }

    @Test
    void everyQueueIsABlockingQueue() {
        Feature<?> inOrder = CollectionFeature.KNOWN_ORDER;
        GuavaSuite.passes(queueSuite("TQueue", () -> TQueue.<String>create().asQueue(), inOrder));
        GuavaSuite.passes(queueSuite(
                "TBoundedQueue", () -> TBoundedQueue.<String>create(100).asQueue(), inOrder));
        GuavaSuite.passes(queueSuite(
                "TPriorityQueue", () -> TPriorityQueue.<String>create().asQueue()));
    }

    @Test
    void aDequeIsAQueue() {
        GuavaSuite.passes(queueSuite("TDeque", () -> TDeque.<String>create().asDeque(), CollectionFeature.KNOWN_ORDER));
    }

    @Test
    void aListIsAList() {
        GuavaSuite.passes(listSuite("TList", TList::<String>create));
    }

    private static TestSuite listSuite(String name, Supplier<TList<String>> lists) {
        return ListTestSuiteBuilder.using(new TestStringListGenerator() {
                    @Override
                    protected List<String> create(String[] elements) {
                        List<String> list = lists.get().asList();
                        list.addAll(Arrays.asList(elements));
                        return list;
                    }
                })
                .named(name)
                .withFeatures(ListFeature.GENERAL_PURPOSE, CollectionFeature.ALLOWS_NULL_VALUES, CollectionSize.ANY)
                .createTestSuite();
    }

    /** A queue whose {@code poll} takes the last element. */
    private static final class Reversed extends LinkedList<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String poll() {
            return isEmpty() ? super.poll() : removeLast();
        }
    }

    @Test
    void theSuiteFindsAWrongQueue() {
        assertThrows(
                AssertionError.class,
                () -> GuavaSuite.passes(queueSuite("wrong", Reversed::new, CollectionFeature.KNOWN_ORDER)));
    }

    /** Calls at random on both deques. */
    @Test
    void aDequeViewAnswersAsItsModel() {
        List<Function<BlockingDeque<Integer>, Object>> calls = List.of(
                d -> d.offerFirst(1),
                d -> d.offerLast(2),
                d -> d.offerLast(1),
                BlockingDeque::size,
                d -> "" + d.pollFirst(),
                d -> "" + d.pollLast(),
                d -> "" + d.peekFirst(),
                d -> "" + d.peekLast(),
                d -> d.removeFirstOccurrence(1),
                d -> d.removeLastOccurrence(1),
                d -> d.removeLastOccurrence(7),
                d -> List.copyOf(d),
                d -> backwards(d),
                d -> d.contains(2),
                d -> removedFromTheEnd(d));
        Random random = new Random(20261128);
        for (int round = 0; round < 50; round++) {
            BlockingDeque<Integer> deque = TDeque.<Integer>create().asDeque();
            BlockingDeque<Integer> model = new LinkedBlockingDeque<>();
            for (int i = 0; i < 40; i++) {
                Function<BlockingDeque<Integer>, Object> call = calls.get(random.nextInt(calls.size()));
                assertEquals(call.apply(model), call.apply(deque));
            }
        }
    }

    private static List<Integer> backwards(BlockingDeque<Integer> deque) {
        List<Integer> reversed = new ArrayList<>();
        deque.descendingIterator().forEachRemaining(reversed::add);
        return reversed;
    }

    private static List<Integer> removedFromTheEnd(BlockingDeque<Integer> deque) {
        Iterator<Integer> elements = deque.descendingIterator();
        if (elements.hasNext()) {
            elements.next();
            elements.remove();
        }
        return List.copyOf(deque);
    }

    @Test
    void callsThatWaitAreWokenEndedInterruptedOrTimedOut() throws InterruptedException {
        TBoundedQueue<Integer> bounded = TBoundedQueue.create(1);
        BlockingQueue<Integer> queue = bounded.asQueue();
        assertNull(queue.poll(1, TimeUnit.MILLISECONDS));
        TestThreads threads = new TestThreads();
        TestThreads.untilParked(threads.start(() -> assertEquals(1, waiting(queue::take))));
        assertTrue(queue.offer(1, 1, TimeUnit.HOURS));
        threads.join();
        queue.put(2);
        assertFalse(queue.offer(3, 1, TimeUnit.MILLISECONDS));
        assertEquals(0, queue.remainingCapacity());
        assertThrows(IllegalStateException.class, () -> queue.add(3));
        TestThreads.untilParked(threads.start(() -> waiting(() -> {
            queue.put(3);
            return 0;
        })));
        List<Integer> drained = new ArrayList<>();
        assertEquals(1, queue.drainTo(drained));
        threads.join();
        assertEquals(3, queue.take());
        Thread interrupted = threads.start(() -> assertThrows(InterruptedException.class, queue::take));
        TestThreads.untilParked(interrupted);
        interrupted.interrupt();
        threads.join();
        TestThreads.untilParked(threads.start(() -> assertThrows(ClosedException.class, queue::take)));
        STM.run(bounded::close);
        threads.join();
        assertNull(queue.poll(1, TimeUnit.HOURS));
        assertFalse(queue.offer(4, 1, TimeUnit.HOURS));
    }

    /** A call that waits. */
    private interface Waiting<T> {
        T call() throws InterruptedException;
    }

    private static <T> T waiting(Waiting<T> call) {
        try {
            return call.call();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Two views in one transaction: the element moves, or nothing happens. */
    @Test
    void callsInsideATransactionArePartOfIt() {
        BlockingQueue<Integer> from = TQueue.<Integer>create().asQueue();
        BlockingDeque<Integer> to = TDeque.<Integer>create().asDeque();
        from.add(1);
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    to.addFirst(from.remove());
                    throw new IllegalStateException("changed its mind");
                }));
        assertEquals(List.of(1), List.copyOf(from));
        STM.run(tx -> to.addFirst(from.remove()));
        assertEquals(List.of(1), List.copyOf(to));
    }
}
