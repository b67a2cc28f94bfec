package dev.tvar.stm.testing.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A subscriber that throws, cancels, is slow or changes what it follows harms no other thread and no other subscriber. */
class SubscribersTest extends Streams {
    private static Executor inTheCallingThread() {
        return Runnable::run;
    }

    @Test
    void aSubscriberThatThrowsHarmsNobodyElse() {
        AtomicReference<@Nullable Throwable> reported = new AtomicReference<>();
        IllegalStateException thrown = new IllegalStateException("cannot paint");
        Flow.Publisher<Long> changes = STM.changes(to::get, Object::equals, inTheCallingThread());
        TestThreads.elsewhere(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, t) -> reported.set(t));
            Collector<Long> good = Collector.of(changes, NO_LIMIT);
            changes.subscribe(new Collector<>(NO_LIMIT) {
                @Override
                public void onNext(Long item) {
                    if (item > 0) {
                        throw thrown;
                    }
                }
            });
            transfer(1);
            transfer(1);
            assertSame(thrown, reported.get());
            assertEquals(List.of(0L, 1L, 2L), good.items);
            assertEquals(1, Internals.waiters(to));
            good.subscription().cancel();
        });
    }

    @Test
    void aSubscriberThatCancelsInOnNextReceivesNoMore() {
        Collector<Long> once = new Collector<>(NO_LIMIT) {
            @Override
            public void onNext(Long item) {
                super.onNext(item);
                subscription().cancel();
                subscription().request(5);
            }
        };
        changesOf(to).subscribe(once);
        queue.runAll();
        transfer(1);
        assertEquals(0, queue.runAll());
        assertEquals(List.of(0L), once.items);
    }

    @Test
    void aSlowSubscriberDelaysNoWriterAndNoOtherSubscriber() {
        ExecutorService slow = Executors.newSingleThreadExecutor();
        CountDownLatch painting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch newest = new CountDownLatch(1);
        STM.changes(to::get, Object::equals, slow).subscribe(new Collector<>(NO_LIMIT) {
            @Override
            public void onNext(Long item) {
                painting.countDown();
                TestThreads.await(goOn);
                if (item == 50) {
                    subscription().cancel();
                    newest.countDown();
                }
            }
        });
        TestThreads.await(painting);
        Collector<Long> quick = Collector.of(changesOf(to), NO_LIMIT);
        for (int i = 0; i < 50; i++) {
            queue.runAll();
            transfer(1);
        }
        queue.runAll();
        assertEquals(51, quick.items.size());
        quick.subscription().cancel();
        goOn.countDown();
        TestThreads.await(newest);
        TestThreads.until("the stream has left", () -> Internals.waiters(to) == 0);
        slow.shutdown();
    }

    /** Each item changes the variable: a stream on the calling thread must not nest its items. */
    @Test
    void aSubscriberThatChangesTheValueItselfNeedsNoStack() {
        long last = 50_000;
        Collector<Long> seen = new Collector<>(NO_LIMIT) {
            @Override
            public void onNext(Long item) {
                super.onNext(item);
                if (item < last) {
                    STM.run(tx -> to.add(tx, 1));
                } else {
                    subscription().cancel();
                }
            }
        };
        STM.changes(to::get, Object::equals, inTheCallingThread()).subscribe(seen);
        assertEquals(last + 1, seen.items.size());
    }

    @Test
    void aSubscriberThatThrowsAtTheEndIsReported() {
        AtomicReference<@Nullable Throwable> reported = new AtomicReference<>();
        IllegalStateException thrown = new IllegalStateException("cannot close");
        class Broken<T> extends Collector<T> {
            Broken() {
                super(1);
            }

            @Override
            public void onError(Throwable failure) {
                throw thrown;
            }

            @Override
            public void onComplete() {
                throw thrown;
            }
        }
        TestThreads.elsewhere(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, t) -> reported.set(t));
            STM.changes(tx -> "constant", Object::equals, inTheCallingThread()).subscribe(new Broken<>());
            assertSame(thrown, reported.getAndSet(null));
            STM.changes(tx -> 1 / (to.get(tx) - to.get(tx)), Object::equals, inTheCallingThread())
                    .subscribe(new Broken<>());
            assertSame(thrown, reported.get());
        });
    }

    @Test
    void aSubscriberThatThrowsInOnSubscribeIsDropped() {
        AtomicReference<@Nullable Throwable> reported = new AtomicReference<>();
        TestThreads.elsewhere(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, t) -> reported.set(t));
            Collector<Long> broken = new Collector<>(0) {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    throw new IllegalStateException("no subscriber");
                }
            };
            changesOf(to).subscribe(broken);
            assertTrue(String.valueOf(reported.get()).contains("no subscriber"), () -> "reported: " + reported);
            queue.runAll();
            assertTrue(broken.items.isEmpty());
        });
    }

    @Test
    void anEndedStreamHoldsNoSubscriber() {
        Internals.untilCollected(cancelled());
    }

    private WeakReference<Object> cancelled() {
        Collector<Long> seen = Collector.of(changesOf(to), NO_LIMIT);
        queue.runAll();
        seen.subscription().cancel();
        return new WeakReference<>(seen);
    }
}
