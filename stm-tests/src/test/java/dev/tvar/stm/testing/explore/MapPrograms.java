package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TLongArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TransactionalMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Small programs on maps, sets and arrays, and the properties that must hold in each of their schedules. */
public enum MapPrograms implements Supplier<Scenario> {
    /** Two threads put unrelated keys into a large map, into leaves that were never used: each body runs once. */
    UNRELATED_KEYS_DO_NOT_CONFLICT {
        @Override
        public Scenario get() {
            return unrelated(large());
        }
    },

    /** The same with keys that the map contained before. */
    UNRELATED_KEYS_SHARE_NO_MEMORY {
        @Override
        public Scenario get() {
            TMap<String, Integer> map = large();
            STM.run(tx -> {
                map.put(tx, "one", 0);
                map.put(tx, "two", 0);
            });
            STM.run(tx -> map.remove(tx, "two"));
            return unrelated(map);
        }
    },

    /** A map is spread while one transaction changes an entry, and another reads entry and size. */
    NO_CHANGE_IS_LOST_WHEN_A_MAP_IS_SPREAD {
        @Override
        public Scenario get() {
            TMap<String, Integer> map = TMap.copyOf(filler(MOST_IN_ONE_VARIABLE));
            return new Scenario()
                    .thread("spreader", () -> STM.run(tx -> map.put(tx, "one", 1)))
                    .thread("changer", () -> STM.run(tx -> add(tx, map, "filler 5", 100)))
                    .thread("reader", () -> {
                        int[] seen = STM.snapshot(tx ->
                                new int[] {map.size(tx), map.snapshot(tx).size(), map.getOrDefault(tx, "filler 6", -1)
                                });
                        assertEquals(seen[0], seen[1], "two sizes at one instant");
                        assertEquals(6, seen[2]);
                        assertEquals(7, map.getNow("filler 7"));
                    })
                    .atTheEnd(() -> {
                        Map<String, Integer> expected = filler(MOST_IN_ONE_VARIABLE);
                        expected.put("one", 1);
                        expected.put("filler 5", 105);
                        assertEquals(expected, map.snapshot());
                    });
        }
    },

    /** A leaf of a large map is spread while other threads read its entries, inside and outside of snapshots, and change one. */
    NO_CHANGE_IS_LOST_WHEN_A_LEAF_IS_SPREAD {
        @Override
        public Scenario get() {
            TMap<Object, Integer> map = TMap.copyOf(inOneLeaf());
            return new Scenario()
                    .thread("spreader", () -> STM.run(tx -> map.put(tx, new Clash(1000), 1)))
                    .thread("changer", () -> STM.run(tx -> map.merge(tx, new Clash(5), 100, Integer::sum)))
                    .thread("reader", () -> {
                        assertEquals(7, map.getNow(new Clash(7)));
                        assertEquals(
                                6,
                                STM.<Integer, RuntimeException>snapshot(tx -> map.getOrDefault(tx, new Clash(6), -1)));
                    })
                    .atTheEnd(() -> {
                        Map<Object, Integer> expected = inOneLeaf();
                        expected.put(new Clash(1000), 1);
                        expected.put(new Clash(5), 105);
                        assertEquals(expected, map.snapshot());
                    });
        }
    },

    /** A leaf of a large map comes into use while a transaction counts the entries. */
    A_SIZE_COUNTS_ENTRIES_IN_NEW_LEAVES {
        @Override
        public Scenario get() {
            TMap<Object, Integer> map = TMap.copyOf(inOneLeaf());
            STM.run(map::clear);
            TVar<Boolean> sawNone = TVar.of(false);
            return new Scenario()
                    .thread("counter", () -> STM.run(tx -> sawNone.set(tx, map.size(tx) == 0)))
                    .thread(
                            "putter",
                            () -> STM.run(tx -> {
                                if (!sawNone.get(tx)) {
                                    map.put(tx, "in another leaf", 1);
                                }
                            }))
                    .atTheEnd(() ->
                            assertEquals(sawNone.now() ? 0 : 1, map.snapshot().size(), "one came first"));
        }
    },

    /** Two threads count in the value of one key, in a map that was empty. */
    NO_COUNT_IS_LOST_IN_A_MAP {
        @Override
        public Scenario get() {
            return counting(TMap.create());
        }
    },

    /** Two threads count in the value of one key, in a sorted map that was empty. */
    NO_COUNT_IS_LOST_IN_A_SORTED_MAP {
        @Override
        public Scenario get() {
            return counting(TSortedMap.create());
        }
    },

    /** Money moves between keys; a snapshot of the map, and its size, show one instant. */
    A_SNAPSHOT_OF_A_MAP_SEES_ALL_THE_MONEY {
        @Override
        public Scenario get() {
            TMap<String, Integer> map = TMap.copyOf(Map.of("ann", 60, "ben", 40));
            return new Scenario()
                    .thread(
                            "teller",
                            () -> STM.run(tx -> {
                                map.remove(tx, "ann"); // the whole balance, to a new account
                                map.put(tx, "cyd", 60);
                            }))
                    .thread("auditor", () -> {
                        Map<String, Integer> seen = map.snapshot();
                        assertEquals(
                                100,
                                seen.values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum());
                        assertEquals(2, STM.snapshot(map::size));
                    })
                    .thread("other", () -> STM.run(tx -> add(tx, map, "ben", 0)))
                    .atTheEnd(() -> assertEquals(Map.of("ben", 40, "cyd", 60), map.snapshot()));
        }
    },

    /** A transaction that waits for a key of an empty map is woken when the key is put. */
    A_KEY_THAT_COMES_WAKES {
        @Override
        public Scenario get() {
            TMap<String, Integer> map = TMap.create();
            return new Scenario()
                    .thread("waiter", () -> STM.run(tx -> tx.check(map.get(tx, "key") != null)))
                    .thread("other", () -> STM.run(tx -> map.put(tx, "another", 1)))
                    .thread("putter", () -> STM.run(tx -> map.put(tx, "key", 2)));
        }
    },

    /** An entry moves to another key of a sorted map: a concurrent search for the next key finds it at the old key or at the new one. */
    A_MOVED_ENTRY_IS_HERE_OR_THERE {
        @Override
        public Scenario get() {
            TSortedMap<Integer, String> map = TSortedMap.create();
            STM.run(tx -> map.put(tx, 1, "it"));
            return new Scenario()
                    .thread(
                            "mover",
                            () -> STM.run(tx -> {
                                map.remove(tx, 1);
                                map.put(tx, 3, "it");
                            }))
                    .thread("looker", () -> {
                        assertTrue(
                                STM.<Boolean, RuntimeException>snapshot(tx -> map.ceilingEntry(tx, 1) != null),
                                "from 1 on");
                        STM.run(tx -> {
                            assertEquals(1, map.size(tx));
                            assertTrue(map.firstEntry(tx) != null, "the first");
                        });
                    })
                    .thread(
                            "neighbour",
                            () -> STM.run(tx -> {
                                map.put(tx, 2, "new");
                                map.remove(tx, 2);
                            }))
                    .atTheEnd(() -> assertEquals(Map.of(3, "it"), map.snapshot()));
        }
    },

    /** An element moves from one set to another: it is in exactly one. */
    AN_ELEMENT_IS_IN_ONE_OF_TWO_SETS {
        @Override
        public Scenario get() {
            TSet<String> left = TSet.copyOf(List.of("it"));
            TSet<String> right = TSet.create();
            Scenario.Body look = () -> STM.run(tx -> {
                int found = (left.contains(tx, "it") ? 1 : 0) + (right.contains(tx, "it") ? 1 : 0);
                assertEquals(1, found, "the number of sets that contain it");
            });
            return new Scenario()
                    .thread(
                            "mover",
                            () -> STM.run(tx -> {
                                if (left.remove(tx, "it")) {
                                    right.add(tx, "it");
                                }
                            }))
                    .thread("looker", look)
                    .atTheEnd(() -> assertEquals(Set.of("it"), right.snapshot()));
        }
    },

    /** Elements of arrays: a swap keeps the sum, and no add is lost. */
    ARRAYS_KEEP_THEIR_SUM {
        @Override
        public Scenario get() {
            TArray<Integer> array = TArray.copyOf(List.of(10, 20));
            TLongArray counts = TLongArray.create(2);
            return new Scenario()
                    .thread(
                            "swapper",
                            () -> STM.run(tx -> {
                                array.set(tx, 1, array.set(tx, 0, array.get(tx, 1)));
                                counts.add(tx, 0, 1);
                            }))
                    .thread(
                            "mover",
                            () -> STM.run(tx -> {
                                array.update(tx, 0, value -> value - 5);
                                array.update(tx, 1, value -> value + 5);
                                counts.add(tx, 0, 1);
                            }))
                    .thread("auditor", () -> STM.run(tx -> assertEquals(30, array.get(tx, 0) + array.get(tx, 1))))
                    .atTheEnd(() -> assertEquals(2, counts.snapshot()[0]));
        }
    };

    /** Keys with one hash code. */
    private record Clash(int id) {
        @Override
        public int hashCode() {
            return 42;
        }
    }

    /** As many entries as one variable holds. */
    private static final int MOST_IN_ONE_VARIABLE = 128;

    /** Entries that all fall into one leaf of a large map. */
    private static Map<Object, Integer> inOneLeaf() {
        Map<Object, Integer> entries = new HashMap<>();
        IntStream.rangeClosed(0, MOST_IN_ONE_VARIABLE).forEach(i -> entries.put(new Clash(i), i));
        return entries;
    }

    private static Map<String, Integer> filler(int entries) {
        Map<String, Integer> filler = new HashMap<>();
        IntStream.range(0, entries).forEach(i -> filler.put("filler " + i, i));
        return filler;
    }

    private static TMap<String, Integer> large() {
        return TMap.copyOf(filler(MOST_IN_ONE_VARIABLE + 1));
    }

    private static Scenario unrelated(TMap<String, Integer> map) {
        int[] runs = new int[2];
        Map<String, Integer> expected = new HashMap<>(map.snapshot());
        expected.putAll(Map.of("one", 1, "two", 2));
        return new Scenario()
                .thread(
                        "one",
                        () -> STM.run(tx -> {
                            runs[0]++;
                            map.put(tx, "one", 1);
                        }))
                .thread(
                        "two",
                        () -> STM.run(tx -> {
                            runs[1]++;
                            map.put(tx, "two", 2);
                        }))
                .atTheEnd(() -> {
                    assertEquals(List.of(1, 1), List.of(runs[0], runs[1]), "runs of the bodies");
                    assertEquals(expected, map.snapshot());
                    assertEquals(expected.size(), STM.snapshot(map::size));
                });
    }

    private static Scenario counting(TransactionalMap<String, Integer> map) {
        Scenario.Body count = () -> STM.run(tx -> add(tx, map, "key", 1));
        return new Scenario().thread("one", count).thread("two", count).atTheEnd(() -> {
            assertEquals(Map.of("key", 2), map.snapshot());
            assertEquals(1, STM.snapshot(map::size));
        });
    }

    private static void add(Txn tx, TransactionalMap<String, Integer> map, String key, int amount) {
        Integer present = map.get(tx, key);
        map.put(tx, key, (present == null ? 0 : present) + amount);
    }
}
