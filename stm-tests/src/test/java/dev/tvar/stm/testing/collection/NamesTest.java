package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TLongArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.sync.TBarrier;
import dev.tvar.stm.sync.TCountDownLatch;
import dev.tvar.stm.sync.THub;
import dev.tvar.stm.sync.TMVar;
import dev.tvar.stm.sync.TPromise;
import dev.tvar.stm.sync.TReadWriteLock;
import dev.tvar.stm.sync.TSemaphore;
import dev.tvar.stm.sync.TSubscription;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Collections and synchronisers with names: {@code toString}, and the names in exceptions. */
class NamesTest {
    private static final TxnExecutor ONCE = STM.with(TxnOptions.defaults().withMaxAttempts(1));

    /** A structure with a name, a wait on it, and a change with which the wait conflicts. */
    private record Named<S>(S structure, Consumer<Txn> use, TxnAction<RuntimeException> change) {
        @Override
        public String toString() {
            return structure.getClass().getSimpleName();
        }

        static <S> Named<S> of(Function<String, S> factory, Use<S> use, Use<S> change) {
            S structure = factory.apply("orders");
            return new Named<>(structure, tx -> use.on(structure, tx), tx -> change.on(structure, tx));
        }
    }

    private interface Use<S> {
        void on(S structure, Txn tx);
    }

    static Stream<Named<?>> named() {
        return Stream.of(
                Named.of(TQueue::<Integer>named, (queue, tx) -> queue.poll(tx), (queue, tx) -> queue.put(tx, 1)),
                Named.of(
                        name -> TBoundedQueue.<Integer>named(name, 3),
                        (queue, tx) -> queue.poll(tx),
                        (queue, tx) -> queue.put(tx, 1)),
                Named.of(
                        TDeque::<Integer>named,
                        (deque, tx) -> deque.pollLast(tx),
                        (deque, tx) -> deque.putFirst(tx, 1)),
                Named.of(
                        TPriorityQueue::<Integer>named, (queue, tx) -> queue.poll(tx), (queue, tx) -> queue.put(tx, 1)),
                Named.of(TMap::<Integer, Integer>named, (map, tx) -> map.get(tx, 1), (map, tx) -> map.put(tx, 1, 1)),
                Named.of(
                        TSortedMap::<Integer, Integer>named,
                        (map, tx) -> map.get(tx, 1),
                        (map, tx) -> map.put(tx, 1, 1)),
                Named.of(TSet::<Integer>named, (set, tx) -> set.contains(tx, 1), (set, tx) -> set.add(tx, 1)),
                Named.of(
                        name -> TArray.named(name, 20, 0),
                        (array, tx) -> array.get(tx, 19),
                        (array, tx) -> array.set(tx, 18, 1)),
                Named.of(
                        name -> TLongArray.named(name, 20),
                        (array, tx) -> array.get(tx, 19),
                        (array, tx) -> array.set(tx, 18, 1)),
                Named.of(
                        name -> TSemaphore.named(name, 0),
                        TSemaphore::tryAcquire,
                        (permits, tx) -> permits.release(tx)),
                Named.of(
                        name -> TSemaphore.namedFair(name, 0),
                        TSemaphore::tryAcquire,
                        (permits, tx) -> permits.release(tx)),
                Named.of(TReadWriteLock::named, TReadWriteLock::tryAcquireRead, TReadWriteLock::tryAcquireWrite),
                Named.of(name -> TCountDownLatch.named(name, 1), TCountDownLatch::tryAwait, TCountDownLatch::countDown),
                Named.of(
                        name -> TBarrier.named(name, 2),
                        (barrier, tx) -> barrier.arrive(tx),
                        (barrier, tx) -> barrier.arrive(tx)),
                Named.of(TPromise::<Integer>named, TPromise::isDone, (promise, tx) -> promise.complete(tx, 1)),
                Named.of(TMVar::<Integer>named, (place, tx) -> place.tryTake(tx), (place, tx) -> place.put(tx, 1)),
                Named.of(
                        name -> TMVar.named(name, 1),
                        (place, tx) -> place.tryTake(tx),
                        (place, tx) -> place.swap(tx, 2)),
                Named.of(THub::<Integer>namedUnbounded, THub::subscribe, (hub, tx) -> hub.publish(tx, 1)),
                Named.of(
                        name -> THub.<Integer>namedBounded(name, 3), (hub, tx) -> hub.publish(tx, 1), THub::subscribe));
    }

    @ParameterizedTest
    @MethodSource("named")
    void theNameIsShown(Named<?> named) {
        assertEquals("orders", named.structure().toString());
    }

    /** Every variable that a transaction awaits or loses an attempt over has a name that begins with that of the structure. */
    @ParameterizedTest
    @MethodSource("named")
    void awaitedVariablesCarryTheName(Named<?> named) {
        TooManyAttemptsException waits = assertThrows(
                TooManyAttemptsException.class,
                () -> ONCE.run(tx -> {
                    named.use().accept(tx);
                    tx.retry();
                }));
        hasTheName(waits.contended());
    }

    @ParameterizedTest
    @MethodSource("named")
    void conflictingVariablesCarryTheName(Named<?> named) {
        TooManyAttemptsException lost = assertThrows(
                TooManyAttemptsException.class,
                () -> ONCE.run(tx -> {
                    named.use().accept(tx);
                    TVar.of(0).set(tx, 1); // a reader is serialised before the change
                    TestThreads.elsewhere(() -> STM.run(named.change()));
                }));
        hasTheName(lost.contended());
    }

    private static void hasTheName(List<String> contended) {
        assertFalse(contended.isEmpty());
        assertTrue(contended.stream().allMatch(variable -> variable.startsWith("orders")), contended::toString);
    }

    @Test
    void aTimeoutSaysWhichQueueWasEmpty() {
        TQueue<String> queue = TQueue.named("orders");
        TxnExecutor hasty = STM.with(TxnOptions.defaults().withTimeout(Duration.ofMillis(1)));
        TxnTimeoutException timeout = assertThrows(TxnTimeoutException.class, () -> hasty.run(queue::take));
        assertTrue(
                String.valueOf(timeout.getMessage()).endsWith("waited for orders.front, orders.back"),
                timeout::toString);
    }

    @Test
    void aSubscriptionHasTheNameOfItsHub() {
        THub<String> hub = THub.namedUnbounded("news");
        TSubscription<String> subscription = STM.<TSubscription<String>, RuntimeException>atomically(hub::subscribe);
        TooManyAttemptsException waits =
                assertThrows(TooManyAttemptsException.class, () -> ONCE.run(subscription::take));
        assertEquals(List.of("news.position", "news.next", "news.end"), waits.contended());
    }

    @Test
    void withoutANameTheTypeIsShown() {
        assertTrue(TQueue.create().toString().startsWith(TQueue.class.getName() + "@"));
        assertTrue(TSet.create().toString().startsWith(TSet.class.getName() + "@"));
    }

    @Test
    @SuppressWarnings("NullAway") // it is refused, that is the test
    void aNameOfNullIsRefused() {
        String none = null;
        for (Runnable factory : List.<Runnable>of(
                () -> TQueue.named(none),
                () -> TBoundedQueue.named(none, 1),
                () -> TDeque.named(none),
                () -> TPriorityQueue.<Integer>named(none),
                () -> TMap.named(none),
                () -> TSortedMap.<Integer, Integer>named(none),
                () -> TSet.named(none),
                () -> TArray.named(none, 1, 1),
                () -> TLongArray.named(none, 1),
                () -> TSemaphore.named(none, 1),
                () -> TSemaphore.namedFair(none, 1),
                () -> TReadWriteLock.named(none),
                () -> TCountDownLatch.named(none, 1),
                () -> TBarrier.named(none, 1),
                () -> TPromise.named(none),
                () -> TMVar.named(none),
                () -> THub.namedUnbounded(none),
                () -> THub.namedBounded(none, 1))) {
            assertThrows(NullPointerException.class, factory::run);
        }
    }
}
