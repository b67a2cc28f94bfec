package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TLongArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TransactionalMap;
import dev.tvar.stm.testing.support.TestThreads;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Collections with a million elements and more. */
class LargeTest {
    private static final int MILLION = 1_000_000;
    private static final int BATCH = 5_000;

    private static void fill(TransactionalMap<Integer, Integer> map, int entries) {
        for (int from = 0; from < entries; from += BATCH) {
            int start = from;
            STM.run(tx ->
                    IntStream.range(start, Math.min(entries, start + BATCH)).forEach(key -> map.put(tx, key, -key)));
        }
    }

    @Test
    void snapshotsOfAMillionEntriesAbortNoWriterAndAreNotAborted() throws Exception {
        TMap<Integer, Integer> map = TMap.create();
        fill(map, MILLION);
        int transactions = 20_000;
        CountDownLatch writer = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger snapshots = new AtomicInteger();
        List<Integer> taken = TestThreads.results(3, thread -> () -> {
            if (thread == 0) {
                Random random = new Random(thread);
                for (int i = 0; i < transactions; i++) {
                    int key = random.nextInt(MILLION - 1);
                    STM.run(tx -> {
                        runs.incrementAndGet();
                        map.merge(tx, key, 1, Integer::sum);
                        map.merge(tx, key + 1, -1, Integer::sum);
                    });
                }
                writer.countDown();
                return 0;
            }
            int own = 0;
            do {
                Map<Integer, Integer> snapshot = STM.snapshot(tx -> {
                    snapshots.incrementAndGet();
                    return map.snapshot(tx);
                });
                assertEquals(MILLION, snapshot.size());
                own++;
            } while (writer.getCount() > 0);
            return own;
        });
        assertEquals(transactions, runs.get(), "attempts of the writer, which has no rival but the snapshots");
        assertEquals(taken.get(1) + taken.get(2), snapshots.get(), "attempts of the snapshots");
        long sum =
                map.snapshot().values().stream().mapToLong(Integer::longValue).sum();
        assertEquals(-(long) MILLION * (MILLION - 1) / 2, sum);
    }

    @Test
    void aMapOfAMillionEntriesHoldsThemAll() {
        TMap<Integer, Integer> map = TMap.create();
        fill(map, MILLION);
        Map<Integer, Integer> model = new HashMap<>();
        IntStream.range(0, MILLION).forEach(key -> model.put(key, -key));
        assertEquals(model, map.snapshot());
        for (int from = 0; from < MILLION; from += BATCH) {
            int start = from;
            STM.run(tx -> IntStream.range(start, start + BATCH)
                    .filter(key -> key % 10 != 3)
                    .forEach(key -> assertEquals(model.remove(key), map.remove(tx, key))));
        }
        assertEquals(model, map.snapshot());
        assertEquals(MILLION / 10, STM.<Integer, RuntimeException>snapshot(map::size));
    }

    @Test
    void aSortedMapOfAMillionEntriesHoldsThemAll() {
        TSortedMap<Integer, Integer> map = TSortedMap.create();
        fill(map, MILLION);
        TreeMap<Integer, Integer> model = new TreeMap<>();
        IntStream.range(0, MILLION).forEach(key -> model.put(key, -key));
        assertEquals(model, map.snapshot());
        STM.run(tx -> {
            assertEquals(model.subMap(70_000, 70_100), map.subMap(tx, 70_000, true, 70_100, false));
            assertEquals(MILLION, map.size(tx));
        });
        for (int from = 0; from < MILLION; from += BATCH) {
            STM.run(tx -> IntStream.range(0, BATCH)
                    .forEach(i -> assertEquals(model.pollFirstEntry(), map.pollFirstEntry(tx))));
        }
        assertEquals(Map.of(), map.snapshot());
    }

    @Test
    void aSetOfAMillionElementsHoldsThemAll() {
        List<Integer> elements = IntStream.range(0, MILLION).boxed().toList();
        TSet<Integer> set = TSet.copyOf(elements);
        assertEquals(MILLION, set.snapshot().size());
        assertTrue(set.snapshot().containsAll(elements));
    }

    @Test
    void tenMillionLongsTakeAtMostSixteenBytesEachBeyondTheirValues() {
        int length = 10_000_000;
        long[] values = new long[length];
        long bytes = allocatedBy(() -> TLongArray.copyOf(values));
        assertTrue(bytes <= length * (8L + 7), () -> bytes + " bytes, all blocks of its own");
        long untouched = allocatedBy(() -> TLongArray.create(length));
        assertTrue(untouched <= length * 5L, () -> untouched + " bytes, untouched");
        TLongArray array = TLongArray.create(length);
        STM.run(tx -> array.set(tx, length - 1, 42));
        assertEquals(42, STM.<Long, RuntimeException>snapshot(tx -> array.get(tx, length - 1)));
    }

    @Test
    void referencesOfAnArrayTakeAtMostSixteenBytesEach() {
        int length = MILLION;
        List<Integer> values = IntStream.range(0, length).boxed().toList();
        long bytes = allocatedBy(() -> TArray.copyOf(values));
        long copy = 4L * length; // copyOf first takes a plain copy of the references
        assertTrue(bytes - copy <= length * 11L, () -> bytes + " bytes");
    }

    private static long allocatedBy(Supplier<Object> maker) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        maker.get(); // classes are loaded
        long before = threads.getCurrentThreadAllocatedBytes();
        maker.get();
        long after = threads.getCurrentThreadAllocatedBytes();
        return after - before;
    }
}
