package dev.tvar.stm.testing.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.collection.TList;
import dev.tvar.stm.testing.queue.Attempts;
import dev.tvar.stm.testing.queue.ModelProperty;
import dev.tvar.stm.testing.queue.SideBySide;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Group;
import org.junit.jupiter.api.Test;

class TListTest {
    /** More elements than a tree of one level has. */
    private static final int LARGE = 5_000;

    @Group
    class Small extends ModelProperty {
        @Override
        protected SideBySide<?> pair() {
            return new Lists(TList.create(), 0);
        }
    }

    @Group
    class AroundTheFirstSplit extends ModelProperty {
        @Override
        protected SideBySide<?> pair() {
            return new Lists(TList.named("list"), 62);
        }
    }

    @Group
    class Large extends ModelProperty {
        @Override
        protected SideBySide<?> pair() {
            return new Lists(TList.create(), 130);
        }
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static final class Lists extends SideBySide<List<Integer>> {
        private final TList<Integer> list;

        Lists(TList<Integer> list, int size) {
            super(new ArrayList<>(numbers(0, size)));
            this.list = list;
            STM.run(tx -> list.addAll(tx, model));
        }

        @Override
        protected List<Integer> copy(List<Integer> original) {
            return new ArrayList<>(original);
        }

        @Override
        protected void step(Txn tx, int choice) {
            int size = model.size();
            int place = choice / 16 % (size + 1);
            int many = choice / 512 % 70;
            switch (choice % 16) {
                case 0, 1 -> {
                    list.add(tx, choice);
                    model.add(choice);
                }
                case 2, 3 -> {
                    list.add(tx, place, choice);
                    model.add(place, choice);
                }
                case 4, 5, 6 -> {
                    if (place < size) {
                        assertEquals(model.remove(place), list.remove(tx, place));
                    }
                }
                case 7 -> {
                    if (place < size) {
                        assertEquals(model.set(place, choice), list.set(tx, place, choice));
                    }
                }
                case 8 -> assertEquals(model.addAll(place, numbers(0, many)), list.addAll(tx, place, numbers(0, many)));
                case 9 -> {
                    Predicate<Integer> filter = element -> element % 3 == choice / 16 % 3;
                    assertEquals(model.removeIf(filter), list.removeIf(tx, filter));
                }
                case 10 -> {
                    for (int i = 0; i < many && model.size() > place; i++) {
                        assertEquals(model.remove(place), list.remove(tx, place));
                    }
                }
                case 11 ->
                    assertEquals(
                            model.remove((Object) (choice / 16 % 99)), list.remove(tx, (Object) (choice / 16 % 99)));
                case 12 -> other(tx, choice / 16);
                default -> update(tx, place);
            }
        }

        private void update(Txn tx, int place) {
            if (place < model.size()) {
                model.set(place, model.get(place) / 2);
                assertEquals(model.get(place), list.update(tx, place, element -> element / 2));
            }
        }

        private void other(Txn tx, int choice) {
            switch (choice % 5) {
                case 0 -> {
                    list.sort(tx, Comparator.reverseOrder());
                    model.sort(Comparator.reverseOrder());
                }
                case 1 -> {
                    list.replaceAll(tx, element -> element / 2);
                    model.replaceAll(element -> element / 2);
                }
                case 2 -> assertEquals(model.retainAll(numbers(0, 200)), list.retainAll(tx, numbers(0, 200)));
                case 3 -> {
                    list.clear(tx);
                    model.clear();
                }
                default -> assertEquals(model.addAll(numbers(0, 7)), list.addAll(tx, numbers(0, 7)));
            }
        }

        @Override
        protected void compare(ReadTxn tx) {
            int size = model.size();
            assertEquals(model, list.snapshot(tx));
            assertEquals(size, list.size(tx));
            assertEquals(model.isEmpty(), list.isEmpty(tx));
            for (int i : new int[] {size / 3, size - 1}) {
                if (i >= 0 && i < size) {
                    assertEquals(model.get(i), list.get(tx, i));
                    assertEquals(model.indexOf(model.get(i)), list.indexOf(tx, model.get(i)));
                    assertEquals(model.lastIndexOf(model.get(i)), list.lastIndexOf(tx, model.get(i)));
                }
            }
            for (int i : new int[] {-1, size}) {
                assertThrows(IndexOutOfBoundsException.class, () -> list.get(tx, i));
            }
        }
    }

    @Test
    void aListOfManyLevelsIsAsItsModel() {
        Random random = new Random(20261128);
        TList<Integer> list = TList.create();
        List<Integer> model = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            boolean grows = round % 2 == 0;
            for (int i = 0; i < LARGE; i++) {
                int element = i;
                int place = random.nextInt(model.size() + 1);
                if (grows || model.isEmpty()) {
                    model.add(place, element);
                    STM.run(tx -> list.add(tx, place, element));
                } else if (place < model.size()) {
                    model.remove(place);
                    STM.run(tx -> list.remove(tx, place));
                }
            }
            assertEquals(model, list.snapshot());
        }
    }

    @Test
    void manyInsertionsInOneTransaction() {
        Random random = new Random(20261128);
        List<Integer> model = new ArrayList<>();
        List<Integer> places =
                IntStream.range(0, 20_000).mapToObj(i -> random.nextInt(i + 1)).toList();
        places.forEach(place -> model.add(place, model.size()));
        TList<Integer> list = TList.create();
        STM.run(tx -> places.forEach(place -> list.add(tx, place, list.size(tx))));
        assertEquals(model, list.snapshot());
        assertEquals(model, TList.copyOf(model).snapshot());
    }

    @Test
    void elementsOfDifferentBlocksDoNotConflict() {
        TList<Integer> list = TList.copyOf(numbers(0, 300));
        assertEquals(1, Attempts.of(tx -> list.set(tx, 0, 1), tx -> list.set(tx, 150, 2)));
        assertEquals(2, Attempts.of(tx -> list.set(tx, 0, 1), tx -> list.set(tx, 1, 2)));
        assertEquals(1, Attempts.of(tx -> list.set(tx, 0, 1), tx -> list.add(tx, 300)));
        assertEquals(2, Attempts.of(tx -> list.set(tx, 200, 1), tx -> list.remove(tx, 0)));
        TLong size = TLong.of(0);
        assertEquals(2, Attempts.of(tx -> size.set(tx, list.size(tx)), tx -> list.add(tx, 301)));
    }

    @Test
    void nothingAppendedConcurrentlyIsLost() {
        TList<Integer> list = TList.create();
        TestThreads threads = new TestThreads();
        for (int t = 0; t < 3; t++) {
            int first = t * 2_000;
            threads.start(() -> numbers(first, first + 2_000).forEach(i -> STM.run(tx -> list.add(tx, i))));
        }
        threads.join();
        List<Integer> sorted = new ArrayList<>(list.snapshot());
        Collections.sort(sorted);
        assertEquals(numbers(0, 6_000), sorted);
    }

    /** A moved element is in the list exactly once at every instant. */
    @Test
    void aMoveIsNeverSeenHalfDone() {
        TList<Integer> list = TList.copyOf(numbers(0, 200));
        TestThreads threads = new TestThreads();
        for (int seed = 1; seed <= 2; seed++) {
            Random random = new Random(seed);
            threads.start(() -> {
                for (int i = 0; i < 2_000; i++) {
                    int from = random.nextInt(200);
                    int to = random.nextInt(200);
                    STM.run(tx -> list.add(tx, to, list.remove(tx, from)));
                }
            });
        }
        threads.start(() -> {
            for (int look = 0; look < 1_000; look++) {
                assertEquals(200, list.snapshot().stream().distinct().count());
            }
        });
        threads.join();
        assertEquals(numbers(0, 200), list.snapshot().stream().sorted().toList());
    }

    @Test
    void anIteratorFailsAfterAStructuralChangeAndAfterTheEnd() {
        for (int size : new int[] {5, 100}) {
            TList<Integer> list = TList.copyOf(numbers(0, size));
            for (TxnAction<RuntimeException> change : List.<TxnAction<RuntimeException>>of(
                    tx -> list.remove(tx, 0), tx -> list.add(tx, 0, 1), list::clear)) {
                failsAfter(list, change);
            }
            Iterator<Integer> late = STM.<Iterator<Integer>, RuntimeException>atomically(list::iterator);
            assertThrows(IllegalStateException.class, late::hasNext);
            Iterator<Integer> ofSnapshot = STM.<Iterator<Integer>, RuntimeException>snapshot(list::iterator);
            assertThrows(IllegalStateException.class, ofSnapshot::next);
        }
    }

    private static void failsAfter(TList<Integer> list, TxnAction<RuntimeException> change) {
        STM.run(tx -> {
            list.add(tx, 7);
            Iterator<Integer> elements = list.iterator(tx);
            elements.next();
            change.run(tx);
            assertThrows(ConcurrentModificationException.class, elements::hasNext);
        });
    }

    /** Walking part of a list depends on that part only. */
    @Test
    void anIterationThatEndsEarlyDependsOnWhatItVisited() {
        TList<Integer> list = TList.copyOf(numbers(0, 300));
        TVar<Integer> found = TVar.of(-1);
        assertEquals(1, Attempts.of(tx -> found.set(tx, list.indexOf(tx, 3)), tx -> list.set(tx, 299, -1)));
        assertEquals(2, Attempts.of(tx -> found.set(tx, list.indexOf(tx, 1_000)), tx -> list.set(tx, 299, -2)));
    }

    @Test
    void nullIsAnElementAndBadIndicesAreNamed() {
        TList<Object> list = TList.named("list");
        List<Object> some = new ArrayList<>(List.of(1));
        some.add(null);
        STM.run(tx -> list.addAll(tx, some));
        assertEquals(some, list.snapshot());
        assertEquals(1, STM.<Integer, RuntimeException>snapshot(tx -> list.indexOf(tx, null)));
        IndexOutOfBoundsException refused = assertThrows(
                IndexOutOfBoundsException.class, () -> STM.run(tx -> Objects.requireNonNull(list.get(tx, 2))));
        assertEquals("index 2 in list, which has 2 elements", refused.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> STM.run(tx -> list.add(tx, 3, 1)));
        assertThrows(IndexOutOfBoundsException.class, () -> STM.run(tx -> list.remove(tx, -1)));
        assertThrows(IndexOutOfBoundsException.class, () -> STM.run(tx -> list.set(tx, -1, 1)));
    }
}
