package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TSortedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Small programs on sorted maps that are too large for one variable, and the properties that must hold in each schedule. */
public enum SortedPrograms implements Supplier<Scenario> {
    /** One transaction puts many keys; then two threads put keys that are far from each other: each body runs once. */
    DISTANT_KEYS_DO_NOT_CONFLICT {
        @Override
        public Scenario get() {
            TSortedMap<Integer, Integer> map = TSortedMap.create();
            TreeMap<Integer, Integer> model = tens(140);
            STM.run(tx -> model.forEach((key, value) -> map.put(tx, key, value)));
            List<Integer> runs = new ArrayList<>(List.of(0, 0));
            Scenario scenario = new Scenario();
            for (int i = 0; i < 2; i++) {
                int thread = i;
                int key = 5 + 1200 * i;
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
