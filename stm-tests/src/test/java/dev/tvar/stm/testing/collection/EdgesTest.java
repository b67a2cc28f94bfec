package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TLongArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TransactionalMap;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Empty collections, nulls, indexes out of bounds, and the properties of snapshot views. */
class EdgesTest {
    @ParameterizedTest
    @EnumSource
    void anEmptyMapIsEmptyInEveryView(ConcurrentMapsTest.Kind kind) {
        TransactionalMap<Integer, Integer> map = kind.create();
        STM.run(tx -> {
            assertTrue(map.isEmpty(tx));
            assertEquals(0, map.size(tx));
            assertEquals(Map.of(), map.snapshot(tx));
            assertNull(map.get(tx, 1));
            assertNull(map.remove(tx, 1));
            map.clear(tx);
        });
        assertEquals(Map.of(), map.snapshot());
        assertThrows(
                NoSuchElementException.class,
                () -> map.snapshot().entrySet().iterator().next());
    }

    @Test
    void anEmptySortedMapHasNoNeighbours() {
        TSortedMap<Integer, Integer> map = TSortedMap.create();
        STM.run(tx -> {
            assertNull(map.firstEntry(tx));
            assertNull(map.lastEntry(tx));
            assertNull(map.pollFirstEntry(tx));
            assertNull(map.pollLastEntry(tx));
            assertNull(map.floorEntry(tx, 1));
            assertNull(map.higherEntry(tx, 1));
            assertEquals(Map.of(), map.subMap(tx, 1, true, 2, true));
            assertThrows(IllegalArgumentException.class, () -> map.subMap(tx, 2, true, 1, true));
        });
    }

    @ParameterizedTest
    @EnumSource
    void nullsAreRefusedAndNothingIsWritten(ConcurrentMapsTest.Kind kind) {
        TransactionalMap<Integer, Integer> map = kind.create();
        Integer none = nothing();
        List<TxnAction<RuntimeException>> uses = List.of(
                tx -> map.get(tx, none),
                tx -> map.put(tx, none, 1),
                tx -> map.remove(tx, none),
                tx -> map.put(tx, 1, none),
                tx -> map.putIfAbsent(tx, 1, none),
                tx -> map.replace(tx, 1, none),
                tx -> map.merge(tx, 1, none, Integer::sum),
                tx -> map.putAll(tx, Collections.singletonMap(1, none)));
        for (TxnAction<RuntimeException> use : uses) {
            Exception refusal = assertThrows(NullPointerException.class, () -> STM.run(use));
            assertTrue(Objects.requireNonNull(refusal.getMessage()).contains("has no null"), refusal::toString);
        }
        assertThrows(NullPointerException.class, () -> TMap.copyOf(Collections.singletonMap(none, 1)));
        assertThrows(
                NullPointerException.class,
                () -> STM.run(tx -> TSet.<Integer>create().add(tx, none)));
        assertEquals(Map.of(), map.snapshot());
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what a caller without nullness checks may pass
    private static <T> T nothing() {
        return (T) new HashMap<>().get(1);
    }

    /** As in a TreeMap: a key that cannot be compared would otherwise be detected only with the second key. */
    @Test
    void aFirstKeyThatCannotBeComparedWithItselfIsRefused() {
        TSortedMap<Integer, String> map = TSortedMap.create((a, b) -> {
            throw new IllegalStateException("cannot compare");
        });
        assertThrows(IllegalStateException.class, () -> STM.run(tx -> map.put(tx, 1, "x")));
        assertEquals(Map.of(), map.snapshot());
    }

    /** A body that catches the refusal and commits has put none of the entries. */
    @ParameterizedTest
    @EnumSource
    void allEntriesArePutOrNone(ConcurrentMapsTest.Kind kind) {
        TransactionalMap<Integer, Integer> map = kind.create();
        TSet<Integer> set = TSet.create();
        TreeMap<Integer, Integer> entries = new TreeMap<>(Map.of(1, 1, 2, 2));
        entries.put(3, nothing());
        STM.run(tx -> {
            assertThrows(NullPointerException.class, () -> map.putAll(tx, entries));
            assertThrows(NullPointerException.class, () -> set.addAll(tx, entries.values()));
        });
        assertEquals(Map.of(), map.snapshot());
        assertEquals(Set.of(), set.snapshot());
    }

    @Test
    void indexesAreChecked() {
        TArray<String> array = TArray.create(3, "x");
        TLongArray longs = TLongArray.create(3);
        for (int index : List.of(-1, 3, 8)) {
            assertThrows(IndexOutOfBoundsException.class, () -> STM.run(tx -> array.get(tx, index)));
            assertThrows(IndexOutOfBoundsException.class, () -> STM.run(tx -> array.set(tx, index, "y")));
            assertThrows(IndexOutOfBoundsException.class, () -> STM.run(tx -> longs.get(tx, index)));
            assertThrows(IndexOutOfBoundsException.class, () -> STM.run(tx -> longs.set(tx, index, 1)));
        }
        assertThrows(NegativeArraySizeException.class, () -> TArray.create(-1, "x"));
        assertThrows(NegativeArraySizeException.class, () -> TLongArray.create(-1));
        assertEquals(List.of(), TArray.create(0, "x").snapshot());
        assertEquals(0, TLongArray.create(0).snapshot().length);
    }

    @Test
    void aSumThatDoesNotFitIsRefused() {
        TLongArray longs = TLongArray.copyOf(new long[] {Long.MAX_VALUE});
        assertThrows(ArithmeticException.class, () -> STM.run(tx -> longs.add(tx, 0, 1)));
        assertEquals(Long.MAX_VALUE, longs.snapshot()[0]);
    }

    @Test
    void aSnapshotOfAMapIsAnImmutableMapLikeAnyOther() {
        Map<Key, Integer> model = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            model.put(new Key(i), i);
        }
        TMap<Key, Integer> map = TMap.copyOf(model);
        Map<Key, Integer> view = map.snapshot();
        STM.run(map::clear);
        isLike(model, view);
        assertEquals(Map.of(), map.snapshot());
    }

    @Test
    void aSnapshotOfASortedMapIsAnImmutableNavigableMapLikeAnyOther() {
        TSortedMap<Key, Integer> map = TSortedMap.create();
        TreeMap<Key, Integer> model = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            model.put(new Key(i), i);
        }
        STM.run(tx -> map.putAll(tx, model));
        NavigableMap<Key, Integer> view = map.snapshot();
        STM.run(map::clear);
        isLike(model, view);
        assertNull(view.comparator());
        assertEquals(
                List.copyOf(model.descendingMap().entrySet()),
                List.copyOf(view.descendingMap().entrySet()));
        assertThrows(UnsupportedOperationException.class, view::pollFirstEntry);
        assertThrows(UnsupportedOperationException.class, () -> view.headMap(new Key(9), true)
                .clear());
    }

    private static void isLike(Map<Key, Integer> model, Map<Key, Integer> view) {
        assertEquals(model, view);
        assertEquals(view, model);
        assertEquals(model.hashCode(), view.hashCode());
        assertEquals(model.size(), view.size());
        assertEquals(model.keySet(), view.keySet());
        assertEquals(model.entrySet(), view.entrySet());
        assertTrue(view.containsValue(7));
        assertFalse(view.containsKey(new Key(100)));
        assertNull(view.get(new Key(100)));
        assertThrows(UnsupportedOperationException.class, () -> view.put(new Key(1), 1));
        assertThrows(UnsupportedOperationException.class, () -> view.remove(new Key(1)));
        assertThrows(UnsupportedOperationException.class, view::clear);
        assertThrows(UnsupportedOperationException.class, () -> view.keySet().clear());
        assertThrows(UnsupportedOperationException.class, () -> view.values().removeIf(value -> true));
        assertThrows(
                UnsupportedOperationException.class,
                () -> view.entrySet().iterator().next().setValue(1));
    }

    @Test
    void snapshotsOfSetsAndArraysAreImmutable() {
        Set<Integer> set = TSet.copyOf(List.of(1, 2)).snapshot();
        assertEquals(Set.of(1, 2), set);
        assertThrows(UnsupportedOperationException.class, () -> set.remove(1));
        List<@Nullable Integer> list =
                TArray.<@Nullable Integer>copyOf(Arrays.asList(1, null, 3)).snapshot();
        assertEquals(Arrays.asList(1, null, 3), list);
        assertThrows(UnsupportedOperationException.class, () -> list.set(0, 1));
    }

    @Test
    void aTransactionSeesItsOwnWritesAtOnce() {
        TMap<String, Integer> map = TMap.create();
        STM.run((Txn tx) -> {
            map.put(tx, "a", 1);
            assertEquals(Map.of("a", 1), map.snapshot(tx));
            assertEquals(Map.of(), elsewhere(map), "and no other thread does");
            map.remove(tx, "a");
            assertTrue(map.isEmpty(tx));
        });
    }

    private static Map<String, Integer> elsewhere(TMap<String, Integer> map) {
        Map<String, Integer> seen = new HashMap<>();
        TestThreads.elsewhere(() -> seen.putAll(map.snapshot()));
        return seen;
    }
}
