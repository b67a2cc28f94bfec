package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TransactionalMap;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maps that many threads change concurrently. */
class ConcurrentMapsTest {
    private static final int THREADS = 4;

    enum Kind {
        HASHED,
        SORTED;

        TransactionalMap<Integer, Integer> create() {
            return this == HASHED ? TMap.create() : TSortedMap.create();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyThreadSeesItsOwnKeysAsIfItWereAlone(Kind kind) throws Exception {
        TransactionalMap<Integer, Integer> map = kind.create();
        List<Map<Integer, Integer>> models = TestThreads.results(THREADS, thread -> () -> {
            Random random = new Random(thread);
            Map<Integer, Integer> model = new HashMap<>();
            for (int i = 0; i < 10_000; i++) {
                int key = random.nextInt(200) * THREADS + thread; // neighbours belong to other threads
                boolean put = random.nextInt(200) < 100 + (i / 1000 % 2 == 0 ? 40 : -40); // grows, then shrinks
                int value = i;
                Optional<Integer> seen =
                        STM.atomically(tx -> Optional.ofNullable(put ? map.put(tx, key, value) : map.remove(tx, key)));
                assertEquals(Optional.ofNullable(put ? model.put(key, value) : model.remove(key)), seen);
            }
            return model;
        });
        Map<Integer, Integer> all = new HashMap<>();
        models.forEach(all::putAll);
        assertEquals(all, map.snapshot());
        assertEquals(all.size(), STM.<Integer, RuntimeException>snapshot(map::size));
    }

    @ParameterizedTest
    @EnumSource
    void keysThatMoveBetweenTwoMapsAreAlwaysInExactlyOne(Kind kind) throws Exception {
        int keys = 200;
        TransactionalMap<Integer, Integer> left = kind.create();
        TransactionalMap<Integer, Integer> right = kind.create();
        STM.run(tx -> IntStream.range(0, keys).forEach(key -> left.put(tx, key, key)));
        CountDownLatch movers = new CountDownLatch(THREADS);
        List<Integer> audits = TestThreads.results(
                THREADS + 1,
                thread -> thread == THREADS
                        ? () -> audit(left, right, keys, movers)
                        : () -> {
                            Random random = new Random(thread);
                            for (int i = 0; i < 5_000; i++) {
                                move(left, right, random.nextInt(keys));
                            }
                            movers.countDown();
                            return 0;
                        });
        assertTrue(audits.get(THREADS) > 0);
    }

    private static void move(
            TransactionalMap<Integer, Integer> left, TransactionalMap<Integer, Integer> right, int key) {
        STM.run(tx -> {
            Integer there = left.remove(tx, key);
            if (there != null) {
                right.put(tx, key, there);
            } else {
                left.put(tx, key, Objects.requireNonNull(right.remove(tx, key)));
            }
        });
    }

    private static int audit(
            TransactionalMap<Integer, Integer> left,
            TransactionalMap<Integer, Integer> right,
            int keys,
            CountDownLatch movers) {
        int audits = 0;
        do {
            boolean transaction = audits % 8 == 0;
            Set<Integer> all = transaction
                    ? STM.atomically(tx -> union(left.snapshot(tx), right.snapshot(tx)))
                    : STM.snapshot(tx -> {
                        assertEquals(keys, left.size(tx) + right.size(tx));
                        return union(left.snapshot(tx), right.snapshot(tx));
                    });
            assertEquals(keys, all.size());
            audits++;
        } while (movers.getCount() > 0);
        return audits;
    }

    private static Set<Integer> union(Map<Integer, Integer> left, Map<Integer, Integer> right) {
        Set<Integer> all = new HashSet<>(left.keySet());
        right.keySet().forEach(key -> assertTrue(all.add(key), () -> key + " is in both maps"));
        return all;
    }

    @Test
    void everyKeyOfAMovingWindowIsPolledOnce() throws Exception {
        int each = 5_000;
        TSortedMap<Integer, Integer> map = TSortedMap.create();
        List<List<Integer>> polled = TestThreads.results(
                THREADS,
                thread -> thread % 2 == 0
                        ? putAll(map, thread / 2, each)
                        : () -> {
                            List<Integer> taken = new ArrayList<>();
                            while (taken.size() < each) {
                                taken.add(STM.atomically(tx -> {
                                    tx.check(!map.isEmpty(tx));
                                    var entry = thread == 1 ? map.pollFirstEntry(tx) : map.pollLastEntry(tx);
                                    return Objects.requireNonNull(entry).getKey();
                                }));
                            }
                            return taken;
                        });
        List<Integer> all = polled.stream().flatMap(List::stream).sorted().toList();
        assertEquals(IntStream.range(0, 2 * each).boxed().toList(), all);
        assertEquals(Map.of(), map.snapshot());
    }

    private static Callable<List<Integer>> putAll(TSortedMap<Integer, Integer> map, int parity, int each) {
        return () -> {
            for (int i = 0; i < each; i++) {
                int key = 2 * i + parity;
                STM.run(tx -> map.put(tx, key, key));
            }
            return List.of();
        };
    }

    @ParameterizedTest
    @EnumSource
    void anOpenSnapshotSeesItsInstantWhileTheMapGrowsAndShrinks(Kind kind) {
        TransactionalMap<Integer, Integer> map = kind.create();
        Map<Integer, Integer> before = new HashMap<>();
        IntStream.range(0, 300).forEach(key -> before.put(10 * key, key));
        STM.run(tx -> map.putAll(tx, before));
        STM.snapshot(tx -> {
            TestThreads.elsewhere(() -> {
                IntStream.range(0, 1000)
                        .forEach(key -> STM.run(own -> map.put(own, key, -1))); // new leaves and stripes
                IntStream.range(1500, 3000).forEach(key -> STM.run(own -> map.remove(own, key))); // leaves that vanish
            });
            IntStream.range(0, 3000).forEach(key -> assertEquals(before.get(key), map.get(tx, key)));
            assertEquals(before, map.snapshot(tx));
            assertEquals(before.size(), map.size(tx));
            return true;
        });
        assertEquals(1000 + 50, map.snapshot().size());
    }

    @ParameterizedTest
    @EnumSource
    void anAttemptSeesOneInstantWhileTheMapGrows(Kind kind) {
        TransactionalMap<Integer, Integer> map = kind.create();
        IntStream.range(0, 100).forEach(key -> STM.run(tx -> map.put(tx, 10 * key, 0)));
        List<Integer> sums = new ArrayList<>();
        STM.run(tx -> {
            int sum = map.snapshot(tx).size();
            if (sums.isEmpty()) {
                sums.add(sum);
                TestThreads.elsewhere(
                        () -> IntStream.range(0, 1000).forEach(key -> STM.run(own -> map.put(own, key, 1))));
            }
            int found = (int) IntStream.range(0, 1000)
                    .filter(key -> map.containsKey(tx, key))
                    .count();
            sums.add(found); // reached only in an attempt whose view is whole
            assertEquals(sum, found);
        });
        assertEquals(List.of(100, 1000), sums);
    }

    @ParameterizedTest
    @EnumSource
    void aReaderOfAGrowingMapFindsAsManyEntriesAsItsSize(Kind kind) throws Exception {
        for (int round = 0; round < 20; round++) {
            TransactionalMap<Integer, Integer> map = kind.create();
            CountDownLatch reader = new CountDownLatch(1);
            CountDownLatch writer = new CountDownLatch(1);
            TestThreads.<Boolean>results(2, thread -> () -> {
                if (thread == 0) {
                    reader.await();
                    IntStream.range(0, 3000).forEach(key -> STM.run(tx -> map.put(tx, key, key)));
                    writer.countDown();
                }
                while (writer.getCount() > 0) {
                    assertWhole(STM.atomically(tx -> map.snapshot(tx)));
                    assertWhole(map.snapshot());
                    reader.countDown();
                }
                return true;
            });
            assertEquals(3000, assertWhole(map.snapshot()));
        }
    }

    private static int assertWhole(Map<Integer, Integer> snapshot) {
        int found = (int) snapshot.keySet().stream().filter(key -> key >= 0).count();
        int last = snapshot.keySet().stream().mapToInt(key -> key + 1).max().orElse(0);
        assertEquals(last, found, "keys were put in order: no gaps");
        assertEquals(found, snapshot.size());
        return found;
    }

    @Test
    void oneOfManyComputesAndAllCount() throws Exception {
        TMap<String, Integer> counts = TMap.create();
        List<Integer> made = TestThreads.results(THREADS, thread -> () -> {
            int first = 0;
            for (int i = 0; i < 2_000; i++) {
                String word = "word " + i % 20;
                boolean isFirst = STM.atomically(tx -> Objects.equals(1, counts.merge(tx, word, 1, Integer::sum)));
                first += isFirst ? 1 : 0;
            }
            return first;
        });
        assertEquals(20, made.stream().mapToInt(Integer::intValue).sum());
        assertEquals(Set.of(THREADS * 100), new HashSet<>(counts.snapshot().values()));
    }
}
