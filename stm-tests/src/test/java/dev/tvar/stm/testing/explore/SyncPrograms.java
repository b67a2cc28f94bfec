package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.sync.TBarrier;
import dev.tvar.stm.sync.TCountDownLatch;
import dev.tvar.stm.sync.THub;
import dev.tvar.stm.sync.TMVar;
import dev.tvar.stm.sync.TPromise;
import dev.tvar.stm.sync.TReadWriteLock;
import dev.tvar.stm.sync.TSemaphore;
import dev.tvar.stm.sync.TSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Small programs on synchronisers, and the properties that must hold in each of their schedules. */
public enum SyncPrograms implements Supplier<Scenario> {
    /** One permit, two threads that acquire it, and a check that they never hold it together. */
    A_PERMIT_IS_NEVER_HELD_TWICE {
        @Override
        public Scenario get() {
            TSemaphore semaphore = TSemaphore.of(1);
            Inside inside = new Inside(1);
            Scenario.Body visit = () -> {
                STM.run(semaphore::acquire);
                inside.visit();
                STM.run(semaphore::release);
            };
            return new Scenario()
                    .thread("one", visit)
                    .thread("two", visit)
                    .atTheEnd(() -> assertEquals(1, STM.snapshot(semaphore::available)));
        }
    },

    /** The same with three threads and a fair semaphore, whose queue forgets no thread. */
    A_FAIR_PERMIT_IS_NEVER_HELD_TWICE {
        @Override
        public Scenario get() {
            TSemaphore semaphore = TSemaphore.fair(1);
            Inside inside = new Inside(1);
            Scenario.Body visit = () -> {
                semaphore.acquireInTurn(1);
                inside.visit();
                STM.run(semaphore::release);
            };
            return new Scenario()
                    .thread("one", visit)
                    .thread("two", visit)
                    .thread("three", visit)
                    .atTheEnd(() -> assertEquals(1, STM.snapshot(semaphore::available)));
        }
    },

    /** A writer is alone, a reader is not. */
    A_WRITER_IS_ALONE {
        @Override
        public Scenario get() {
            TReadWriteLock lock = TReadWriteLock.create();
            AtomicInteger readers = new AtomicInteger();
            AtomicInteger writers = new AtomicInteger();
            Scenario.Body read = () -> {
                STM.run(lock::acquireRead);
                readers.incrementAndGet();
                Explorer.point("read");
                assertEquals(0, writers.get(), "writers during a read");
                readers.decrementAndGet();
                STM.run(lock::releaseRead);
            };
            return new Scenario()
                    .thread("reader", read)
                    .thread("other", read)
                    .thread("writer", () -> {
                        lock.acquireWriteInTurn();
                        writers.incrementAndGet();
                        Explorer.point("write");
                        assertEquals(0, readers.get(), "readers during a write");
                        writers.decrementAndGet();
                        STM.run(lock::releaseWrite);
                    })
                    .atTheEnd(() -> assertEquals(0, STM.snapshot(lock::readers)));
        }
    },

    /** No thread passes before all have arrived, in two rounds. */
    NO_THREAD_PASSES_A_BARRIER_EARLY {
        @Override
        public Scenario get() {
            TBarrier barrier = TBarrier.of(2);
            int[] rounds = new int[2];
            Scenario scenario = new Scenario();
            for (int i = 0; i < 2; i++) {
                int self = i;
                scenario.thread("party " + i, () -> {
                    for (int round = 1; round <= 2; round++) {
                        rounds[self] = round;
                        barrier.await();
                        assertTrue(rounds[1 - self] >= round, "the other has not arrived");
                    }
                });
            }
            return scenario;
        }
    },

    /** Two parties that may not wait: the arrival of a party that gives up does not count, whenever the other arrives. */
    ALL_PARTIES_PASS_A_BARRIER_OR_NONE {
        @Override
        public Scenario get() {
            TBarrier barrier = TBarrier.of(2);
            return allPassOrNone(() -> barrier.await(ONCE));
        }
    },

    /** A writer becomes a reader while another writer joins the queue. */
    A_WRITER_BECOMES_A_READER_PAST_THE_LINE {
        @Override
        public Scenario get() {
            TReadWriteLock lock = TReadWriteLock.create();
            STM.run(lock::acquireWrite);
            return new Scenario()
                    .thread("holder", () -> {
                        STM.run(tx -> {
                            lock.releaseWrite(tx);
                            lock.acquireRead(tx);
                        });
                        assertEquals(false, STM.snapshot(lock::isWriteHeld));
                        STM.run(lock::releaseRead);
                    })
                    .thread("next", () -> {
                        lock.acquireWriteInTurn();
                        assertEquals(0, STM.snapshot(lock::readers));
                        STM.run(lock::releaseWrite);
                    })
                    .atTheEnd(
                            () -> assertEquals(true, STM.<Boolean, RuntimeException>atomically(lock::tryAcquireWrite)));
        }
    },

    /** A latch opens when all have counted down, and a promise is kept once. */
    A_LATCH_AND_A_PROMISE_WAKE {
        @Override
        public Scenario get() {
            TCountDownLatch latch = TCountDownLatch.of(2);
            TPromise<String> promise = TPromise.create();
            TLong kept = TLong.named("kept", 0);
            Scenario scenario = new Scenario();
            for (String name : List.of("one", "two")) {
                scenario.thread(
                        name,
                        () -> STM.run(tx -> {
                            latch.countDown(tx);
                            kept.add(tx, promise.tryComplete(tx, name) ? 1 : 0);
                        }));
            }
            return scenario.thread("waiter", () -> {
                STM.run(latch::await);
                STM.run(tx -> promise.get(tx).length());
                assertEquals(1, kept.now());
            });
        }
    },

    /** Two threads pass a value back and forth through a {@code TMVar}. */
    A_BOX_FOR_ONE_HANDS_OVER {
        @Override
        public Scenario get() {
            TMVar<Integer> there = TMVar.empty();
            TMVar<Integer> back = TMVar.empty();
            return new Scenario()
                    .thread("asker", () -> {
                        for (int i = 1; i <= 2; i++) {
                            int question = i;
                            STM.run(tx -> there.put(tx, question));
                            int answer = STM.<Integer, RuntimeException>atomically(back::take);
                            assertEquals(10 * i, answer);
                        }
                    })
                    .thread("answerer", () -> {
                        for (int i = 1; i <= 2; i++) {
                            STM.run(tx -> back.put(tx, 10 * there.take(tx)));
                        }
                    });
        }
    },

    /** Every subscriber of a hub of capacity one gets every message, in order. */
    EVERY_SUBSCRIBER_GETS_EVERY_MESSAGE {
        @Override
        public Scenario get() {
            THub<Integer> hub = THub.bounded(1);
            TSubscription<Integer> left = STM.atomically(hub::subscribe);
            TSubscription<Integer> right = STM.atomically(hub::subscribe);
            Scenario scenario = new Scenario().thread("publisher", () -> {
                STM.run(tx -> hub.publish(tx, 1));
                STM.run(tx -> hub.publish(tx, 2));
            });
            for (TSubscription<Integer> each : List.of(left, right)) {
                scenario.thread(each == left ? "left" : "right", () -> {
                    for (int i = 1; i <= 2; i++) {
                        assertEquals(i, STM.<Integer, RuntimeException>atomically(each::take));
                    }
                });
            }
            return scenario;
        }
    },

    /** A hub ends: its subscribers get what was published, but for what a full subscription lost, and learn of the end. */
    A_CLOSED_HUB_ENDS_ITS_SUBSCRIBERS {
        @Override
        public Scenario get() {
            THub<Integer> hub = THub.unbounded();
            TSubscription<Integer> every = STM.atomically(hub::subscribe);
            TSubscription<Integer> newest = STM.atomically(tx -> hub.subscribeSliding(tx, 1));
            return new Scenario()
                    .thread("publisher", () -> {
                        STM.run(tx -> hub.publish(tx, 1));
                        STM.run(tx -> {
                            hub.publish(tx, 2);
                            hub.close(tx);
                        });
                    })
                    .thread("every", () -> assertEquals(List.of(1, 2), received(every)))
                    .thread("newest", () -> {
                        List<Integer> got = received(newest);
                        assertEquals(2, got.get(got.size() - 1));
                        assertEquals(2, got.size() + STM.<Long, RuntimeException>snapshot(newest::dropped));
                    });
        }
    };

    private static List<Integer> received(TSubscription<Integer> subscription) {
        List<Integer> got = new ArrayList<>();
        for (boolean more = true; more; ) {
            more = STM.<Boolean, RuntimeException>atomically(tx -> {
                Integer next = subscription.takeOrNull(tx);
                if (next != null) {
                    tx.afterCommit(() -> got.add(next));
                }
                return next != null;
            });
        }
        return got;
    }

    /** Options under which a transaction throws instead of waiting. */
    private static final TxnExecutor ONCE = STM.with(TxnOptions.defaults().withMaxAttempts(1));

    /** Two threads that each pass, or throw because they may not wait: both pass or neither. */
    static Scenario allPassOrNone(Runnable await) {
        AtomicInteger passed = new AtomicInteger();
        Scenario.Body party = () -> {
            try {
                await.run();
                passed.incrementAndGet();
            } catch (TooManyAttemptsException e) {
                // has not counted
            }
        };
        return new Scenario()
                .thread("one", party)
                .thread("two", party)
                .atTheEnd(() -> assertTrue(passed.get() != 1, "one of two passed"));
    }

    /** A counter of the threads inside, outside all transactions; fails if there are too many. */
    private static final class Inside {
        private final int room;
        private int present;

        Inside(int room) {
            this.room = room;
        }

        void visit() {
            present++;
            Explorer.point("inside");
            assertTrue(present <= room, "too many inside");
            present--;
        }
    }
}
