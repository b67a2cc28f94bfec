package dev.tvar.stm.store.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.store.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process that writes to a durable store is killed with SIGKILL, repeatedly, on the same file: every
 * acknowledged commit is present, and every other commit is present as a whole or not at all. The seed
 * is printed; the moment of a kill depends on the system.
 */
class KillTest {
    private static final int ROUNDS_PER_POLICY = 25;
    private static final int ROUNDS_TO_FIND_A_BUG = 40;

    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({"FORCE", "WRITE"})
    void acknowledgedCommitsSurviveAndNoneIsPartlyPresent(SyncPolicy sync) throws IOException, InterruptedException {
        KilledBank bank = bank(sync, PlantedDisk.SOUND);
        for (int round = 1; round <= ROUNDS_PER_POLICY; round++) {
            assertEquals(List.of(), bank.killOnce(), "round " + round);
        }
        assertTrue(bank.commits > ROUNDS_PER_POLICY, "only " + bank.commits + " commits: nothing was tested");
        System.out.println(sync + ": " + bank.commits + " acknowledged commits");
    }

    @Test
    void acknowledgingBeforeTheWriteIsCaught() throws IOException, InterruptedException {
        assertCaught(PlantedDisk.ACKNOWLEDGE_BEFORE_THE_WRITE, "lost");
    }

    @Test
    void writingAGroupInTwoHalvesIsCaught() throws IOException, InterruptedException {
        assertCaught(PlantedDisk.TWO_HALVES, "half a commit");
    }

    private void assertCaught(PlantedDisk bug, String verdict) throws IOException, InterruptedException {
        KilledBank bank = bank(SyncPolicy.FORCE, bug);
        for (int round = 1; round <= ROUNDS_TO_FIND_A_BUG; round++) {
            List<String> faults = bank.killOnce();
            if (faults.stream().anyMatch(fault -> fault.startsWith(verdict))) {
                System.out.println(bug + " caught in round " + round + ": " + faults);
                return;
            }
        }
        throw new AssertionError(bug + " was not caught");
    }

    private KilledBank bank(SyncPolicy sync, PlantedDisk disk) {
        long seed = System.nanoTime();
        System.out.println(sync + ", " + disk + ", seed " + seed);
        return new KilledBank(folder.resolve("bank"), sync, disk, seed);
    }
}
