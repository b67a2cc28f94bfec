package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TList;
import dev.tvar.stm.collection.TLongArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.collection.TSortedSet;
import dev.tvar.stm.sync.TBarrier;
import dev.tvar.stm.sync.TCountDownLatch;
import dev.tvar.stm.sync.THub;
import dev.tvar.stm.sync.TMVar;
import dev.tvar.stm.sync.TPromise;
import dev.tvar.stm.sync.TReadWriteLock;
import dev.tvar.stm.sync.TSemaphore;
import dev.tvar.stm.testing.support.DeepSize;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
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

    @Test
    void anEmptyCollectionIsSmall() {
        Map<String, Supplier<Object>> small = new TreeMap<>();
        small.put("TMap", TMap::create);
        small.put("TSet", TSet::create);
        small.put("TSortedMap", TSortedMap::<Integer, Integer>create);
        small.put("TSortedSet", TSortedSet::<Integer>create);
        small.put("TList", TList::create);
        small.put("TArray", () -> TArray.create(0, ""));
        small.put("TLongArray", () -> TLongArray.create(0));
        small.put("TQueue", TQueue::create);
        small.put("TBoundedQueue", () -> TBoundedQueue.create(10));
        small.put("TDeque", TDeque::create);
        small.put("TPriorityQueue", TPriorityQueue::<Integer>create);
        small.forEach((name, kind) -> isAtMost(120, name, kind));
    }

    /** Each of their variables has a name, for messages: 96 bytes besides the text, which is shared if no name is given. */
    @Test
    void aSynchroniserTakesLittleMoreThanItsVariablesAndTheirNames() {
        isAtMost(160, "TPromise", TPromise::create);
        isAtMost(160, "TMVar", TMVar::empty);
        isAtMost(160, "TCountDownLatch", () -> TCountDownLatch.of(1));
        isAtMost(160, "TSemaphore", () -> TSemaphore.of(1));
        isAtMost(300, "TBarrier", () -> TBarrier.of(2));
        isAtMost(460, "TReadWriteLock", TReadWriteLock::create);
        isAtMost(660, "THub", THub::unbounded);
    }

    /** The memory that one more of a kind takes: what all of them share is left out. */
    private static void isAtMost(long bytes, String name, Supplier<Object> kind) {
        Object one = kind.get();
        long size = DeepSize.of(new Object[] {one, kind.get()}) - DeepSize.of(new Object[] {one});
        System.out.println(name + ": " + size + " bytes");
        assertTrue(size <= bytes, () -> name + ": " + size + " bytes, more than " + bytes);
    }

    private static void isAtMost(long bytes, Object collection) {
        long size = DeepSize.of(collection);
        assertTrue(size <= bytes, () -> size + " bytes, more than " + bytes);
    }
}
