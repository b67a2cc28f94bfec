package dev.tvar.stm.testing.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.testing.ConcurrentNavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.NavigableSetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.TestStringSortedMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.MapFeature;
import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TSortedSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.Test;

/** The views of {@code TSortedMap} and {@code TSortedSet} do all that {@code java.util} promises, small and in leaves. */
class SortedViewsTest {
    private static final Feature<?>[] MAP_FEATURES = {
        MapFeature.GENERAL_PURPOSE,
        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
        CollectionFeature.KNOWN_ORDER,
        CollectionSize.ANY
    };

    enum Form {
        SMALL,
        LEAVES;

        private static final List<String> MANY =
                IntStream.range(0, 129).mapToObj(i -> "filler " + i).toList();

        TSortedMap<String, String> map() {
            if (this == SMALL) {
                return TSortedMap.create();
            }
            TSortedMap<String, String> map =
                    TSortedMap.copyOf(MANY.stream().collect(Collectors.toMap(key -> key, key -> key)));
            STM.run(tx -> MANY.forEach(key -> map.remove(tx, key)));
            return map;
        }

        TSortedSet<String> set() {
            if (this == SMALL) {
                return TSortedSet.create();
            }
            TSortedSet<String> set = TSortedSet.copyOf(MANY);
            STM.run(tx -> MANY.forEach(key -> set.remove(tx, key)));
            return set;
        }
    }

    private static TestStringSortedMapGenerator filled(Supplier<? extends NavigableMap<String, String>> maps) {
        return new TestStringSortedMapGenerator() {
            @Override
            protected SortedMap<String, String> create(Map.Entry<String, String>[] entries) {
                NavigableMap<String, String> map = maps.get();
                for (Map.Entry<String, String> entry : entries) {
                    map.put(entry.getKey(), entry.getValue());
                }
                return map;
            }
        };
    }

    private static TestSuite concurrentSuite(String name, Supplier<? extends NavigableMap<String, String>> maps) {
        return ConcurrentNavigableMapTestSuiteBuilder.using(filled(maps))
                .named(name)
                .withFeatures(MAP_FEATURES)
                .createTestSuite();
    }

    private static TestSuite setSuite(String name, Supplier<NavigableSet<String>> sets) {
        return NavigableSetTestSuiteBuilder.using(new TestStringSetGenerator() {
                    @Override
                    protected Set<String> create(String[] elements) {
                        NavigableSet<String> set = sets.get();
                        set.addAll(Arrays.asList(elements));
                        return set;
                    }

                    @Override
                    public List<String> order(List<String> insertionOrder) {
                        Collections.sort(insertionOrder);
                        return insertionOrder;
                    }
                })
                .named(name)
                .withFeatures(CollectionFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER, CollectionSize.ANY)
                .createTestSuite();
    }

    /** What the tests are to be run on; changes while the suite stays, which takes seconds to build. */
    private Supplier<NavigableMap<String, String>> maps = () -> Form.SMALL.map().asMap();

    private Supplier<NavigableSet<String>> sets = () -> Form.SMALL.set().asSet();

    @Test
    void mapsAreNavigableMaps() {
        List<TestCase> tests = GuavaSuite.testsOf(concurrentSuite("TSortedMap", () -> maps.get()));
        for (Form form : Form.values()) {
            maps = () -> form.map().asMap();
            GuavaSuite.passes(tests);
            String failures = GuavaSuite.failures(
                    tests,
                    test -> STM.<Throwable>run(tx -> {
                        maps = () -> form.map().asMap(tx);
                        test.runBare();
                    }));
            assertEquals("", failures, () -> "views that belong to a transaction, " + form);
        }
    }

    @Test
    void setsAreNavigableSets() {
        List<TestCase> tests = GuavaSuite.testsOf(setSuite("TSortedSet", () -> sets.get()));
        for (Form form : Form.values()) {
            sets = () -> form.set().asSet();
            GuavaSuite.passes(tests);
        }
    }

    /** A map whose {@code lowerEntry} includes the key. */
    private static final class Inclusive extends ConcurrentSkipListMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Map.Entry<String, String> lowerEntry(String key) {
            return super.floorEntry(key);
        }
    }

    @Test
    void theSuiteFindsAWrongMap() {
        assertThrows(AssertionError.class, () -> GuavaSuite.passes(concurrentSuite("inclusive", Inclusive::new)));
    }
}
