package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TransactionalMap;
import dev.tvar.stm.testing.support.Collisions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Random sequences of transactions, some undone in part or in whole, have the same effect on a map and on its model. */
class MapModelTest {
    @Property(tries = 2000)
    void tMapBehavesLikeHashMap(@ForAll("sequences") List<MapProgram> programs, @ForAll Start start) {
        HashMap<Key, Integer> model = new HashMap<>();
        IntStream.range(0, start.entries).forEach(id -> model.put(new Key(id), id));
        TMap<Key, Integer> map = TMap.copyOf(model);
        start.spread(map);
        tMapBehavesLike(model, map, programs);
    }

    /** How many entries a map has at first: none, nearly as many as fit into one variable, more, or few that are spread. */
    enum Start {
        EMPTY(0),
        SMALL(120),
        SPREAD(200),
        COLLIDED(20);

        private final int entries;

        Start(int entries) {
            this.entries = entries;
        }

        private void spread(TransactionalMap<Key, Integer> map) {
            if (this == COLLIDED) {
                Collisions.run(map, new Key(0), Collisions.TOO_MANY);
            }
        }
    }

    private static void tMapBehavesLike(
            HashMap<Key, Integer> start, TMap<Key, Integer> map, List<MapProgram> programs) {
        HashMap<Key, Integer> model = start;
        for (MapProgram program : programs) {
            Map<Key, Integer> before = map.snapshot();
            HashMap<Key, Integer> modelBefore = model;
            model = program.run(map, model, HashMap::new);
            assertEquals(model, map.snapshot());
            assertEquals(modelBefore, before, "later writes do not change a snapshot");
        }
        assertEquals(model, TMap.copyOf(model).snapshot());
    }

    @Property(tries = 2000)
    void tSortedMapBehavesLikeTreeMap(
            @ForAll("sequences") List<MapProgram> programs,
            @ForAll Start start,
            @ForAll boolean reversed,
            @ForAll @IntRange(max = MapProgram.KEYS) int from,
            @ForAll @IntRange(max = MapProgram.KEYS) int to) {
        Comparator<Key> order = reversed ? Comparator.reverseOrder() : Comparator.naturalOrder();
        TreeMap<Key, Integer> initial = new TreeMap<>(order);
        IntStream.range(0, start.entries).forEach(id -> initial.put(new Key(id), id));
        TSortedMap<Key, Integer> map = TSortedMap.copyOf(order, initial);
        start.spread(map);
        TreeMap<Key, Integer> model = initial;
        for (MapProgram program : programs) {
            NavigableMap<Key, Integer> before = map.snapshot();
            TreeMap<Key, Integer> modelBefore = model;
            model = program.run(map, model, TreeMap::new);
            assertEquals(
                    List.copyOf(model.entrySet()), List.copyOf(map.snapshot().entrySet()));
            assertEquals(modelBefore, before, "later writes do not change a snapshot");
            Key low = new Key(reversed ? Math.max(from, to) : Math.min(from, to));
            Key high = new Key(reversed ? Math.min(from, to) : Math.max(from, to));
            rangesAgree(model, map, low, high);
            neighboursAgree(model, map, low);
            neighboursAgree(model, map, high);
        }
    }

    private static void rangesAgree(TreeMap<Key, Integer> model, TSortedMap<Key, Integer> map, Key low, Key high) {
        for (boolean inclusive : List.of(true, false)) {
            STM.snapshot(tx -> {
                assertEquals(model.headMap(high, inclusive), map.headMap(tx, high, inclusive));
                assertEquals(model.tailMap(low, inclusive), map.tailMap(tx, low, inclusive));
                assertEquals(model.subMap(low, true, high, inclusive), map.subMap(tx, low, true, high, inclusive));
                assertEquals(model.subMap(low, inclusive, high, true), map.subMap(tx, low, inclusive, high, true));
                assertEquals(model.subMap(low, false, high, false), map.subMap(tx, low, false, high, false));
                walksAgree(
                        model.subMap(low, inclusive, high, true), map.asMap(tx).subMap(low, inclusive, high, true));
                walksAgree(model.headMap(high, inclusive), map.asMap(tx).headMap(high, inclusive));
                return true;
            });
        }
    }

    private static void walksAgree(NavigableMap<Key, Integer> model, NavigableMap<Key, Integer> view) {
        assertEquals(List.copyOf(model.keySet()), List.copyOf(view.keySet()));
        assertEquals(
                List.copyOf(model.descendingMap().values()),
                List.copyOf(view.descendingMap().values()));
        assertEquals(model.size(), view.size());
    }

    private static void neighboursAgree(TreeMap<Key, Integer> model, TSortedMap<Key, Integer> map, Key key) {
        STM.snapshot(tx -> {
            assertEquals(model.firstEntry(), map.firstEntry(tx));
            assertEquals(model.lastEntry(), map.lastEntry(tx));
            assertEquals(model.floorEntry(key), map.floorEntry(tx, key));
            assertEquals(model.lowerEntry(key), map.lowerEntry(tx, key));
            assertEquals(model.ceilingEntry(key), map.ceilingEntry(tx, key));
            assertEquals(model.higherEntry(key), map.higherEntry(tx, key));
            return true;
        });
    }

    @Provide
    Arbitrary<List<MapProgram>> sequences() {
        return MapProgram.sequences();
    }
}
