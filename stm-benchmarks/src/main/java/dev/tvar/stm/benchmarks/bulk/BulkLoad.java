package dev.tvar.stm.benchmarks.bulk;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TLongArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TSortedSet;
import dev.tvar.stm.collection.TransactionalQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One way to fill a structure.
 *
 * @param structure the name of the structure
 * @param way how it is filled
 * @param load fills a new structure, and returns the number of elements that it then holds
 */
record BulkLoad(String structure, String way, ToLongFunction<Keys> load) {
    private static final String ONE_BY_ONE = "one transaction";
    private static final String ALL = "putAll";
    private static final String COPY = "copyOf";

    /**
     * What is put in: different keys in random order.
     *
     * @param list the keys
     * @param map the keys, each with itself as value
     */
    record Keys(List<Integer> list, Map<Integer, Integer> map) {}

    /** All ways, those of {@code java.util} and of variables first: the others can be compared with them. */
    static List<BulkLoad> all() {
        List<BulkLoad> all = new ArrayList<>();
        all.add(new BulkLoad("java.util.TreeMap", ALL, keys -> {
            TreeMap<Integer, Integer> map = new TreeMap<>();
            map.putAll(keys.map());
            return map.size();
        }));
        all.add(new BulkLoad("variables", ONE_BY_ONE, keys -> {
            List<TVar<Integer>> variables = keys.list().stream().map(TVar::of).toList();
            STM.run(tx -> variables.forEach(variable -> variable.set(tx, 1)));
            return variables.stream().mapToInt(TVar::now).sum();
        }));
        all.addAll(maps());
        all.addAll(sets());
        all.addAll(arrays());
        all.addAll(queues());
        return all;
    }

    private static List<BulkLoad> maps() {
        return List.of(
                new BulkLoad("TMap", ONE_BY_ONE, keys -> {
                    TMap<Integer, Integer> map = TMap.create();
                    STM.run(tx -> keys.list().forEach(key -> map.put(tx, key, key)));
                    return STM.<Integer, RuntimeException>snapshot(map::size);
                }),
                new BulkLoad("TMap", ALL, keys -> {
                    TMap<Integer, Integer> map = TMap.create();
                    STM.run(tx -> map.putAll(tx, keys.map()));
                    return STM.<Integer, RuntimeException>snapshot(map::size);
                }),
                new BulkLoad(
                        "TMap", COPY, keys -> TMap.copyOf(keys.map()).snapshot().size()),
                new BulkLoad("TSortedMap", ONE_BY_ONE, keys -> {
                    TSortedMap<Integer, Integer> map = TSortedMap.create();
                    STM.run(tx -> keys.list().forEach(key -> map.put(tx, key, key)));
                    return STM.<Integer, RuntimeException>snapshot(map::size);
                }),
                new BulkLoad("TSortedMap", ALL, keys -> {
                    TSortedMap<Integer, Integer> map = TSortedMap.create();
                    STM.run(tx -> map.putAll(tx, keys.map()));
                    return STM.<Integer, RuntimeException>snapshot(map::size);
                }),
                new BulkLoad("TSortedMap", COPY, keys -> TSortedMap.copyOf(keys.map())
                        .snapshot()
                        .size()),
                new BulkLoad("TSortedMap", "removed and put again", keys -> {
                    TSortedMap<Integer, Integer> map = TSortedMap.copyOf(keys.map());
                    STM.run(tx -> {
                        keys.list().forEach(key -> map.remove(tx, key));
                        keys.list().forEach(key -> map.put(tx, key, key));
                    });
                    return STM.<Integer, RuntimeException>snapshot(map::size);
                }));
    }

    private static List<BulkLoad> sets() {
        return List.of(
                new BulkLoad("TSet", ONE_BY_ONE, keys -> {
                    TSet<Integer> set = TSet.create();
                    STM.run(tx -> keys.list().forEach(key -> set.add(tx, key)));
                    return STM.<Integer, RuntimeException>snapshot(set::size);
                }),
                new BulkLoad("TSet", "addAll", keys -> {
                    TSet<Integer> set = TSet.create();
                    STM.run(tx -> set.addAll(tx, keys.list()));
                    return STM.<Integer, RuntimeException>snapshot(set::size);
                }),
                new BulkLoad("TSet", COPY, keys -> TSet.copyOf(keys.list())
                        .snapshot()
                        .size()),
                new BulkLoad("TSortedSet", ONE_BY_ONE, keys -> {
                    TSortedSet<Integer> set = TSortedSet.create();
                    STM.run(tx -> keys.list().forEach(key -> set.add(tx, key)));
                    return STM.<Integer, RuntimeException>snapshot(set::size);
                }),
                new BulkLoad("TSortedSet", "addAll", keys -> {
                    TSortedSet<Integer> set = TSortedSet.create();
                    STM.run(tx -> set.addAll(tx, keys.list()));
                    return STM.<Integer, RuntimeException>snapshot(set::size);
                }),
                new BulkLoad("TSortedSet", COPY, keys -> TSortedSet.copyOf(keys.list())
                        .snapshot()
                        .size()));
    }

    private static List<BulkLoad> arrays() {
        return List.of(
                new BulkLoad("TArray", ONE_BY_ONE, keys -> {
                    TArray<Integer> array = TArray.create(keys.list().size(), -1);
                    STM.run(tx -> keys.list().forEach(key -> array.set(tx, key, key)));
                    return array.snapshot().stream().filter(key -> key >= 0).count();
                }),
                new BulkLoad("TArray", COPY, keys -> TArray.copyOf(keys.list())
                        .snapshot()
                        .size()),
                new BulkLoad("TLongArray", ONE_BY_ONE, keys -> {
                    TLongArray array = TLongArray.create(keys.list().size());
                    STM.run(tx -> keys.list().forEach(key -> array.add(tx, key, 1)));
                    long sum = 0;
                    for (long element : array.snapshot()) {
                        sum += element;
                    }
                    return sum;
                }));
    }

    private static List<BulkLoad> queues() {
        List<BulkLoad> all = new ArrayList<>();
        all.addAll(queue("TQueue", keys -> TQueue.create()));
        all.addAll(
                queue("TBoundedQueue", keys -> TBoundedQueue.create(keys.list().size())));
        all.addAll(queue("TDeque", keys -> TDeque.create()));
        all.addAll(queue("TPriorityQueue", keys -> TPriorityQueue.<Integer>create()));
        return all;
    }

    private static List<BulkLoad> queue(String structure, Function<Keys, TransactionalQueue<Integer>> create) {
        return List.of(
                new BulkLoad(structure, ONE_BY_ONE, keys -> {
                    TransactionalQueue<Integer> queue = create.apply(keys);
                    STM.run(tx -> keys.list().forEach(key -> queue.put(tx, key)));
                    return STM.<Long, RuntimeException>snapshot(queue::size);
                }),
                new BulkLoad(structure, ALL, keys -> {
                    TransactionalQueue<Integer> queue = create.apply(keys);
                    STM.run(tx -> queue.putAll(tx, keys.list()));
                    return STM.<Long, RuntimeException>snapshot(queue::size);
                }));
    }
}
