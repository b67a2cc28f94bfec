package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.testing.support.Collisions;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Small programs on sorted maps that are not, or do not stay, one variable, and the properties that must hold in each schedule. */
public enum SortedPrograms implements Supplier<Scenario> {
    /** One transaction puts many keys; then two threads put keys that are far from each other: each body runs once. */
    DISTANT_KEYS_DO_NOT_CONFLICT {
        @Override
        public Scenario get() {
            TSortedMap<Integer, Integer> map = TSortedMap.create();
            TreeMap<Integer, Integer> model = tens(140);
            STM.run(tx -> model.forEach((key, value) -> map.put(tx, key, value)));
            return distantPuts(map, model);
        }
    },

    /** The writers of a small map have collided; then two threads put keys that are not neighbours: each body runs once. */
    A_SMALL_MAP_WHOSE_WRITERS_COLLIDE_IS_SPREAD {
        @Override
        public Scenario get() {
            TreeMap<Integer, Integer> model = tens(20);
            TSortedMap<Integer, Integer> map = TSortedMap.copyOf(model);
            Collisions.run(map, 0, Collisions.TOO_MANY);
            return distantPuts(map, model);
        }
    },

    /** The last of many collisions spreads a small map, while one transaction changes an entry and another reads. */
    NO_CHANGE_IS_LOST_WHEN_A_SORTED_MAP_IS_SPREAD {
        @Override
        public Scenario get() {
            return lastCollisionUnderReaders(tens(8), 0);
        }
    },

    /** The last of many collisions divides a leaf, while another transaction changes the second half, and a third one reads it. */
    NO_CHANGE_IS_LOST_WHEN_A_LEAF_IS_DIVIDED {
        @Override
        public Scenario get() {
            return lastCollisionUnderReaders(tens(140), 480); // five leaves of 28 entries
        }
    },

    /** A leaf overflows and is split, while the next one becomes empty: searches, ranges and look-ups agree. */
    A_LEAF_SPLITS_WHILE_THE_NEXT_ONE_VANISHES {
        @Override
        public Scenario get() {
            TreeMap<Integer, Integer> model = tens(140); // five leaves of 28 entries
            TSortedMap<Integer, Integer> map = TSortedMap.copyOf(model);
            STM.run(tx -> {
                for (int key = 281; key < 285; key++) {
                    map.put(tx, key, key);
                }
                map.asMap(tx).subMap(560, false, 840, false).clear();
            });
            model.putAll(map.snapshot());
            model.subMap(560, false, 840, false).clear();
            Scenario.Body look = () -> {
                STM.<Boolean, RuntimeException>snapshot(tx -> agrees(map, tx));
                STM.<Boolean, RuntimeException>atomically(tx -> agrees(map, tx));
            };
            model.put(285, 285);
            model.remove(560);
            return new Scenario()
                    .thread("filler", () -> STM.run(tx -> map.put(tx, 285, 285)))
                    .thread(
                            "emptier",
                            () -> STM.run(tx -> {
                                assertEquals(560, map.remove(tx, 560));
                                assertNull(map.get(tx, 560), "what this transaction has removed");
                            }))
                    .thread("looker", look)
                    .atTheEnd(() -> {
                        assertEquals(model, map.snapshot());
                        assertEquals(model.size(), STM.snapshot(map::size));
                    });
        }
    };

    /** Two threads put keys that are as far from each other as the map permits; each body must run once. */
    private static Scenario distantPuts(TSortedMap<Integer, Integer> map, TreeMap<Integer, Integer> model) {
        List<Integer> runs = new ArrayList<>(List.of(0, 0));
        List<Integer> keys = List.of(5, model.lastKey() - 5);
        Scenario scenario = new Scenario();
        for (int i = 0; i < 2; i++) {
            int thread = i;
            int key = keys.get(i);
            model.put(key, key);
            scenario.thread(
                    "putter " + i,
                    () -> STM.run(tx -> {
                        runs.set(thread, runs.get(thread) + 1);
                        assertNull(map.put(tx, key, key));
                    }));
        }
        return scenario.atTheEnd(() -> {
            assertEquals(List.of(1, 1), runs, "runs of the bodies");
            assertEquals(model, map.snapshot());
            assertEquals(model.size(), STM.snapshot(map::size));
        });
    }

    /** As {@link #changesUnderReaders}, on a map whose next change at the key is one collision too many. */
    private static Scenario lastCollisionUnderReaders(TreeMap<Integer, Integer> model, int key) {
        TSortedMap<Integer, Integer> map = TSortedMap.copyOf(model);
        Collisions.run(map, key, Collisions.TOO_MANY - 1);
        Collisions.prepare(map, key);
        return changesUnderReaders(map, model, key);
    }

    /** From a key on, one transaction inserts an entry and another changes the one at a distance of 70; a third one looks there. */
    private static Scenario changesUnderReaders(
            TSortedMap<Integer, Integer> map, TreeMap<Integer, Integer> model, int from) {
        int changed = from + 70;
        model.put(from + 5, 1);
        model.put(changed, 2);
        Scenario.Body look = () -> {
            assertEquals(
                    from + 60, STM.<Integer, RuntimeException>atomically(tx -> map.getOrDefault(tx, from + 60, -1)));
            STM.<Boolean, RuntimeException>snapshot(tx -> {
                assertEquals(
                        map.asMap(tx).subMap(from + 60, true, changed, true).get(changed), map.get(tx, changed));
                assertEquals(map.snapshot(tx).size(), map.size(tx));
                return true;
            });
        };
        return new Scenario()
                .thread("inserter", () -> STM.run(tx -> map.put(tx, from + 5, 1)))
                .thread("changer", () -> STM.run(tx -> assertEquals(changed, map.put(tx, changed, 2))))
                .thread("looker", look)
                .atTheEnd(() -> {
                    assertEquals(model, map.snapshot());
                    assertEquals(model.size(), STM.snapshot(map::size));
                });
    }

    private static TreeMap<Integer, Integer> tens(int count) {
        TreeMap<Integer, Integer> tens = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            tens.put(10 * i, 10 * i);
        }
        return tens;
    }

    private static boolean agrees(TSortedMap<Integer, Integer> map, ReadTxn tx) {
        NavigableMap<Integer, Integer> range = map.subMap(tx, 284, true, 840, true);
        assertEquals(range.get(560), map.get(tx, 560));
        assertEquals(range.get(285), map.get(tx, 285));
        assertEquals(range.lowerEntry(840), map.lowerEntry(tx, 840));
        assertEquals(range.higherEntry(284), map.higherEntry(tx, 284));
        return true;
    }
}
