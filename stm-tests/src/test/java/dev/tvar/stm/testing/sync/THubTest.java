package dev.tvar.stm.testing.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.collection.ClosedException;
import dev.tvar.stm.sync.THub;
import dev.tvar.stm.sync.TSubscription;
import dev.tvar.stm.testing.queue.Attempts;
import dev.tvar.stm.testing.queue.ModelProperty;
import dev.tvar.stm.testing.queue.SideBySide;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Group;
import org.junit.jupiter.api.Test;

class THubTest {
    private static final int CAPACITY = 3;

    @Group
    class UnboundedModel extends ModelProperty {
        @Override
        protected SideBySide<?> pair() {
            return new Hubs(THub.unbounded(), Integer.MAX_VALUE);
        }
    }

    @Group
    class BoundedModel extends ModelProperty {
        @Override
        protected SideBySide<?> pair() {
            return new Hubs(THub.bounded(CAPACITY), CAPACITY);
        }
    }

    /** Three subscriptions, of which the third is closed and opened again; in the model, a queue for each. */
    private static final class Hubs extends SideBySide<List<Deque<Integer>>> {
        private final THub<Integer> hub;
        private final int capacity;
        private final List<TSubscription<Integer>> subscriptions = new ArrayList<>();

        Hubs(THub<Integer> hub, int capacity) {
            super(List.of(new ArrayDeque<>(), new ArrayDeque<>()));
            this.hub = hub;
            this.capacity = capacity;
            STM.run(tx -> subscriptions.addAll(List.of(hub.subscribe(tx), hub.subscribe(tx))));
        }

        @Override
        protected List<Deque<Integer>> copy(List<Deque<Integer>> original) {
            return original.stream().<Deque<Integer>>map(ArrayDeque::new).toList();
        }

        @Override
        protected void step(Txn tx, int choice) {
            switch (choice % 5) {
                case 0, 1 -> publish(tx, choice);
                case 2 -> passBy(tx, choice);
                default ->
                    assertEquals(
                            model.get(choice % 2).poll(),
                            subscriptions.get(choice % 2).poll(tx));
            }
        }

        private void publish(Txn tx, int message) {
            boolean room = model.stream().mapToInt(Deque::size).max().orElse(0) < capacity;
            assertEquals(room, hub.tryPublish(tx, message));
            if (room) {
                model.forEach(inbox -> inbox.add(message));
            }
        }

        /** A subscriber that takes the next message only, and closes; the messages it has not taken occupy no capacity. */
        private void passBy(Txn tx, int choice) {
            TSubscription<Integer> guest = hub.subscribe(tx);
            assertTrue(guest.isEmpty(tx));
            int before = model.get(0).size();
            publish(tx, choice);
            if (model.get(0).size() > before && choice % 2 == 0) {
                assertEquals(choice, guest.take(tx));
            }
            guest.close(tx);
        }

        @Override
        protected void compare(ReadTxn tx) {
            for (int i = 0; i < 2; i++) {
                assertEquals(model.get(i).isEmpty(), subscriptions.get(i).isEmpty(tx));
            }
        }
    }

    @Test
    void everySubscriptionGetsEveryMessageInTheSameOrder() {
        for (THub<Integer> hub : List.of(THub.<Integer>unbounded(), THub.<Integer>bounded(8))) {
            int publishers = 3;
            int each = 3_000;
            List<TSubscription<Integer>> subscriptions = new ArrayList<>();
            List<List<Integer>> received = new ArrayList<>();
            TestThreads threads = new TestThreads();
            for (int s = 0; s < 3; s++) {
                TSubscription<Integer> mine = STM.<TSubscription<Integer>, RuntimeException>atomically(hub::subscribe);
                subscriptions.add(mine);
                List<Integer> messages = new ArrayList<>();
                received.add(messages);
                threads.start(() -> {
                    for (int i = 0; i < publishers * each; i++) {
                        messages.add(STM.<Integer, RuntimeException>atomically(mine::take));
                    }
                });
            }
            for (int p = 0; p < publishers; p++) {
                int first = p * each;
                threads.start(() -> {
                    for (int i = 0; i < each; i++) {
                        int message = first + i;
                        STM.run(tx -> hub.publish(tx, message));
                    }
                });
            }
            threads.join();
            assertEquals(received.get(0), received.get(1));
            assertEquals(received.get(0), received.get(2));
            for (int p = 0; p < publishers; p++) {
                int first = p * each;
                List<Integer> ofOne = received.get(0).stream()
                        .filter(m -> m >= first && m < first + each)
                        .toList();
                assertEquals(each, ofOne.size());
                assertEquals(ofOne.stream().sorted(Comparator.naturalOrder()).toList(), ofOne);
            }
            STM.run(tx -> subscriptions.forEach(s -> assertTrue(s.isEmpty(tx))));
        }
    }

    @Test
    void aLaterSubscriberGetsLaterMessagesOnly() {
        THub<String> hub = THub.bounded(1);
        STM.run(tx -> hub.publish(tx, "without subscribers"));
        STM.run(tx -> hub.publish(tx, "does not wait"));
        TSubscription<String> late = STM.<TSubscription<String>, RuntimeException>atomically(hub::subscribe);
        STM.run(tx -> assertNull(late.poll(tx)));
        STM.run(tx -> hub.publish(tx, "hello"));
        assertEquals("hello", STM.<String, RuntimeException>atomically(late::take));
    }

    @Test
    void aPublisherWaitsForTheSlowestSubscriberAndNotForClosedOnes() {
        THub<Integer> hub = THub.bounded(2);
        List<TSubscription<Integer>> both = STM.<List<TSubscription<Integer>>, RuntimeException>atomically(
                tx -> List.of(hub.subscribe(tx), hub.subscribe(tx)));
        TestThreads threads = new TestThreads();
        Thread publisher = threads.start(() -> {
            for (int i = 0; i < 6; i++) {
                int message = i;
                STM.run(tx -> hub.publish(tx, message));
            }
        });
        TestThreads.untilParked(publisher);
        STM.run(tx -> assertEquals(0, both.get(0).take(tx)));
        STM.run(tx -> assertEquals(1, both.get(0).take(tx)));
        STM.run(tx -> assertNull(both.get(0).poll(tx)));
        STM.run(tx -> both.get(1).close(tx));
        threads.start(() -> {
            for (int i = 2; i < 6; i++) {
                assertEquals(i, STM.<Integer, RuntimeException>atomically(both.get(0)::take));
            }
        });
        threads.join();
    }

    @Test
    void readersOfDifferentSubscriptionsDoNotConflict() {
        THub<Integer> hub = THub.unbounded();
        List<TSubscription<Integer>> both = STM.<List<TSubscription<Integer>>, RuntimeException>atomically(
                tx -> List.of(hub.subscribe(tx), hub.subscribe(tx)));
        STM.run(tx -> hub.publish(tx, 1));
        assertEquals(1, Attempts.of(both.get(0)::take, both.get(1)::take));
    }

    @Test
    @SuppressWarnings("NullAway") // it is refused, that is the test
    void misuseIsRefused() {
        THub<String> hub = THub.unbounded();
        TSubscription<String> closed = STM.<TSubscription<String>, RuntimeException>atomically(hub::subscribe);
        STM.run(closed::close);
        STM.run(closed::close);
        assertThrows(IllegalStateException.class, () -> STM.run(closed::take));
        assertThrows(NullPointerException.class, () -> STM.run(tx -> hub.publish(tx, null)));
        assertThrows(IllegalArgumentException.class, () -> THub.bounded(0));
    }

    @Test
    void aDroppingSubscriptionKeepsTheOldestAndASlidingOneTheNewest() {
        THub<Integer> hub = THub.bounded(1); // which neither of them makes wait
        TSubscription<Integer> dropping = subscribed(tx -> hub.subscribeDropping(tx, 2));
        TSubscription<Integer> sliding = subscribed(tx -> hub.subscribeSliding(tx, 2));
        for (int i = 1; i <= 5; i++) {
            int message = i;
            STM.run(tx -> hub.publish(tx, message));
        }
        STM.run(tx -> {
            assertEquals(List.of(1, 2), List.of(dropping.take(tx), dropping.take(tx)));
            assertEquals(List.of(4, 5), List.of(sliding.take(tx), sliding.take(tx)));
            assertEquals(List.of(3L, 3L), List.of(dropping.dropped(tx), sliding.dropped(tx)));
            assertTrue(dropping.isEmpty(tx));
        });
        STM.run(dropping::close);
        STM.run(tx -> hub.publish(tx, 6));
        assertThrows(ClosedException.class, () -> STM.run(dropping::isEmpty));
        assertEquals(6, STM.<Integer, RuntimeException>atomically(sliding::take));
    }

    private static TSubscription<Integer> subscribed(TxnBody<TSubscription<Integer>, RuntimeException> how) {
        return STM.atomically(how);
    }

    @Test
    void theEndOfAHubReachesPublishersAndSubscribersThatWait() {
        THub<Integer> hub = THub.bounded(1);
        TSubscription<Integer> slow = subscribed(hub::subscribe);
        TSubscription<Integer> lossy = subscribed(tx -> hub.subscribeSliding(tx, 1));
        STM.run(tx -> hub.publish(tx, 1));
        STM.run(tx -> assertEquals(1, lossy.take(tx)));
        TestThreads threads = new TestThreads();
        List<Thread> waiting = List.of(
                threads.start(() -> assertThrows(ClosedException.class, () -> STM.run(tx -> hub.publish(tx, 2)))),
                threads.start(() -> assertThrows(ClosedException.class, () -> STM.run(lossy::take))));
        waiting.forEach(TestThreads::untilParked);
        STM.run(hub::close);
        threads.join();
        STM.run(tx -> {
            assertTrue(hub.isClosed(tx));
            assertTrue(!hub.tryPublish(tx, 3));
            assertEquals(1, slow.takeOrNull(tx));
            assertNull(slow.takeOrNull(tx));
            assertNull(hub.subscribe(tx).takeOrNull(tx));
        });
    }

    /** What a lossy subscription delivers is increasing, and together with what it lost it is everything. */
    @Test
    void nothingIsLostUnseen() {
        THub<Integer> hub = THub.unbounded();
        List<TSubscription<Integer>> lossy =
                List.of(subscribed(tx -> hub.subscribeDropping(tx, 3)), subscribed(tx -> hub.subscribeSliding(tx, 3)));
        int messages = 3_000;
        TestThreads threads = new TestThreads();
        for (TSubscription<Integer> subscription : lossy) {
            threads.start(() -> {
                int last = -1;
                int got = 0;
                for (boolean more = true; more; got++) {
                    int before = last;
                    last = STM.<Integer, RuntimeException>atomically(tx -> {
                        Integer next = subscription.takeOrNull(tx);
                        return next == null ? messages : next;
                    });
                    assertTrue(last > before);
                    more = last < messages;
                }
                assertEquals(messages, got - 1 + STM.<Long, RuntimeException>snapshot(subscription::dropped));
            });
        }
        threads.start(() -> {
            for (int i = 0; i < messages; i++) {
                int message = i;
                STM.run(tx -> hub.publish(tx, message));
            }
            STM.run(hub::close);
        });
        threads.join();
    }
}
