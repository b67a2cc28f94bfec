package dev.tvar.stm.testing.collection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TArray;
import dev.tvar.stm.collection.TLongArray;
import dev.tvar.stm.collection.TSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Random sequences of small transactions, some undone, have the same effect on sets and arrays as on their models. */
class SetAndArrayModelTest {
    /** Context of a step: a transaction, a nested part that fails, or a branch that retries. */
    enum Fate {
        STAYS,
        STAYS_TOO,
        FAILS,
        RETRIES
    }

    record Step(Fate fate, int kind, int place, int value) {}

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Runs a change in the context of its step; true if it is kept. */
    private static boolean happens(Step step, Txn tx, Runnable change) {
        switch (step.fate) {
            case STAYS, STAYS_TOO -> change.run();
            case FAILS ->
                assertThrows(
                        Failure.class,
                        () -> tx.nested(inner -> {
                            change.run();
                            throw new Failure();
                        }));
            case RETRIES ->
                tx.orElse(
                        inner -> {
                            change.run();
                            return inner.<Boolean>retry();
                        },
                        inner -> true);
        }
        return step.fate == Fate.STAYS || step.fate == Fate.STAYS_TOO;
    }

    @Property(tries = 1000)
    void tSetBehavesLikeHashSet(@ForAll("steps") List<Step> steps) {
        TSet<Key> set = TSet.create();
        Set<Key> model = new HashSet<>();
        for (Step step : steps) {
            Set<Key> before = set.snapshot();
            Set<Key> modelBefore = new HashSet<>(model);
            STM.run(tx -> {
                Set<Key> changed = new HashSet<>(model);
                if (happens(step, tx, () -> assertEquals(onModel(step, changed), onSet(step, set, tx)))) {
                    onModel(step, model);
                }
                assertEquals(model, set.snapshot(tx));
            });
            assertEquals(modelBefore, before);
            assertEquals(model, set.snapshot());
            assertEquals(model.size(), STM.<Integer, RuntimeException>snapshot(set::size));
            assertEquals(model.isEmpty(), STM.<Boolean, RuntimeException>snapshot(set::isEmpty));
        }
        assertEquals(model, TSet.copyOf(model).snapshot());
    }

    private static @Nullable Object onSet(Step step, TSet<Key> set, Txn tx) {
        Key key = new Key(step.value);
        return switch (step.kind) {
            case 0, 1 -> set.add(tx, key);
            case 2 -> set.remove(tx, key);
            case 3 -> set.contains(tx, key);
            case 4 -> set.addAll(tx, List.of(key, new Key(step.place)));
            case 5 -> set.removeAll(tx, List.of(key, new Key(step.place)));
            case 6 -> set.retainAll(tx, keysUpTo(step.place));
            case 7 -> set.removeIf(tx, element -> element.id() % 5 == step.place % 5);
            case 8 -> set.containsAll(tx, List.of(key, new Key(step.place)));
            default -> {
                set.clear(tx);
                yield null;
            }
        };
    }

    private static Set<Key> keysUpTo(int id) {
        return IntStream.rangeClosed(-5, id).mapToObj(Key::new).collect(Collectors.toSet());
    }

    private static @Nullable Object onModel(Step step, Set<Key> model) {
        Key key = new Key(step.value);
        return switch (step.kind) {
            case 0, 1 -> model.add(key);
            case 2 -> model.remove(key);
            case 3 -> model.contains(key);
            case 4 -> model.addAll(List.of(key, new Key(step.place)));
            case 5 -> model.removeAll(List.of(key, new Key(step.place)));
            case 6 -> model.retainAll(keysUpTo(step.place));
            case 7 -> model.removeIf(element -> element.id() % 5 == step.place % 5);
            case 8 -> model.containsAll(List.of(key, new Key(step.place)));
            default -> {
                model.clear();
                yield null;
            }
        };
    }

    @Property(tries = 1000)
    @SuppressWarnings("NullAway") // NullAway does not follow a type argument that allows null
    void tArrayBehavesLikeArrayList(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 50) int length) {
        TArray<@Nullable Integer> array = TArray.create(length, null);
        List<@Nullable Integer> model = new ArrayList<>(Arrays.asList(new Integer[length]));
        for (Step step : steps) {
            int place = step.place % length;
            Integer value = step.kind == 0 ? null : step.value;
            List<@Nullable Integer> before = array.snapshot();
            List<@Nullable Integer> modelBefore = new ArrayList<>(model);
            STM.run(tx -> {
                assertEquals(model.get(place), array.get(tx, place));
                if (happens(step, tx, () -> assertEquals(model.get(place), array.set(tx, place, value)))) {
                    model.set(place, value);
                }
                assertEquals(model, array.snapshot(tx));
            });
            assertEquals(modelBefore, before);
            assertEquals(model, array.snapshot());
        }
        assertEquals(model, TArray.copyOf(model).snapshot());
    }

    @Property(tries = 1000)
    void tLongArrayBehavesLikeAnArray(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 50) int length) {
        TLongArray array = TLongArray.create(length);
        long[] model = new long[length];
        for (Step step : steps) {
            int place = step.place % length;
            long[] before = array.snapshot();
            long[] modelBefore = model.clone();
            STM.run(tx -> {
                long next = step.kind < 5 ? step.value : model[place] + step.value;
                Runnable change = step.kind < 5
                        ? () -> assertEquals(model[place], array.set(tx, place, step.value))
                        : () -> assertEquals(next, array.add(tx, place, step.value));
                if (happens(step, tx, change)) {
                    model[place] = next;
                }
                assertArrayEquals(model, array.snapshot(tx));
                assertEquals(model[place], array.get(tx, place));
            });
            assertArrayEquals(modelBefore, before);
            assertArrayEquals(model, array.snapshot());
        }
        assertArrayEquals(model, TLongArray.copyOf(model).snapshot());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Fate.class),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(-5, 40))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }
}
