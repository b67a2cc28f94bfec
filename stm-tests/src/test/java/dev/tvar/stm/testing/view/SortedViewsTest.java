package dev.tvar.stm.testing.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.testing.ConcurrentNavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.NavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.NavigableSetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.TestStringSortedMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.MapFeature;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
                IntStream.range(0, 200).mapToObj(i -> "filler " + i).toList();

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

    @ParameterizedTest
    @EnumSource
    void aMapIsAConcurrentNavigableMap(Form form) {
        GuavaSuite.passes(concurrentSuite("TSortedMap " + form, () -> form.map().asMap()));
    }

    @ParameterizedTest
    @EnumSource
    void aSetIsANavigableSet(Form form) {
        GuavaSuite.passes(setSuite("TSortedSet " + form, () -> form.set().asSet()));
    }

    /** The transaction in which a test runs. */
    @SuppressWarnings("NullAway.Init") // set before each test
    private Txn current;

    @ParameterizedTest
    @EnumSource
    void aMapWithinATransactionIsANavigableMap(Form form) {
        TestSuite suite = STM.atomically(tx -> {
            current = tx; // the builder makes maps, too
            return NavigableMapTestSuiteBuilder.using(filled(() -> form.map().asMap(current)))
                    .named("TSortedMap in a transaction, " + form)
                    .withFeatures(MAP_FEATURES)
                    .createTestSuite();
        });
        List<TestCase> tests = GuavaSuite.testsOf(suite);
        assertTrue(tests.size() > 500, () -> tests.size() + " tests");
        assertEquals(
                "",
                GuavaSuite.failures(
                        tests,
                        test -> STM.<Throwable>run(tx -> {
                            current = tx;
                            test.runBare();
                        })));
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
