package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.collection.TDeque;
import dev.tvar.stm.collection.TLongArray;
import dev.tvar.stm.collection.TMap;
import dev.tvar.stm.collection.TPriorityQueue;
import dev.tvar.stm.collection.TQueue;
import dev.tvar.stm.collection.TSet;
import dev.tvar.stm.collection.TSortedMap;
import dev.tvar.stm.testing.queue.Attempts;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code snapshot()} inside a transaction is {@code snapshot(tx)}: part of the transaction, not a view from outside. */
class SnapshotInsideTest {
    /** A collection with a change of it, and with both of its snapshots. */
    private record Case(String name, TxnAction<RuntimeException> change, Supplier<Object> snapshot, Inside inside) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Inside {
        Object snapshot(Txn tx);
    }

    static Stream<Case> collections() {
        TQueue<Integer> queue = TQueue.create();
        TBoundedQueue<Integer> bounded = TBoundedQueue.create(5);
        TDeque<Integer> deque = TDeque.create();
        TPriorityQueue<Integer> priority = TPriorityQueue.create();
        TMap<Integer, Integer> map = TMap.create();
        TSortedMap<Integer, Integer> sorted = TSortedMap.create();
        TSet<Integer> set = TSet.create();
        TArray<Integer> array = TArray.create(9, 0);
        TLongArray longs = TLongArray.create(9);
        TLong next = TLong.of(1); // each change makes a difference
        return Stream.of(
                new Case("TQueue", tx -> queue.put(tx, 1), queue::snapshot, queue::snapshot),
                new Case("TBoundedQueue", tx -> bounded.put(tx, 1), bounded::snapshot, bounded::snapshot),
                new Case("TDeque", tx -> deque.putFirst(tx, 1), deque::snapshot, deque::snapshot),
                new Case("TPriorityQueue", tx -> priority.put(tx, 1), priority::snapshot, priority::snapshot),
                new Case("TMap", tx -> map.merge(tx, 1, 1, Integer::sum), map::snapshot, map::snapshot),
                new Case("TSortedMap", tx -> sorted.merge(tx, 1, 1, Integer::sum), sorted::snapshot, sorted::snapshot),
                new Case("TSet", tx -> set.add(tx, (int) numbered(tx, next)), set::snapshot, set::snapshot),
                new Case("TArray", tx -> array.update(tx, 8, n -> n + 1), array::snapshot, array::snapshot),
                new Case(
                        "TLongArray",
                        tx -> longs.add(tx, 8, 1),
                        () -> Arrays.toString(longs.snapshot()),
                        tx -> Arrays.toString(longs.snapshot(tx))));
    }

    private static long numbered(Txn tx, TLong next) {
        next.add(tx, 1);
        return next.get(tx);
    }

    @ParameterizedTest
    @MethodSource("collections")
    void itSeesTheWritesOfTheTransaction(Case collection) {
        Object before = collection.snapshot.get();
        STM.run(tx -> {
            assertEquals(before, collection.snapshot.get());
            collection.change.run(tx);
            Object inside = collection.snapshot.get();
            assertNotEquals(before, inside);
            assertEquals(collection.inside.snapshot(tx), inside);
        });
        assertNotEquals(before, collection.snapshot.get());
    }

    @ParameterizedTest
    @MethodSource("collections")
    void theTransactionDependsOnIt(Case collection) {
        TLong other = TLong.of(0);
        int attempts = Attempts.of(
                tx -> {
                    collection.snapshot.get();
                    other.set(tx, 1);
                },
                collection.change);
        assertEquals(2, attempts);
    }
}
