package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.collection.ClosedException;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.collection.TransactionalQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Small programs on queues, and the properties that must hold in each of their schedules. */
public enum QueuePrograms implements Supplier<Scenario> {
    /** Two buyers want the single item for sale: one of them gets it and pays; a snapshot sees both changes or neither. */
    AN_ITEM_MOVES_AND_IS_PAID_FOR_OR_NEITHER {
        @Override
        public Scenario get() {
            TQueue<String> shop = TQueue.named("shop");
            TQueue<String> bag = TQueue.named("bag");
            TLong till = TLong.named("till", 0);
            TLong[] purses = {TLong.named("ann's purse", 10), TLong.named("ben's purse", 10)};
            STM.run(tx -> shop.put(tx, "lamp"));
            Scenario scenario = new Scenario();
            for (TLong purse : purses) {
                scenario.thread(
                        purse == purses[0] ? "ann" : "ben",
                        () -> STM.run(tx -> {
                            String item = shop.poll(tx);
                            if (item != null) {
                                tx.check(purse.isAtLeast(tx, 7));
                                bag.put(tx, item);
                                purse.add(tx, -7);
                                till.add(tx, 7);
                            }
                        }));
            }
            scenario.thread("auditor", () -> {
                long sold = STM.snapshot(tx -> {
                    assertEquals(1, shop.size(tx) + bag.size(tx), "items");
                    assertEquals(20, till.get(tx) + purses[0].get(tx) + purses[1].get(tx), "money");
                    return till.get(tx) - 7 * bag.size(tx);
                });
                assertEquals(0, sold, "the till matches the bag");
            });
            return scenario.atTheEnd(() -> {
                assertEquals(7, till.now());
                assertEquals(List.of("lamp"), bag.snapshot());
                assertEquals(List.of(), shop.snapshot());
            });
        }
    },

    /** A consumer takes, in order, the elements that a producer puts, and waits for them. */
    A_QUEUE_KEEPS_ITS_ORDER {
        @Override
        public Scenario get() {
            TQueue<Integer> queue = TQueue.named("queue");
            return new Scenario()
                    .thread("producer", () -> {
                        STM.run(tx -> queue.put(tx, 1));
                        STM.run(tx -> queue.put(tx, 2));
                    })
                    .thread("consumer", () -> {
                        assertEquals(1, STM.<Integer, RuntimeException>atomically(queue::take));
                        assertEquals(2, STM.<Integer, RuntimeException>atomically(queue::take));
                    });
        }
    },

    /** Every element goes to one of two takers, also concurrently with a put. */
    AN_ELEMENT_IS_TAKEN_ONCE {
        @Override
        public Scenario get() {
            TQueue<Integer> queue = TQueue.named("queue");
            TLong taken = TLong.named("taken", 0);
            Scenario.Body take = () -> STM.run(tx -> taken.add(tx, queue.take(tx)));
            return new Scenario()
                    .thread("one", take)
                    .thread("two", take)
                    .thread("producer", () -> {
                        STM.run(tx -> queue.put(tx, 1));
                        STM.run(tx -> queue.put(tx, 10));
                    })
                    .atTheEnd(() -> assertEquals(11, taken.now()));
        }
    },

    /** A put and a take do not conflict while the queue is not empty. */
    PUT_AND_TAKE_DO_NOT_CONFLICT {
        @Override
        public Scenario get() {
            TQueue<Integer> queue = TQueue.named("queue");
            STM.run(tx -> {
                queue.put(tx, 1);
                queue.put(tx, 2);
            });
            int[] runs = new int[2];
            return new Scenario()
                    .thread(
                            "producer",
                            () -> STM.run(tx -> {
                                runs[0]++;
                                queue.put(tx, 3);
                            }))
                    .thread(
                            "consumer",
                            () -> STM.run(tx -> {
                                runs[1]++;
                                queue.take(tx);
                            }))
                    .atTheEnd(() -> {
                        assertEquals(List.of(1, 1), List.of(runs[0], runs[1]), "runs of the bodies");
                        assertEquals(List.of(2, 3), queue.snapshot());
                    });
        }
    },

    /** With a capacity of one, producer and consumer wait for each other, and the queue never holds more than one element. */
    A_BOUNDED_QUEUE_IS_NEVER_OVERFULL {
        @Override
        public Scenario get() {
            TBoundedQueue<Integer> queue = TBoundedQueue.named("queue", 1);
            return new Scenario()
                    .thread("producer", () -> {
                        for (int i = 1; i <= 2; i++) {
                            int element = i;
                            STM.run(tx -> {
                                queue.put(tx, element);
                                assertTrue(queue.size(tx) <= 1, "overfull");
                            });
                        }
                    })
                    .thread("consumer", () -> {
                        List<Integer> got = new ArrayList<>();
                        for (int i = 0; i < 2; i++) {
                            got.add(STM.<Integer, RuntimeException>atomically(queue::take));
                        }
                        assertEquals(List.of(1, 2), got);
                    })
                    .atTheEnd(() -> assertEquals(List.of(), queue.snapshot()));
        }
    },

    /** Two threads offer an element to a queue of capacity one: one offer is refused. */
    ONE_OFFER_OF_TWO_IS_REFUSED {
        @Override
        public Scenario get() {
            TBoundedQueue<String> queue = TBoundedQueue.named("queue", 1);
            TLong accepted = TLong.named("accepted", 0);
            Scenario scenario = new Scenario();
            for (String name : List.of("one", "two")) {
                scenario.thread(
                        name,
                        () -> STM.run(tx -> {
                            if (queue.offer(tx, name)) {
                                accepted.add(tx, 1);
                            }
                        }));
            }
            return scenario.atTheEnd(() -> {
                assertEquals(1, accepted.now());
                assertEquals(1, queue.snapshot().size());
            });
        }
    },

    /** One element, taken from both ends at once. */
    THE_LAST_OF_A_DEQUE_GOES_TO_ONE_END {
        @Override
        public Scenario get() {
            TDeque<Integer> deque = TDeque.named("deque");
            STM.run(tx -> deque.putLast(tx, 5));
            TLong sum = TLong.named("sum", 0);
            return new Scenario()
                    .thread(
                            "first",
                            () -> STM.run(tx -> {
                                Integer got = deque.pollFirst(tx);
                                sum.add(tx, got == null ? 0 : got);
                            }))
                    .thread(
                            "last",
                            () -> STM.run(tx -> {
                                Integer got = deque.pollLast(tx);
                                sum.add(tx, got == null ? 0 : got);
                            }))
                    .thread("putter", () -> STM.run(tx -> deque.putFirst(tx, 7)))
                    .atTheEnd(() -> {
                        long left = deque.snapshot().stream()
                                .mapToLong(Integer::longValue)
                                .sum();
                        assertEquals(12, sum.now() + left);
                    });
        }
    },

    /** A transaction that takes from either of two queues waits for both. */
    EITHER_QUEUE_WAKES {
        @Override
        public Scenario get() {
            TQueue<Integer> left = TQueue.named("left");
            TQueue<Integer> right = TQueue.named("right");
            TLong sum = TLong.named("sum", 0);
            return new Scenario()
                    .thread("taker", () -> {
                        for (int i = 0; i < 2; i++) {
                            STM.run(tx -> sum.add(tx, tx.orElse(left::take, right::take)));
                        }
                    })
                    .thread("left", () -> STM.run(tx -> left.put(tx, 1)))
                    .thread("right", () -> STM.run(tx -> right.put(tx, 10)))
                    .atTheEnd(() -> assertEquals(11, sum.now()));
        }
    },

    /** A consumer that takes until the end gets what was accepted, and ends. */
    A_CLOSED_QUEUE_ENDS_ITS_CONSUMER {
        @Override
        public Scenario get() {
            TQueue<Integer> queue = TQueue.named("queue");
            List<Integer> got = new ArrayList<>();
            return endsItsConsumer(queue, got).atTheEnd(() -> {
                assertEquals(List.of(1), got);
                assertTrue(STM.<Boolean, RuntimeException>snapshot(queue::isDrained));
            });
        }
    },

    /** The same with a priority queue, whose mark is an answer about its count. */
    A_CLOSED_PRIORITY_QUEUE_ENDS_ITS_CONSUMER {
        @Override
        public Scenario get() {
            TPriorityQueue<Integer> queue = TPriorityQueue.named("queue");
            List<Integer> got = new ArrayList<>();
            return endsItsConsumer(queue, got).atTheEnd(() -> assertEquals(List.of(1), got));
        }
    },

    /** A put races with the end: it is accepted and taken, or refused. */
    A_PUT_IS_TAKEN_OR_REFUSED {
        @Override
        public Scenario get() {
            TQueue<Integer> queue = TQueue.named("queue");
            TLong accepted = TLong.named("accepted", 0);
            List<Integer> left = new ArrayList<>();
            return new Scenario()
                    .thread("producer", () -> STM.run(tx -> accepted.set(tx, queue.offer(tx, 1) ? 1 : 0)))
                    .thread(
                            "closer",
                            () -> left.addAll(STM.<List<Integer>, RuntimeException>atomically(tx -> {
                                queue.close(tx);
                                return queue.takeAll(tx);
                            })))
                    .atTheEnd(() -> assertEquals(accepted.now(), left.size()));
        }
    },

    /** A deque is closed while an element is taken: from then on both ends refuse. */
    A_CLOSED_DEQUE_REFUSES_AT_BOTH_ENDS {
        @Override
        public Scenario get() {
            TDeque<Integer> deque = TDeque.named("deque");
            STM.run(tx -> deque.putAll(tx, List.of(1, 2, 3)));
            return new Scenario()
                    .thread("closer", () -> STM.run(deque::close))
                    .thread("first", () -> STM.run(tx -> assertEquals(1, deque.pollFirst(tx))))
                    .thread("last", () -> STM.run(tx -> assertEquals(3, deque.pollLast(tx))))
                    .atTheEnd(() -> {
                        STM.run(tx -> {
                            assertFalse(deque.offerFirst(tx, 0), "put at the front");
                            assertFalse(deque.offerLast(tx, 4), "put at the back");
                        });
                        assertEquals(List.of(2), deque.snapshot());
                    });
        }
    },

    /** A producer that waits for room is refused at the end. */
    A_WAITING_PRODUCER_IS_REFUSED_AT_THE_END {
        @Override
        public Scenario get() {
            TBoundedQueue<Integer> queue = TBoundedQueue.named("queue", 1);
            STM.run(tx -> queue.put(tx, 1));
            return new Scenario()
                    .thread(
                            "producer",
                            () -> assertThrows(ClosedException.class, () -> STM.run(tx -> queue.put(tx, 2))))
                    .thread("closer", () -> STM.run(queue::close))
                    .atTheEnd(() -> assertEquals(List.of(1), queue.snapshot()));
        }
    };

    /** A producer that puts 1 and closes, and a consumer that takes until the end. */
    private static Scenario endsItsConsumer(TransactionalQueue<Integer> queue, List<Integer> got) {
        return new Scenario()
                .thread("producer", () -> {
                    STM.run(tx -> queue.put(tx, 1));
                    STM.run(queue::close);
                })
                .thread("consumer", () -> {
                    for (boolean more = true; more; ) {
                        more = STM.<Boolean, RuntimeException>atomically(tx -> {
                            Integer next = queue.takeOrNull(tx);
                            if (next != null) {
                                tx.afterCommit(() -> got.add(next));
                            }
                            return next != null;
                        });
                    }
                });
    }
}
