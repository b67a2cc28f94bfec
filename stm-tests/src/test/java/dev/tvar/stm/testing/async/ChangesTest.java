package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Change;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A subscriber receives the present value and each different one for which it has asked; never an old one, and always the newest. */
class ChangesTest extends Streams {
    // ---- which values

    @Test
    void firstThePresentValueThenEachDifferentOne() {
        Collector<Long> seen = Collector.of(changesOf(to), NO_LIMIT);
        queue.runAll();
        assertEquals(List.of(0L), seen.items);
        for (int i = 0; i < 3; i++) {
            transfer(10);
            queue.runAll();
        }
        assertEquals(List.of(0L, 10L, 20L, 30L), seen.items);
        seen.subscription().cancel();
    }

    @Test
    void anEqualValueIsNoChange() {
        Flow.Publisher<Boolean> rich = STM.changes(tx -> from.get(tx) >= 50, Object::equals, queue);
        Collector<Boolean> seen = Collector.of(rich, NO_LIMIT);
        for (int i = 0; i < 10; i++) {
            queue.runAll();
            transfer(10);
        }
        queue.runAll();
        assertEquals(List.of(true, false), seen.items);
        seen.subscription().cancel();
    }

    @Test
    void aGivenTestDecidesWhatIsTheSame() {
        Flow.Publisher<Long> tens = STM.changes(to::get, (last, now) -> last / 10 == now / 10, queue);
        Collector<Long> seen = Collector.of(tens, NO_LIMIT);
        for (int i = 0; i < 25; i++) {
            queue.runAll();
            transfer(1);
        }
        queue.runAll();
        assertEquals(List.of(0L, 10L, 20L), seen.items);
        seen.subscription().cancel();
    }

    @Test
    void underBackPressureTheNewestValueIsDelivered() {
        Collector<Long> seen = Collector.of(changesOf(to), 1);
        queue.runAll();
        for (int i = 0; i < 5; i++) {
            transfer(10);
            assertEquals(0, queue.runAll(), "no demand, no work");
        }
        seen.subscription().request(1);
        queue.runAll();
        assertEquals(List.of(0L, 50L), seen.items);
        seen.subscription().cancel();
    }

    @Test
    void aChangeBetweenTheRequestAndTheValueIsNotMissed() {
        Collector<Long> seen = Collector.of(changesOf(to), 0);
        queue.runAll();
        transfer(1);
        seen.subscription().request(2);
        transfer(1);
        queue.runAll();
        transfer(1);
        transfer(1);
        queue.runAll();
        assertEquals(List.of(2L, 4L), seen.items);
        seen.subscription().cancel();
    }

    @Test
    void valuesOfSeveralVariablesBelongToOneInstant() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        CountDownLatch newest = new CountDownLatch(1);
        List<Long> totals = Collections.synchronizedList(new ArrayList<>());
        STM.changes(tx -> List.of(from.get(tx), to.get(tx)), Object::equals, pool)
                .subscribe(new Collector<>(NO_LIMIT) {
                    @Override
                    public void onNext(List<Long> pair) {
                        totals.add(pair.get(0) + pair.get(1));
                        if (pair.get(1) == 1_000) {
                            subscription().cancel();
                            newest.countDown();
                        }
                    }
                });
        for (int i = 0; i < 1_000; i++) {
            transfer(1);
        }
        TestThreads.await(newest);
        assertTrue(totals.stream().allMatch(total -> total == 100));
        TestThreads.until("the stream has left", () -> Internals.waiters(from) + Internals.waiters(to) == 0);
        pool.shutdown();
    }

    @Test
    void withVersionsASubscriberKnowsHowManyItSkipped() {
        TLong version = TLong.of(7);
        TVar<String> book = TVar.watched("book", "", tx -> version.add(tx, 1));
        Collector<Change<String>> seen = Collector.of(STM.versionedChanges(version::get, book::get, queue), 1);
        queue.runAll();
        for (String page : List.of("a", "b", "c", "c")) {
            STM.run(tx -> book.set(tx, page));
        }
        seen.subscription().request(NO_LIMIT);
        queue.runAll();
        STM.run(tx -> book.set(tx, "c"));
        queue.runAll();
        assertEquals(List.of(new Change<>("", 7, 0), new Change<>("c", 11, 3), new Change<>("c", 12, 0)), seen.items);
        seen.subscription().cancel();
        assertEquals(0, Internals.waiters(version) + Internals.waiters(book));
    }

    // ---- the end

    @Test
    void aCancelledStreamLeavesTheVariablesAtOnce() {
        Collector<Long> seen = Collector.of(changesOf(to), NO_LIMIT);
        queue.runAll();
        assertEquals(1, Internals.waiters(to));
        seen.subscription().cancel();
        assertEquals(0, Internals.waiters(to));
        transfer(1);
        seen.subscription().request(1);
        assertEquals(0, queue.runAll());
        assertEquals(1, seen.items.size());
    }

    @Test
    void aBodyThatThrowsEndsTheStreamWithoutDemand() {
        IOException thrown = new IOException("a checked one");
        Collector<Object> seen = Collector.of(
                STM.changes(
                        tx -> {
                            throw thrown;
                        },
                        Object::equals,
                        queue),
                0);
        queue.runAll();
        assertSame(thrown, seen.failure);
    }

    @Test
    void aBodyThatThrowsLaterEndsTheStreamAfterItsItems() {
        Collector<Long> seen = Collector.of(STM.changes(tx -> 100 / from.get(tx), Object::equals, queue), NO_LIMIT);
        queue.runAll();
        transfer(100);
        queue.runAll();
        assertEquals(List.of(1L), seen.items);
        assertTrue(seen.failure instanceof ArithmeticException);
        transfer(1);
        assertEquals(0, queue.runAll());
    }

    @Test
    void aBodyThatReturnsNullEndsTheStream() {
        Collector<String> seen = Collector.of(STM.changes(tx -> absent(), Object::equals, queue), 1);
        queue.runAll();
        assertTrue(seen.failure instanceof NullPointerException);
    }

    @Test
    void aBodyThatReadsNoVariableHasOneValue() {
        Collector<String> seen = Collector.of(STM.changes(tx -> "constant", Object::equals, queue), 5);
        queue.runAll();
        assertEquals(List.of("constant"), seen.items);
        assertTrue(seen.completed);
    }

    @Test
    void aValueThatCannotChangeWaitsForTheRequest() {
        Collector<String> seen = Collector.of(STM.changes(tx -> "constant", Object::equals, queue), 0);
        queue.runAll();
        assertFalse(seen.completed);
        seen.subscription().request(1);
        queue.runAll();
        assertEquals(List.of("constant"), seen.items);
        assertTrue(seen.completed);
    }

    @Test
    void aRequestThatIsNotPositiveEndsTheStream() {
        for (long count : new long[] {0, -1, Long.MIN_VALUE}) {
            Collector<Long> waiting = Collector.of(changesOf(to), NO_LIMIT);
            queue.runAll();
            waiting.subscription().request(count);
            assertTrue(waiting.failure instanceof IllegalArgumentException, "while it waits for a change");
            Collector<Long> resting = Collector.of(changesOf(to), 0);
            queue.runAll();
            resting.subscription().request(count);
            assertTrue(resting.failure instanceof IllegalArgumentException, "while it waits for demand");
            Collector<Long> starting = Collector.of(changesOf(to), 0);
            starting.subscription().request(count);
            queue.runAll();
            assertTrue(starting.failure instanceof IllegalArgumentException, "before it has begun");
            Collector<Long> atOnce = new Collector<>(0) {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    given.request(count);
                }
            };
            changesOf(to).subscribe(atOnce);
            assertEquals(0, queue.runAll());
            assertTrue(atOnce.failure instanceof IllegalArgumentException, "while it is introduced");
        }
    }

    @Test
    void anExecutorThatRefusesEndsTheStream() {
        RejectedExecutionException refusal = new RejectedExecutionException("shut down");
        Collector<Long> seen = Collector.of(
                STM.changes(to::get, Object::equals, task -> {
                    throw refusal;
                }),
                1);
        assertSame(refusal, seen.failure);
    }

    // ---- many, and the short form

    @Test
    void manyStreamsFollowOneVariable() {
        List<Collector<Long>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(Collector.of(changesOf(to), NO_LIMIT));
        }
        queue.runAll();
        transfer(1);
        queue.runAll();
        assertTrue(all.stream().allMatch(seen -> seen.items.equals(List.of(0L, 1L))));
        all.forEach(seen -> seen.subscription().cancel());
    }

    @Test
    void theShortFormRunsOnThreadsOfTheJdk() {
        CountDownLatch newest = new CountDownLatch(2);
        AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
        STM.changes(to::get).subscribe(new Collector<>(NO_LIMIT) {
            @Override
            public void onNext(Long item) {
                thread.set(Thread.currentThread());
                newest.countDown();
                if (item == 1) {
                    subscription().cancel();
                }
            }
        });
        TestThreads.until("the first value was delivered", () -> newest.getCount() == 1);
        transfer(1);
        TestThreads.await(newest);
        assertFalse(Thread.currentThread() == thread.get());
        TestThreads.until("the stream has left", () -> Internals.waiters(to) == 0);
    }

    @Test
    void nullsAreRefused() {
        assertThrows(NullPointerException.class, () -> STM.changes(absent()));
        assertThrows(NullPointerException.class, () -> STM.changes(to::get, absent(), queue));
        assertThrows(NullPointerException.class, () -> STM.changes(to::get, Object::equals, absent()));
        assertThrows(NullPointerException.class, () -> STM.versionedChanges(absent(), to::get, queue));
        assertThrows(NullPointerException.class, () -> STM.versionedChanges(to::get, absent(), queue));
        assertThrows(NullPointerException.class, () -> changesOf(to).subscribe(absent()));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // that is the test
    private static <T> T absent() {
        return null;
    }
}
