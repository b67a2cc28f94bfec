package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TLongArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Which operations conflict. One transaction does its work; before its first attempt ends, another thread commits
 * another change. The number of attempts shows whether that was a conflict.
 */
class ConflictTest {
    /** Count of the runs of {@code work} when {@code other} commits in the middle of its first attempt. */
    private static int attempts(TxnAction<RuntimeException> work, Consumer<Txn> other) {
        AtomicInteger attempts = new AtomicInteger();
        TLong written = TLong.of(0);
        STM.run(tx -> {
            work.run(tx);
            written.add(tx, 1); // a reader never conflicts
            if (attempts.incrementAndGet() == 1) {
                TestThreads.elsewhere(() -> STM.run(other::accept));
            }
        });
        return attempts.get();
    }

    /** More entries than a map of one variable has. */
    private static final int MANY = 200;

    private static TMap<String, Integer> spread() {
        TMap<String, Integer> map = TMap.create();
        IntStream.range(0, MANY).forEach(key -> STM.run(tx -> map.put(tx, "filler " + key, key)));
        return map;
    }

    @Test
    void insertsOfUnrelatedKeysIntoASmallMapConflictOnce() {
        TMap<String, Integer> map = TMap.create();
        assertEquals(2, attempts(tx -> map.put(tx, "a", 1), tx -> map.put(tx, "b", 2)));
        assertEquals(2, STM.<Integer, RuntimeException>snapshot(map::size));
    }

    @Test
    void insertsOfUnrelatedKeysIntoALargeMapDoNotConflict() {
        TMap<String, Integer> map = spread();
        assertEquals(1, attempts(tx -> map.put(tx, "a", 1), tx -> map.put(tx, "b", 2)));
        assertEquals(MANY + 2, STM.<Integer, RuntimeException>snapshot(map::size));
    }

    @Test
    void aMapThatWasLargeStaysSpread() {
        TMap<String, Integer> map = spread();
        STM.run(map::clear);
        assertEquals(1, attempts(tx -> map.put(tx, "a", 1), tx -> map.put(tx, "b", 2)));
        assertEquals(2, STM.<Integer, RuntimeException>snapshot(map::size));
    }

    @Test
    void spreadingAMapConflictsWithItsReadersOnce() {
        TMap<String, Integer> map = TMap.create();
        TMap<String, Integer> copy = TMap.create();
        IntStream.range(0, 128).forEach(key -> STM.run(tx -> map.put(tx, "filler " + key, key)));
        TxnAction<RuntimeException> reader = tx -> copy.put(tx, "copy", map.getOrDefault(tx, "filler 1", -1));
        assertEquals(2, attempts(reader, tx -> map.put(tx, "a", 1)));
        assertEquals(1, attempts(reader, tx -> map.put(tx, "b", 1)));
        assertEquals(1, copy.getNow("copy"));
    }

    @Test
    void aMapWhoseWritersCollideIsSpread() {
        TMap<Integer, Integer> map = TMap.create();
        STM.run(tx -> map.put(tx, 0, 0));
        int rounds = 0;
        for (int attempts = 2; attempts > 1; rounds++) {
            assertTrue(rounds < 10, "still one variable after 10 collisions");
            int key = 2 * rounds + 1;
            attempts = attempts(tx -> map.put(tx, key, 1), tx -> map.put(tx, key + 1, 2));
        }
        assertTrue(rounds > 2, "spread after a single collision");
        assertEquals(2 * rounds + 1, STM.<Integer, RuntimeException>snapshot(map::size));
    }

    @Test
    void aMapOfOneWriterStaysOneVariable() {
        TMap<Integer, Integer> map = TMap.create();
        for (int i = 0; i < 1000; i++) {
            int key = i % 100;
            STM.run(tx -> map.put(tx, key, key));
            TestThreads.elsewhere(() -> map.snapshot());
        }
        assertEquals(2, attempts(tx -> map.put(tx, -1, 1), tx -> map.put(tx, -2, 2)));
    }

    @Test
    void aTransactionSurvivesManyInsertsAndRemovalsOfOtherKeys() {
        TMap<Integer, Integer> map = TMap.create();
        STM.run(tx -> IntStream.range(0, 1000).forEach(key -> map.put(tx, key, key)));
        int attempts = attempts(
                tx -> {
                    map.put(tx, -1, 1);
                    map.remove(tx, -2);
                    map.get(tx, -3);
                },
                tx -> IntStream.range(0, 200).forEach(key -> {
                    map.remove(tx, key);
                    map.put(tx, 1000 + key, key);
                }));
        assertEquals(1, attempts);
    }

    @Test
    void changesOfTheSameKeyConflict() {
        TMap<String, Integer> map = TMap.create();
        assertEquals(2, attempts(tx -> map.put(tx, "a", 1), tx -> map.put(tx, "a", 2)));
        assertEquals(2, attempts(tx -> map.remove(tx, "a"), tx -> map.put(tx, "a", 3)));
        assertEquals(2, attempts(tx -> map.merge(tx, "b", 1, Integer::sum), tx -> map.put(tx, "b", 3)));
    }

    @Test
    void puttingTheSameValueConflictsWithNoReader() {
        TMap<String, String> map = TMap.create();
        STM.run(tx -> map.put(tx, "a", "x"));
        assertEquals(
                1,
                attempts(
                        tx -> {
                            map.get(tx, "a");
                            map.put(tx, "b", "y");
                        },
                        tx -> map.put(tx, "a", "x")));
    }

    @Test
    void anInsertChangesTheSizeThatAnotherReads() {
        TMap<String, Integer> map = TMap.create();
        TMap<String, Integer> result = TMap.create();
        assertEquals(2, attempts(tx -> result.put(tx, "size", map.size(tx)), tx -> map.put(tx, "a", 1)));
        assertEquals(1, result.snapshot().get("size"));
        assertEquals(2, attempts(tx -> result.put(tx, "empty", map.isEmpty(tx) ? 1 : 0), map::clear));
        assertEquals(1, result.snapshot().get("empty"));
        assertEquals(2, attempts(tx -> result.put(tx, "all", map.snapshot(tx).size()), tx -> map.put(tx, "b", 1)));
        assertEquals(1, result.snapshot().get("all"));
    }

    @Test
    void aNonEmptyLargeMapMayGrowConcurrentlyWithIsEmpty() {
        TMap<String, Integer> map = spread();
        TMap<String, Integer> result = TMap.create();
        STM.run(tx -> map.put(tx, "a", 1));
        assertEquals(1, attempts(tx -> result.put(tx, "empty", map.isEmpty(tx) ? 1 : 0), tx -> map.put(tx, "b", 1)));
    }

    @Test
    void anInsertIntoAnEmptyMapConflictsWithIsEmpty() {
        TMap<String, Integer> result = TMap.create();
        for (boolean usedBefore : new boolean[] {false, true}) {
            TMap<String, Integer> map = usedBefore ? spread() : TMap.create();
            STM.run(map::clear);
            assertEquals(2, attempts(tx -> result.put(tx, "n", map.isEmpty(tx) ? 1 : 0), tx -> map.put(tx, "a", 1)));
            assertEquals(0, result.snapshot().get("n"));
        }
    }

    @Test
    void aReadOutsideTransactionsIsNoDependency() {
        TMap<String, Integer> map = TMap.create();
        TMap<String, Integer> result = TMap.create();
        assertNull(map.getNow("a"));
        STM.run(tx -> {
            map.put(tx, "a", 1);
            assertNull(map.getNow("a"));
        });
        assertEquals(1, map.getNow("a"));
        assertEquals(
                1,
                attempts(
                        tx -> result.put(tx, "a", Objects.requireNonNull(map.getNow("a"))), tx -> map.put(tx, "a", 2)));
        assertEquals(2, map.getNow("a"));
    }

    @Test
    void aSnapshotAbortsNoTransaction() {
        TMap<Integer, Integer> map = TMap.create();
        TSortedMap<Integer, Integer> sorted = TSortedMap.create();
        AtomicInteger attempts = new AtomicInteger();
        STM.run(tx -> {
            map.put(tx, 1, 1);
            sorted.put(tx, 1, 1);
            attempts.incrementAndGet();
            TestThreads.elsewhere(() -> assertEquals(map.snapshot(), sorted.snapshot()));
            map.put(tx, 2, 2);
            sorted.put(tx, 2, 2);
        });
        assertEquals(1, attempts.get());
    }

    @Test
    void distantKeysOfASortedMapDoNotConflictWhileItGrowsAndShrinks() {
        TSortedMap<Integer, Integer> map = TSortedMap.create();
        STM.run(tx -> IntStream.range(0, 1000).forEach(key -> map.put(tx, 10 * key, key)));
        TxnAction<RuntimeException> atOneEnd = tx -> {
            map.put(tx, 15, 1);
            map.remove(tx, 30);
            map.ceilingEntry(tx, 31);
            map.subMap(tx, 20, true, 60, true);
        };
        assertEquals(
                1, attempts(atOneEnd, tx -> IntStream.range(0, 500).forEach(key -> map.put(tx, 6001 + 5 * key, key))));
        assertEquals(1, attempts(atOneEnd, tx -> IntStream.range(6000, 9000).forEach(key -> map.remove(tx, key))));
        assertEquals(2, attempts(atOneEnd, tx -> map.put(tx, 31, 1)));
    }

    @Test
    void aSmallSortedMapWhoseWritersCollideIsSpread() {
        TSortedMap<Integer, Integer> map = TSortedMap.create();
        STM.run(tx -> IntStream.range(0, 64).forEach(key -> map.put(tx, key, 0)));
        int rounds = roundsUntilNoConflict(map, 0, 63);
        assertTrue(rounds > 3 && rounds < 10, () -> "spread after " + rounds + " collisions");
        IntStream.iterate(8, other -> other < 64, other -> other + 8)
                .forEach(other -> assertEquals(1, roundsUntilNoConflict(map, 0, other), "0 and " + other));
        assertEquals(64, STM.<Integer, RuntimeException>snapshot(map::size));
    }

    @Test
    void aLeafWhoseWritersCollideIsDividedUntilTheirKeysAreApart() {
        TSortedMap<Integer, Integer> map = TSortedMap.create();
        STM.run(tx -> IntStream.range(0, 20).forEach(key -> map.put(tx, 100 * key, 0)));
        roundsUntilNoConflict(map, 0, 1900);
        STM.run(tx -> IntStream.range(1, 21).forEach(key -> map.put(tx, key, 0))); // into one leaf
        IntStream.range(2, 21).forEach(other -> roundsUntilNoConflict(map, 1, other));
        assertEquals(40, STM.<Integer, RuntimeException>snapshot(map::size));
    }

    /** Counts how often two threads change the values of two keys concurrently until that is no conflict. */
    private static int roundsUntilNoConflict(TSortedMap<Integer, Integer> map, int key, int other) {
        for (int rounds = 1; rounds < 50; rounds++) {
            int value = rounds;
            if (attempts(tx -> map.put(tx, key, value), tx -> map.put(tx, other, value)) == 1) {
                return rounds;
            }
        }
        throw new AssertionError(key + " and " + other + " still share a variable after 50 collisions");
    }

    @Test
    void aSortedMapOfOneWriterStaysOneVariable() {
        TSortedMap<Integer, Integer> map = TSortedMap.create();
        for (int i = 0; i < 1000; i++) {
            int key = i % 100;
            int value = i;
            STM.run(tx -> map.put(tx, key, value));
            TestThreads.elsewhere(() -> map.snapshot());
        }
        assertEquals(2, attempts(tx -> map.put(tx, -1, 1), tx -> map.put(tx, 200, 2)));
    }

    @Test
    void distantElementsOfArraysDoNotConflict() {
        TArray<String> array = TArray.create(100, "");
        TLongArray longs = TLongArray.create(100);
        assertEquals(1, attempts(tx -> array.set(tx, 0, "a"), tx -> array.set(tx, 50, "b")));
        assertEquals(1, attempts(tx -> longs.add(tx, 0, 1), tx -> longs.add(tx, 50, 1)));
        assertEquals(2, attempts(tx -> longs.add(tx, 0, 1), tx -> longs.add(tx, 0, 1)));
    }

    @Test
    void unrelatedElementsOfALargeSetDoNotConflict() {
        TSet<String> set =
                TSet.copyOf(IntStream.range(0, MANY).mapToObj(String::valueOf).toList());
        assertEquals(1, attempts(tx -> set.add(tx, "a"), tx -> set.add(tx, "b")));
        assertEquals(2, attempts(tx -> set.add(tx, "c"), tx -> set.add(tx, "c")));
    }
}
