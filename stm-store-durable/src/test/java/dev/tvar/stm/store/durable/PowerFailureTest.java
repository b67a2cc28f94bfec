package dev.tvar.stm.store.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.durable.Simulation.Shape;
import dev.tvar.stm.store.durable.Simulation.Verdict;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power fails while a store is created, written, compacted, closed and opened. Any part of the
 * writes since the last force may have reached the device: in every case the store opens with the last
 * acknowledged state or the pending one.
 * {@code -Dstm.durable.seed} repeats a run, {@code -Dstm.durable.times=50} tries fifty times as many states.
 */
class PowerFailureTest {
    private static final long SEED = Long.getLong("stm.durable.seed", System.nanoTime());
    private static final int TIMES = Integer.getInteger("stm.durable.times", 1);

    private static final Shape TINY = new Shape(2, 2, 3_000, 60, SyncPolicy.FORCE, 20_000);

    static List<Arguments> stores() {
        return List.of(
                Arguments.of(TINY, 600, 70_000),
                Arguments.of(new Shape(2, 2, 3_000, 60, SyncPolicy.WRITE, 20_000), 600, 20_000),
                Arguments.of(new Shape(1_000, 50, 300, 30, SyncPolicy.FORCE, 50_000), 500, 4_000),
                Arguments.of(new Shape(1_000, 50, 300, 30, SyncPolicy.WRITE, 50_000), 500, 1_000),
                Arguments.of(new Shape(4, 2, 1 << 20, 12, SyncPolicy.FORCE, 1 << 20), 300, 600),
                Arguments.of(new Shape(100_000, 2_000, 20, 4, SyncPolicy.FORCE, 1 << 20), 50, 50));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void everyStateOfTheDiskOpensWithWhatWasAcknowledged(Shape shape, int statesPerRun, int states) {
        Random random = new Random(SEED);
        Verdict verdict = new Verdict();
        long start = System.nanoTime();
        for (int run = 0; verdict.states < states * TIMES; run++) {
            Simulation simulation = new Simulation(shape, DiskBug.NONE, random);
            simulation.run();
            simulation.close();
            simulation.failPower(statesPerRun, verdict);
            assertEquals(List.of(), verdict.faults, "seed " + SEED + ", run " + run + " of " + shape);
        }
        System.out.println(
                verdict.states + " disks after a power failure (" + verdict.refused + " with a flipped bit refused) of "
                        + shape + ", seed " + SEED + ", " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NONE", "NO_SECTOR_CHECKSUM"})
    void aPlantedBugIsCaught(DiskBug bug) {
        Random random = new Random(SEED);
        Verdict verdict = new Verdict();
        Shape shape = bug == DiskBug.MARK_WITH_ITS_GROUPS ? new Shape(2, 2, 3_000, 60, SyncPolicy.WRITE, 20_000) : TINY;
        for (int run = 0; run < 40 && verdict.faults.isEmpty(); run++) {
            Simulation simulation = new Simulation(shape, bug, random);
            simulation.run();
            simulation.close();
            simulation.failPower(600, verdict);
        }
        assertTrue(!verdict.faults.isEmpty(), bug + " was not caught in " + verdict.states + " states, seed " + SEED);
        System.out.println(bug + " caught within " + verdict.states + " states: " + verdict.faults.get(0));
    }
}
