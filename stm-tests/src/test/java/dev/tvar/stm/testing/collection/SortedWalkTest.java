package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TSortedSet;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sorted maps and sets: walks that copy nothing, and transactions that change very many keys. */
class SortedWalkTest {
    private static TreeMap<Integer, Integer> numbers(int count) {
        TreeMap<Integer, Integer> numbers = new TreeMap<>();
        IntStream.range(0, count).forEach(i -> numbers.put(i, -i));
        return numbers;
    }

    @Test
    void aWalkThatEndsEarlyDependsOnlyOnWhatItVisited() {
        TSortedMap<Integer, Integer> map = TSortedMap.copyOf(numbers(1000));
        List<Function<NavigableMap<Integer, Integer>, Iterator<Integer>>> walks = List.of(
                view -> view.keySet().iterator(),
                view -> view.tailMap(1, true).values().iterator(),
                view -> view.headMap(60, true).descendingKeySet().iterator());
        for (Function<NavigableMap<Integer, Integer>, Iterator<Integer>> walk : walks) {
            for (int changed : List.of(900, 10)) {
                AtomicLong attempts = new AtomicLong();
                TLong result = TLong.of(0);
                STM.run(tx -> {
                    Iterator<Integer> iterator = walk.apply(map.asMap(tx));
                    for (int i = 0; i < 60; i++) {
                        result.add(tx, iterator.next());
                    }
                    if (attempts.incrementAndGet() == 1) {
                        TestThreads.elsewhere(() -> STM.run(other -> map.merge(other, changed, 1, Integer::sum)));
                    }
                });
                assertEquals(changed == 900 ? 1 : 2, attempts.get(), () -> "attempts; changed: " + changed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1000})
    void iteratorsFailAfterTheEndAndInOtherThreads(int size) {
        TSortedMap<Integer, Integer> map = TSortedMap.copyOf(numbers(size));
        List<Iterator<?>> leaked = new ArrayList<>();
        STM.run(tx -> leaked.addAll(begun(map, tx)));
        STM.<Boolean, RuntimeException>snapshot(tx -> leaked.addAll(begun(map, tx)));
        for (Iterator<?> iterator : leaked) {
            assertThrows(IllegalStateException.class, iterator::next);
            assertThrows(IllegalStateException.class, iterator::hasNext);
        }
        STM.run(tx -> {
            Iterator<?> own = map.iterator(tx);
            TestThreads.elsewhere(() -> assertThrows(IllegalStateException.class, own::next));
        });
        assertEquals(4, leaked.size());
    }

    private static List<Iterator<?>> begun(TSortedMap<Integer, Integer> map, ReadTxn tx) {
        List<Iterator<?>> iterators =
                List.of(map.iterator(tx), map.asMap(tx).descendingMap().values().iterator());
        iterators.forEach(Iterator::next);
        return iterators;
    }

    /** Each step removes the entry visited and those after it, until some leaves are empty. */
    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    void aWalkContinuesWhenItsTransactionEmptiesLeaves(int size) {
        for (boolean descending : new boolean[] {false, true}) {
            for (int ahead : List.of(1, 3, 40, 80)) {
                TSortedMap<Integer, Integer> map = TSortedMap.copyOf(numbers(size));
                int direction = descending ? -1 : 1;
                List<Integer> visited = new ArrayList<>();
                STM.run(tx -> {
                    visited.clear();
                    NavigableMap<Integer, Integer> view = map.asMap(tx);
                    for (int key : descending ? view.descendingKeySet() : view.navigableKeySet()) {
                        visited.add(key);
                        IntStream.range(0, ahead).forEach(i -> map.remove(tx, key + direction * i));
                    }
                    assertTrue(map.isEmpty(tx));
                });
                List<Integer> ordered = new ArrayList<>(new TreeSet<>(visited));
                if (descending) {
                    Collections.reverse(ordered);
                }
                assertEquals(ordered, visited, "each once, in order");
                assertTrue(visited.size() >= size / ahead, "none that was there is left out");
                assertEquals(Map.of(), map.snapshot());
            }
        }
    }

    @Test
    void viewsOfATransactionChangeTheMap() {
        TSortedMap<Integer, Integer> map = TSortedMap.copyOf(numbers(300));
        STM.run(tx -> {
            NavigableMap<Integer, Integer> view = map.asMap(tx);
            view.subMap(10, 290).clear();
            view.headMap(5, false).values().removeIf(value -> value % 2 == 0);
            view.descendingMap().tailMap(3, true).pollFirstEntry();
            view.entrySet().iterator().next().setValue(7);
            assertThrows(IllegalArgumentException.class, () -> view.headMap(5).put(6, 6));
            assertThrows(IllegalArgumentException.class, () -> view.headMap(5).tailMap(6));
        });
        TreeMap<Integer, Integer> expected = numbers(300);
        expected.subMap(10, 290).clear();
        List.of(0, 2, 4, 3).forEach(expected::remove);
        expected.put(1, 7);
        assertEquals(expected, map.snapshot());
        STM.snapshot(tx -> assertThrows(
                UnsupportedOperationException.class, () -> map.asMap(tx).put(1, 1)));
    }

    /** Counts comparisons: a time would depend on the machine. */
    @Test
    void aTransactionOnManyKeysTakesAFewComparisonsForEach() {
        int size = 20_000;
        AtomicLong comparisons = new AtomicLong();
        Comparator<Integer> counting = (a, b) -> {
            comparisons.incrementAndGet();
            return a.compareTo(b);
        };
        List<Integer> shuffled = new ArrayList<>(numbers(size).keySet());
        Collections.shuffle(shuffled, new Random(19));
        TSortedMap<Integer, Integer> map = TSortedMap.create(counting);
        for (int round = 0; round < 3; round++) {
            STM.run(tx -> shuffled.forEach(key -> map.put(tx, key, key)));
            assertFew(comparisons, "put in one transaction", size);
            assertEquals(size, map.snapshot().size());
            STM.run(tx -> {
                shuffled.forEach(key -> map.remove(tx, key));
                shuffled.forEach(key -> map.put(tx, key, key));
            });
            assertFew(comparisons, "removed and put again", 2 * size);
            boolean first = round % 2 == 0;
            STM.run(tx -> IntStream.range(0, size)
                    .forEach(i -> Objects.requireNonNull(first ? map.pollFirstEntry(tx) : map.pollLastEntry(tx))));
            assertFew(comparisons, "polled", size);
            assertEquals(Map.of(), map.snapshot());
            STM.run(tx -> map.putAll(tx, numbers(size)));
            assertFew(comparisons, "put together", size);
            STM.run(tx -> IntStream.range(0, size).forEach(i -> map.remove(tx, size - 1 - i)));
            assertFew(comparisons, "removed from the end", size);
        }
    }

    private static void assertFew(AtomicLong comparisons, String what, int operations) {
        long each = comparisons.getAndSet(0) / operations;
        assertTrue(each <= 120, () -> each + " comparisons for each key " + what);
    }

    /** Of keys that are equal in the order of the map, the first stays and the last one's value counts, as in a TreeMap. */
    @Test
    void manyEntriesPutTogetherAreAsPutOneByOne() {
        Comparator<Integer> byTens = Comparator.comparing(key -> key / 10);
        Map<Integer, Integer> entries = new TreeMap<>(Map.of(1, 1, 2, 2, 11, 11, 25, 25, 21, 21));
        TSortedMap<Integer, Integer> map = TSortedMap.create(byTens);
        TreeMap<Integer, Integer> model = new TreeMap<>(byTens);
        for (int round = 0; round < 2; round++) {
            STM.run(tx -> map.putAll(tx, entries));
            model.putAll(entries);
            assertEquals(model.toString(), map.snapshot().toString());
            entries.put(19, 19);
        }
        assertEquals(
                model.toString(), TSortedMap.copyOf(byTens, entries).snapshot().toString());
    }

    @Test
    void aSetBehavesLikeATreeSet() {
        Random random = new Random(20);
        TSortedSet<Integer> set = TSortedSet.copyOf(List.of(5, 3, 5));
        TreeSet<Integer> model = new TreeSet<>(List.of(5, 3));
        for (int round = 0; round < 200; round++) {
            List<Integer> some = random.ints(20, 0, 400).boxed().toList();
            int choice = random.nextInt(8);
            STM.run(tx -> {
                switch (choice) {
                    case 0 -> some.forEach(i -> assertEquals(model.remove(i), set.remove(tx, i)));
                    case 1 -> assertEquals(model.removeIf(i -> i % 7 == 0), set.removeIf(tx, i -> i % 7 == 0));
                    case 2 -> assertEquals(model.pollFirst(), set.pollFirst(tx));
                    case 3 -> assertEquals(model.pollLast(), set.pollLast(tx));
                    case 4 -> some.forEach(i -> assertEquals(model.add(i), set.add(tx, i)));
                    case 5 -> {
                        TreeSet<Integer> kept = new TreeSet<>(model);
                        kept.removeAll(some);
                        assertEquals(model.retainAll(kept), set.retainAll(tx, kept));
                    }
                    default -> assertEquals(model.addAll(some), set.addAll(tx, some));
                }
                assertEquals(model, set.snapshot(tx));
                assertEquals(model.size(), set.size(tx));
                assertEquals(model.isEmpty(), set.isEmpty(tx));
                assertEquals(model.contains(some.get(0)), set.contains(tx, some.get(0)));
                assertEquals(model.floor(some.get(0)), set.asSet(tx).floor(some.get(0)));
                List<Integer> walked = new ArrayList<>();
                set.asSet(tx).descendingSet().forEach(walked::add);
                assertEquals(List.copyOf(model.descendingSet()), walked);
            });
        }
        assertEquals(model, set.snapshot());
        assertFalse(model.isEmpty());
        STM.run(set::clear);
        assertTrue(set.snapshot().isEmpty());
    }
}
