package dev.tvar.stm.testing.collection;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TransactionalMap;
import dev.tvar.stm.sync.TReadWriteLock;
import dev.tvar.stm.sync.TSemaphore;
import dev.tvar.stm.testing.collection.Fuse.Fragile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A structure whose operations call user code that throws when its fuse blows, with a view of its whole state. */
abstract class FragileStructure {
    /** All structures whose operations call user code. */
    enum Kind {
        PRIORITY_QUEUE(Queue::new),
        HASH_MAP(() -> new AMap(TMap.create())),
        SORTED_MAP(() -> new AMap(TSortedMap.create())),
        SORTED_MAP_BY_COMPARATOR(() -> new AMap(TSortedMap.create(Fragile.REVERSED))),
        SET(ASet::new),
        ARRAY(AnArray::new),
        SEMAPHORE(ASemaphore::new),
        READ_WRITE_LOCK(ALock::new);

        private final Supplier<FragileStructure> factory;

        Kind(Supplier<FragileStructure> factory) {
            this.factory = factory;
        }

        FragileStructure create() {
            return factory.get();
        }
    }

    private static final int KEYS = 120;

    /** Enough keys for several leaves of a sorted map. */
    private static final int MANY = 25;

    private static final TxnExecutor UNLIMITED = STM.with(TxnOptions.defaults());

    /** Thrown to undo the changes of an inspection. */
    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final Fuse fuse = new Fuse();

    /** An operation, chosen by the number. */
    final TxnAction<RuntimeException> operation(int choice) {
        return operation(choice % 16, fuse.fragile(choice / 16 % KEYS));
    }

    abstract TxnAction<RuntimeException> operation(int choice, Fragile key);

    /** The whole visible state, including that seen by removing elements, which is undone. */
    final List<Object> look() {
        List<Object> seen = new ArrayList<>();
        try {
            STM.run(tx -> {
                seen.clear();
                look(tx, seen);
                throw new Undo();
            });
        } catch (Undo e) {
            return seen;
        }
        throw new AssertionError("the body throws");
    }

    abstract void look(Txn tx, List<Object> seen);

    private static final class Queue extends FragileStructure {
        private final TPriorityQueue<Fragile> queue = TPriorityQueue.create();

        @Override
        TxnAction<RuntimeException> operation(int choice, Fragile key) {
            return tx -> {
                if (choice < 12) {
                    queue.put(tx, key);
                } else {
                    queue.poll(tx);
                }
            };
        }

        @Override
        void look(Txn tx, List<Object> seen) {
            seen.add(queue.size(tx));
            queue.snapshot(tx).forEach(element -> seen.add(element.id()));
            for (Fragile least = queue.poll(tx); least != null; least = queue.poll(tx)) {
                seen.add(least.id());
            }
            seen.add(queue.size(tx));
        }
    }

    private static final class AMap extends FragileStructure {
        private final TransactionalMap<Fragile, Integer> map;

        AMap(TransactionalMap<Fragile, Integer> map) {
            this.map = map;
        }

        @Override
        TxnAction<RuntimeException> operation(int choice, Fragile key) {
            Map<Fragile, Integer> many = new LinkedHashMap<>();
            IntStream.range(0, MANY).forEach(i -> many.put(fuse.fragile(key.id() + i), i));
            return switch (choice) {
                case 0 -> tx -> map.put(tx, key, 1);
                case 1 -> tx -> map.putIfAbsent(tx, key, 2);
                case 2 -> tx -> map.replace(tx, key, 3);
                case 3, 4, 5, 6 -> tx -> map.remove(tx, key);
                case 7 -> tx -> map.computeIfAbsent(tx, key, absent -> touched(4));
                case 8 -> tx -> map.computeIfPresent(tx, key, (same, present) -> touched(present + 1));
                case 9 -> tx -> map.compute(tx, key, (same, present) -> touched(present == null ? 5 : present * 2));
                case 10 -> tx -> map.merge(tx, key, 6, (present, given) -> touched(present - given));
                case 11 -> tx -> map.merge(tx, key, 7, this::nothing);
                case 12 -> tx -> poll(tx, true);
                case 13 -> tx -> poll(tx, false);
                default -> tx -> map.putAll(tx, many);
            };
        }

        private <T> T touched(T result) {
            fuse.touch();
            return result;
        }

        private @Nullable Integer nothing(Integer present, Integer given) {
            fuse.touch();
            return null;
        }

        private void poll(Txn tx, boolean first) {
            if (map instanceof TSortedMap<Fragile, Integer> sorted) {
                if (first) {
                    sorted.pollFirstEntry(tx);
                } else {
                    sorted.pollLastEntry(tx);
                }
            } else if (first) {
                map.removeIf(tx, (key, value) -> touched(key.id() % 3 == 0));
            } else {
                map.replaceAll(tx, (key, value) -> touched(value + 1));
            }
        }

        @Override
        void look(Txn tx, List<Object> seen) {
            seen.add(map.size(tx));
            Map<Integer, Integer> entries = new TreeMap<>();
            map.snapshot(tx).forEach((key, value) -> entries.put(key.id(), value));
            seen.add(entries);
            for (int id : entries.keySet()) {
                seen.add(String.valueOf(map.get(tx, fuse.fragile(id))));
            }
            for (int id = 0; id < KEYS + MANY; id++) {
                if (map.remove(tx, fuse.fragile(id)) != null) {
                    seen.add(id);
                }
            }
            seen.add(map.size(tx));
            seen.add(map.isEmpty(tx));
        }
    }

    private static final class ASet extends FragileStructure {
        private final TSet<Fragile> set = TSet.create();

        @Override
        TxnAction<RuntimeException> operation(int choice, Fragile element) {
            List<Fragile> many = IntStream.range(0, MANY)
                    .mapToObj(i -> fuse.fragile(element.id() + i))
                    .toList();
            return switch (choice) {
                case 0, 1, 2, 3, 4, 5 -> tx -> set.add(tx, element);
                case 6, 7, 8, 9 -> tx -> set.remove(tx, element);
                case 10 -> tx -> set.removeAll(tx, many);
                case 11 -> tx -> set.retainAll(tx, many);
                default -> tx -> set.addAll(tx, many);
            };
        }

        @Override
        void look(Txn tx, List<Object> seen) {
            seen.add(set.size(tx));
            set.snapshot(tx).stream().map(Fragile::id).sorted().forEach(seen::add);
            for (int id = 0; id < KEYS + MANY; id++) {
                if (set.contains(tx, fuse.fragile(id))) {
                    seen.add(id);
                }
            }
        }
    }

    private static final class AnArray extends FragileStructure {
        private final TArray<Integer> array = TArray.create(KEYS, 0);

        @Override
        TxnAction<RuntimeException> operation(int choice, Fragile key) {
            return tx -> array.update(tx, key.id(), present -> {
                fuse.touch();
                return present + 1;
            });
        }

        @Override
        void look(Txn tx, List<Object> seen) {
            seen.addAll(array.snapshot(tx));
        }
    }

    private static final class ASemaphore extends FragileStructure {
        private final TSemaphore semaphore = TSemaphore.fair(2);

        @Override
        TxnAction<RuntimeException> operation(int choice, Fragile key) {
            return tx -> {
                if (semaphore.available(tx) == 0) {
                    semaphore.release(tx, 2);
                } else {
                    semaphore.<Boolean, RuntimeException>acquireInTurn(UNLIMITED, 1, inner -> {
                        fuse.touch();
                        return true;
                    });
                }
            };
        }

        @Override
        void look(Txn tx, List<Object> seen) {
            seen.add(semaphore.available(tx));
            seen.add(semaphore.tryAcquire(tx, 0)); // false while an entry is left in the queue
        }
    }

    private static final class ALock extends FragileStructure {
        private final TReadWriteLock lock = TReadWriteLock.create();

        @Override
        TxnAction<RuntimeException> operation(int choice, Fragile key) {
            return tx -> {
                if (lock.isWriteHeld(tx)) {
                    lock.releaseWrite(tx);
                } else if (lock.readers(tx) == 0 && choice < 8) {
                    lock.<Boolean, RuntimeException>acquireWriteInTurn(UNLIMITED, inner -> touched());
                } else {
                    lock.<Boolean, RuntimeException>acquireReadInTurn(UNLIMITED, inner -> touched());
                }
            };
        }

        private boolean touched() {
            fuse.touch();
            return true;
        }

        @Override
        void look(Txn tx, List<Object> seen) {
            seen.add(lock.readers(tx));
            seen.add(lock.isWriteHeld(tx));
            seen.add(lock.tryAcquireRead(tx));
        }
    }

    /** Broken on purpose: counts an element before it has found its place. */
    static final class CountsFirst extends FragileStructure {
        private final TVar<List<Fragile>> sorted = TVar.of(List.of());
        private final TLong count = TLong.of(0);

        @Override
        TxnAction<RuntimeException> operation(int choice, Fragile key) {
            return tx -> {
                count.add(tx, 1);
                List<Fragile> longer = new ArrayList<>(sorted.get(tx));
                longer.add(key);
                longer.sort(null);
                sorted.set(tx, longer);
            };
        }

        @Override
        void look(Txn tx, List<Object> seen) {
            seen.add(count.get(tx));
            sorted.get(tx).forEach(element -> seen.add(element.id()));
        }
    }
}
