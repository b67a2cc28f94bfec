package dev.tvar.stm.internal.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Saved;
import dev.tvar.stm.internal.cell.Seqlock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value that committers save is found, whatever their number and whichever thread saved it. */
class SavedValuesTest {
    private final SavedValues kept = new SavedValues();

    private static List<TLong> variables(int count) {
        return IntStream.range(0, count).mapToObj(TLong::of).toList();
    }

    private static Saved valueOf(Cell cell) {
        return Seqlock.save(cell);
    }

    private Saved kept(Cell cell) {
        return Objects.requireNonNull(kept.get(cell));
    }

    private void assertAllAreKept(List<TLong> variables) {
        for (int i = 0; i < variables.size(); i++) {
            assertEquals(i, kept(variables.get(i)).num());
        }
        assertEquals(variables.size(), kept.count());
        assertNull(kept.get(TLong.of(0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 257, 3_000, 100_000})
    void aSavedValueIsFound(int count) {
        List<TLong> variables = variables(count);
        for (TLong each : variables) {
            assertNull(kept.get(each));
            kept.put(valueOf(each));
            Cells.write(each, -1); // the value of that instant is kept
        }
        assertAllAreKept(variables);
    }

    @Test
    void referencesAreKeptToo() {
        TVar<String> text = TVar.of("old");
        TVar<String> none = TVar.of("");
        Cells.write(none, null, 1);
        kept.put(valueOf(text));
        kept.put(valueOf(none));
        Cells.write(text, "new", 1);
        assertEquals("old", kept(text).ref());
        assertNull(kept(none).ref());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2_000})
    void theSecondValueOfAVariableReplacesTheFirst(int count) {
        List<TLong> variables = variables(count);
        for (TLong each : variables) {
            long value = each.now();
            Cells.write(each, -1);
            kept.put(valueOf(each));
            Cells.write(each, value);
        }
        variables.forEach(each -> kept.put(valueOf(each)));
        assertAllAreKept(variables);
    }

    @Test
    void severalPutAsideAtOnce() throws Exception {
        int crew = 4;
        for (int round = 0; round < 50; round++) {
            SavedValues shared = new SavedValues();
            List<TLong> variables = variables(2_000);
            CyclicBarrier start = new CyclicBarrier(crew);
            List<Thread> threads = IntStream.range(0, crew)
                    .mapToObj(t -> new Thread(() -> {
                        awaitAll(start);
                        for (int i = t; i < variables.size(); i += crew) {
                            shared.put(valueOf(variables.get(i)));
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(variables.size(), shared.count());
            for (TLong each : variables) {
                assertTrue(Objects.requireNonNull(shared.get(each)).num() == each.now());
            }
        }
    }

    private static void awaitAll(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
