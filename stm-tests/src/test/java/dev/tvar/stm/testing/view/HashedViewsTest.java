package dev.tvar.stm.testing.view;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junit.framework.TestSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The views of {@code TMap} and {@code TSet} do all that {@code java.util} promises, in both of their forms. */
class HashedViewsTest {
    enum Form {
        SMALL,
        SPREAD;

        /** Enough to spread a map, and some parts of it once more. */
        private static final Map<String, String> MANY =
                IntStream.range(0, 300).mapToObj(i -> "filler " + i).collect(Collectors.toMap(key -> key, key -> key));

        /** The sizes to test: a collection that is made large first takes longer. */
        CollectionSize sizes() {
            return this == SMALL ? CollectionSize.ANY : CollectionSize.SEVERAL;
        }

        TMap<String, String> map() {
            TMap<String, String> map = TMap.create();
            if (this == SPREAD) {
                STM.run(tx -> map.putAll(tx, MANY));
                STM.run(map::clear);
            }
            return map;
        }

        TSet<String> set() {
            TSet<String> set = TSet.create();
            if (this == SPREAD) {
                STM.run(tx -> set.addAll(tx, MANY.keySet()));
                STM.run(set::clear);
            }
            return set;
        }
    }

    private static TestSuite mapSuite(String name, CollectionSize sizes, Supplier<Map<String, String>> maps) {
        return ConcurrentMapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                        Map<String, String> map = maps.get();
                        for (Map.Entry<String, String> entry : entries) {
                            map.put(entry.getKey(), entry.getValue());
                        }
                        return map;
                    }
                })
                .named(name)
                .withFeatures(MapFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE, sizes)
                .createTestSuite();
    }

    private static TestSuite setSuite(String name, CollectionSize sizes, Supplier<Set<String>> sets) {
        return SetTestSuiteBuilder.using(new TestStringSetGenerator() {
                    @Override
                    protected Set<String> create(String[] elements) {
                        Set<String> set = sets.get();
                        set.addAll(List.of(elements).stream()
                                .filter(Objects::nonNull)
                                .toList());
                        return set;
                    }
                })
                .named(name)
                .withFeatures(CollectionFeature.GENERAL_PURPOSE, sizes)
                .createTestSuite();
    }

    @ParameterizedTest
    @EnumSource
    void aMapIsAConcurrentMap(Form form) {
        GuavaSuite.passes(
                mapSuite("TMap " + form, form.sizes(), () -> form.map().asMap()));
    }

    @ParameterizedTest
    @EnumSource
    void aSetIsASet(Form form) {
        GuavaSuite.passes(
                setSuite("TSet " + form, form.sizes(), () -> form.set().asSet()));
    }

    /** A map whose {@code putIfAbsent} overwrites. */
    private static final class Overwriting extends ConcurrentHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String putIfAbsent(String key, String value) {
            return put(key, value);
        }
    }

    @Test
    void theSuiteFindsAWrongMap() {
        assertThrows(
                AssertionError.class,
                () -> GuavaSuite.passes(mapSuite("overwriting", CollectionSize.ANY, Overwriting::new)));
    }
}
