package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.testing.queue.Attempts;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks through hash maps and sets inside transactions and snapshots, in all forms that these have. */
class IteratorsTest {
    private static TMap<Integer, Integer> map(int size) {
        return TMap.copyOf(IntStream.range(0, size).boxed().collect(Collectors.toMap(key -> key, key -> -key)));
    }

    private static TSet<Integer> set(int size) {
        return TSet.copyOf(IntStream.range(0, size).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 128, 129, 600, 5000})
    void aWalkComesToEachEntryOnce(int size) {
        TMap<Integer, Integer> map = map(size);
        TSet<Integer> set = set(size);
        Map<Integer, Integer> expected = map.snapshot();
        assertEquals(size, expected.size());
        STM.run(tx -> walksAre(expected, tx, map, set));
        STM.runSnapshot(tx -> walksAre(expected, tx, map, set));
    }

    private static void walksAre(
            Map<Integer, Integer> expected, ReadTxn tx, TMap<Integer, Integer> map, TSet<Integer> set) {
        Map<Integer, Integer> visited = new HashMap<>();
        map.forEach(tx, (key, value) -> assertEquals(null, visited.put(key, value)));
        assertEquals(expected, visited);
        visited.clear();
        map.iterator(tx).forEachRemaining(entry -> assertEquals(null, visited.put(entry.getKey(), entry.getValue())));
        assertEquals(expected, visited);
        Set<Integer> elements = new TreeSet<>();
        set.forEach(tx, element -> assertTrue(elements.add(element)));
        assertEquals(expected.keySet(), elements);
        elements.clear();
        set.iterator(tx).forEachRemaining(element -> assertTrue(elements.add(element)));
        assertEquals(expected.keySet(), elements);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 600, 5000})
    void anIteratorFailsAfterTheEndOfItsTransactionOrSnapshot(int size) {
        TMap<Integer, Integer> map = map(size);
        TSet<Integer> set = set(size);
        List<Function<ReadTxn, Iterator<?>>> factories = List.of(map::iterator, set::iterator);
        for (Function<ReadTxn, Iterator<?>> factory : factories) {
            hasEnded(STM.<Iterator<?>, RuntimeException>atomically(factory::apply));
            hasEnded(STM.<Iterator<?>, RuntimeException>snapshot(factory::apply));
            STM.run(tx -> hasEnded(tx.<Iterator<?>, RuntimeException>nested(factory::apply)));
            STM.run(tx -> failsElsewhere(factory.apply(tx)));
            STM.runSnapshot(tx -> failsElsewhere(factory.apply(tx)));
        }
    }

    private static void hasEnded(Iterator<?> iterator) {
        assertThrows(IllegalStateException.class, iterator::hasNext);
        assertThrows(IllegalStateException.class, iterator::next);
    }

    private static void failsElsewhere(Iterator<?> iterator) {
        TestThreads.elsewhere(() -> assertThrows(IllegalStateException.class, iterator::next));
        iterator.next(); // and works here
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 600})
    void anIteratorAtItsEndSaysSo(int size) {
        TSet<Integer> set = set(size);
        STM.run(tx -> {
            Iterator<Integer> iterator = set.iterator(tx);
            iterator.forEachRemaining(element -> {});
            assertFalse(iterator.hasNext());
            assertThrows(NoSuchElementException.class, iterator::next);
            assertThrows(UnsupportedOperationException.class, iterator::remove);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 5000})
    void aWalkThatEndsEarlyDependsOnWhatItVisited(int size) {
        TSet<Integer> set = set(size);
        TLong other = TLong.of(0);
        Integer first =
                STM.<Integer, RuntimeException>atomically(tx -> set.iterator(tx).next());
        Set<Integer> rest = new TreeSet<>(set.snapshot());
        rest.removeAll(firstElements(set, 100)); // what shares a variable with the first
        int attempts = Attempts.of(
                tx -> {
                    assertEquals(first, set.iterator(tx).next());
                    other.add(tx, 1);
                },
                tx -> set.removeAll(tx, rest));
        assertEquals(1, attempts);
    }

    private static Set<Integer> firstElements(TSet<Integer> set, int count) {
        return STM.<Set<Integer>, RuntimeException>atomically(tx -> {
            Set<Integer> elements = new TreeSet<>();
            Iterator<Integer> iterator = set.iterator(tx);
            while (elements.size() < count) {
                elements.add(iterator.next());
            }
            return elements;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 128, 600, 5000})
    void aWalkMayChangeTheMap(int size) {
        TMap<Integer, Integer> map = map(size);
        STM.run(tx -> map.forEach(tx, (key, value) -> {
            map.remove(tx, key);
            map.put(tx, key + 1_000_000, value);
            if (key >= 1_000_000) {
                map.put(tx, key, Objects.requireNonNull(map.remove(tx, key + 1_000_000)));
            }
        }));
        Map<Integer, Integer> moved = new HashMap<>();
        IntStream.range(0, size).forEach(key -> moved.put(key + 1_000_000, -key));
        assertEquals(moved, map.snapshot());
    }
}
