package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.testing.support.DeepSize;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The memory of collections follows their contents. */
class SizesTest {
    /** Boxed integers outside the cache, each an object of its own of 16 bytes. */
    private static List<Integer> elements(int count) {
        return IntStream.range(0, count).mapToObj(i -> 1_000_000 + i).toList();
    }

    private static TSet<Integer> set(int size) {
        TSet<Integer> set = TSet.create();
        elements(size).forEach(element -> STM.run(tx -> set.add(tx, element)));
        return set;
    }

    private static TMap<Integer, String> map(int size) {
        TMap<Integer, String> map = TMap.create();
        elements(size).forEach(key -> STM.run(tx -> map.put(tx, key, "")));
        return map;
    }

    @Test
    void aSmallCollectionIsSmallItsElementsIncluded() {
        isAtMost(120, TSet.create());
        isAtMost(120, TMap.create());
        isAtMost(300, set(6));
        isAtMost(3_000, set(100));
        isAtMost(3_000, TSet.copyOf(elements(100)));
        assertEquals(DeepSize.of(set(100)), DeepSize.of(TSet.copyOf(elements(100))));
    }

    @Test
    void aLargeCollectionTakesAFewWordsForEachEntry() {
        isAtMost(150_000, map(1_000));
        isAtMost(70 * 10_000, map(10_000));
        isAtMost(45 * 100_000, TSet.copyOf(elements(100_000)));
    }

    @Test
    void aCollectionThatWasEmptiedIsSmallAgainIfItNeverWasLarge() {
        TSet<Integer> set = set(100);
        elements(100).forEach(element -> STM.run(tx -> set.remove(tx, element)));
        assertEquals(DeepSize.of(TSet.create()), DeepSize.of(set));
    }

    private static void isAtMost(long bytes, Object collection) {
        long size = DeepSize.of(collection);
        assertTrue(size <= bytes, () -> size + " bytes, more than " + bytes);
    }
}
