package dev.tvar.stm.testing.history;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TLongArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TransactionalMap;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.sync.TMVar;
import dev.tvar.stm.sync.TReadWriteLock;
import dev.tvar.stm.sync.TSemaphore;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A structure with a count: its steps never wait, and return by how much they change the count.
 *
 * @param step a step of a transaction; the number chooses which
 * @param count the number of elements present
 */
record Counted(Step step, ToLongFunction<ReadTxn> count) {
    interface Step {
        long take(Txn tx, int choice);
    }

    private static final int KEYS = 6;

    enum Kind {
        QUEUE(() -> {
            TQueue<Integer> queue = TQueue.create();
            return new Counted(
                    (tx, choice) -> {
                        if (choice % 2 == 0) {
                            queue.put(tx, choice);
                            return 1;
                        }
                        return taken(queue.poll(tx));
                    },
                    queue::size);
        }),
        BOUNDED_QUEUE(() -> {
            TBoundedQueue<Integer> queue = TBoundedQueue.create(3);
            return new Counted(
                    (tx, choice) -> choice % 2 == 0 ? queue.offer(tx, choice) ? 1 : 0 : taken(queue.poll(tx)),
                    queue::size);
        }),
        DEQUE(() -> {
            TDeque<Integer> deque = TDeque.create();
            return new Counted(
                    (tx, choice) -> switch (choice % 4) {
                        case 0 -> {
                            deque.putFirst(tx, choice);
                            yield 1;
                        }
                        case 1 -> {
                            deque.putLast(tx, choice);
                            yield 1;
                        }
                        case 2 -> taken(deque.pollFirst(tx));
                        default -> taken(deque.pollLast(tx));
                    },
                    deque::size);
        }),
        PRIORITY_QUEUE(() -> {
            TPriorityQueue<Integer> queue = TPriorityQueue.create();
            return new Counted(
                    (tx, choice) -> {
                        if (choice % 2 == 0) {
                            queue.put(tx, choice);
                            return 1;
                        }
                        return taken(queue.poll(tx));
                    },
                    queue::size);
        }),
        MAP(() -> map(TMap.create())),
        SORTED_MAP(() -> map(TSortedMap.create())),
        SET(() -> {
            TSet<Integer> set = TSet.create();
            return new Counted(
                    (tx, choice) -> {
                        int element = choice / 2 % KEYS;
                        return choice % 2 == 0 ? set.add(tx, element) ? 1 : 0 : set.remove(tx, element) ? -1 : 0;
                    },
                    set::size);
        }),
        LONG_ARRAY(() -> {
            TLongArray array = TLongArray.create(KEYS);
            return new Counted(
                    (tx, choice) -> {
                        array.add(tx, choice % KEYS, 1);
                        return 1;
                    },
                    tx -> Arrays.stream(array.snapshot(tx)).sum());
        }),
        SEMAPHORE(() -> {
            TSemaphore semaphore = TSemaphore.of(0);
            return new Counted(
                    (tx, choice) -> {
                        if (choice % 2 == 0) {
                            semaphore.release(tx);
                            return 1;
                        }
                        return semaphore.tryAcquire(tx) ? -1 : 0;
                    },
                    semaphore::available);
        }),
        BOX_FOR_ONE(() -> {
            TMVar<Integer> box = TMVar.empty();
            return new Counted(
                    (tx, choice) -> choice % 2 == 0 ? box.tryPut(tx, choice) ? 1 : 0 : taken(box.tryTake(tx)),
                    tx -> box.isEmpty(tx) ? 0 : 1);
        }),
        READ_LOCK(() -> {
            TReadWriteLock lock = TReadWriteLock.create();
            return new Counted(
                    (tx, choice) -> {
                        if (choice % 2 == 0) {
                            return lock.tryAcquireRead(tx) ? 1 : 0;
                        }
                        if (lock.readers(tx) == 0) {
                            return 0;
                        }
                        lock.releaseRead(tx);
                        return -1;
                    },
                    lock::readers);
        }),
        NAMES_OF_A_STORE(() -> {
            TStore store = TStore.create();
            return new Counted(
                    (tx, choice) -> {
                        String name = "key " + choice % (KEYS * KEYS);
                        if (choice % 3 == 0 || store.names().contains(name)) {
                            return 0;
                        }
                        store.var(name, Long.class).set(tx, 1L);
                        return 1;
                    },
                    tx -> store.names().size());
        }),
        STORE(() -> {
            TVar<@Nullable Long> value = TStore.create().var("key", Long.class);
            return new Counted(
                    (tx, choice) -> {
                        value.set(tx, orZero(value.get(tx)) + 1);
                        return 1;
                    },
                    tx -> orZero(value.get(tx)));
        });

        private final Supplier<Counted> make;

        Kind(Supplier<Counted> make) {
            this.make = make;
        }

        Counted make() {
            return make.get();
        }
    }

    private static long taken(@Nullable Object element) {
        return element == null ? 0 : -1;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static Counted map(TransactionalMap<Integer, Integer> map) {
        return new Counted(
                (tx, choice) -> {
                    int key = choice / 2 % KEYS;
                    if (choice % 2 == 0) {
                        return map.put(tx, key, choice) == null ? 1 : 0;
                    }
                    return taken(map.remove(tx, key));
                },
                map::size);
    }
}
