package dev.tvar.stm.testing.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.Internals;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Large transactions take linear time and memory. Memory is measured; processor time only where quadratic growth would take minutes. */
class SizeTest {
    /** A limit in processor time, which does not grow on a busy machine: many times the need of a linear transaction. */
    private static final Duration NOT_QUADRATIC = Duration.ofSeconds(30);

    private final TVar<Integer> one = TVar.of(1);

    static TVar<?>[] cells(int count) {
        TVar<?>[] cells = new TVar<?>[count];
        for (int i = 0; i < count; i++) {
            cells[i] = TVar.of("value");
        }
        return cells;
    }

    static TLong[] numbers(int count) {
        TLong[] numbers = new TLong[count];
        java.util.Arrays.setAll(numbers, TLong::of);
        return numbers;
    }

    @Test
    void aMillionReadsOfOneTVarDoNotGrowTheReadSet() {
        TLong number = TLong.of(1);
        long sum = STM.atomically(this::warmUp);
        assertEquals(1_000, sum);
        long bytes = Internals.allocatedBytes(() -> STM.run(tx -> {
            for (int i = 0; i < 1_000_000; i++) {
                one.get(tx);
                number.get(tx);
                number.isAtLeast(tx, -i);
            }
        }));
        assertTrue(bytes < 100_000, () -> bytes + " bytes for three million reads of two variables");
    }

    private long warmUp(Txn tx) {
        long sum = 0;
        for (int i = 0; i < 1_000; i++) {
            sum += one.get(tx);
        }
        return sum;
    }

    @Test
    void aMillionWritesOfOneTVarDoNotGrowTheWriteSet() {
        TLong number = TLong.of(1);
        long bytes = Internals.allocatedBytes(() -> STM.run(tx -> {
            for (int i = 0; i < 1_000_000; i++) {
                one.set(tx, 1);
                number.add(tx, 1);
            }
        }));
        assertTrue(bytes < 100_000, () -> bytes + " bytes for two million writes of two variables");
        assertEquals(1_000_001, number.now());
    }

    static void assertNotQuadratic(TxnAction<RuntimeException> body) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        STM.run(body);
        Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
        assertTrue(took.compareTo(NOT_QUADRATIC) < 0, () -> "it took " + took.toSeconds() + " s of processor time");
    }

    static void assertLinear(IntFunction<TxnAction<RuntimeException>> bodyOfSize, int size) {
        TxnAction<RuntimeException> small = bodyOfSize.apply(size);
        TxnAction<RuntimeException> large = bodyOfSize.apply(4 * size);
        STM.run(small);
        STM.run(large);
        long bytesSmall = Internals.allocatedBytes(() -> STM.run(small));
        long bytesLarge = Internals.allocatedBytes(() -> STM.run(large));
        assertTrue(
                bytesLarge <= 8 * bytesSmall + 100_000,
                () -> bytesSmall + " bytes for " + size + ", " + bytesLarge + " for four times as many");
    }

    @Test
    void tenThousandReadsAndWritesAreLinear() {
        assertLinear(
                size -> {
                    TVar<?>[] read = cells(size);
                    TLong[] written = numbers(size);
                    return tx -> {
                        for (int i = 0; i < size; i++) {
                            read[i].get(tx);
                            written[i].set(tx, written[i].get(tx) + 1);
                        }
                    };
                },
                10_000);
    }

    @Test
    void twoHundredThousandReadsAndWritesFinish() {
        int size = 200_000;
        TVar<?>[] read = cells(size);
        TLong[] written = numbers(size);
        assertNotQuadratic(tx -> {
            for (int i = 0; i < size; i++) {
                read[i].get(tx);
                written[i].add(tx, 1);
            }
            for (int i = size - 1; i >= 0; i--) {
                read[i].get(tx);
                assertEquals(i + 1, written[i].get(tx));
            }
        });
        assertEquals(size, written[size - 1].now());
    }

    @Test
    void aLargeTransactionIsNotRememberedByItsThread() {
        TVar<?>[] read = cells(100_000);
        STM.run(tx -> {
            for (TVar<?> cell : read) {
                cell.get(tx);
            }
        });
        STM.run(tx -> one.get(tx));
        long bytes = Internals.allocatedBytes(() -> {
            for (int i = 0; i < 100; i++) {
                STM.run(tx -> one.set(tx, 1));
            }
        });
        assertTrue(bytes < 10_000_000, () -> bytes + " bytes for a hundred small ones after a large one");
    }
}
