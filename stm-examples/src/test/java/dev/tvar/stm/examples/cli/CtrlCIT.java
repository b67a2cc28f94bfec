package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.cli.LauncherCopy.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that receive a real SIGINT: they end with their results so far, and with the exit code that shells
 * expect.
 */
class CtrlCIT {
    private static final int INTERRUPTED = 130;

    private final LauncherCopy launcher;

    CtrlCIT(@TempDir Path folder) throws IOException {
        launcher = LauncherCopy.in(folder);
    }

    @AfterEach
    void removeLinks() {
        launcher.close();
    }

    private static String last(Ended ended) {
        return ended.out().get(ended.out().size() - 1);
    }

    @Test
    void comparePrintsTablesAndAPageOfTheMeasurementsSoFar() throws Exception {
        Ended ended = launcher.runAndPressCtrlC(
                " 10 %", "compare", "--engines=stm,global-lock", "--loads=uniform", "--threads=2", "--repetitions=100");
        assertEquals(INTERRUPTED, ended.code(), ended.toString());
        assertTrue(last(ended).matches("Ended by Ctrl-C: [\\d,]+ of 200 measurements made\\."), ended.toString());
        assertTrue(ended.out().contains("laws"), ended.toString());
        String page = Files.readString(launcher.root().resolve("report.html"));
        assertTrue(page.contains("Ended early: "), page);
    }

    @Test
    void aLedgerSaysHowFarItCameAndWritesNothing() throws Exception {
        Path ledger = Files.writeString(launcher.root().resolve("long.csv"), "ann,bob,1\nbob,ann,1\n".repeat(500_000));
        Ended ended = launcher.runAndPressCtrlC(
                "long.csv: 1,000,000 transfers",
                "ledger",
                ledger.getFileName().toString(),
                "--engine",
                "actors",
                "--out",
                "out.csv");
        assertEquals(INTERRUPTED, ended.code(), ended.toString());
        assertTrue(
                last(ended)
                        .matches("Ended by Ctrl-C: [\\d,]+ of 1,000,000 transfers tried; no balances were written\\."),
                ended.toString());
        assertTrue(ended.out().contains("It held."), ended.toString());
        assertFalse(Files.exists(launcher.root().resolve("out.csv")));
    }

    @Test
    void aLessonSaysThatItsLawWasNotJudged() throws Exception {
        Ended ended = launcher.runAndPressCtrlC("B3 philosophers", "philosophers", "--threads", "100");
        assertEquals(INTERRUPTED, ended.code(), ended.toString());
        assertEquals(
                "Ended by Ctrl-C; above is what was found so far. The law was not judged.",
                last(ended),
                ended.toString());
    }

    @Test
    void proveReportsThePropertiesThatHeldSoFar() throws Exception {
        Ended ended = launcher.runAndPressCtrlC("Trying ours", "prove", "--tries", "1000000");
        assertEquals(INTERRUPTED, ended.code(), ended.toString());
        assertEquals("Ended by Ctrl-C.", last(ended), ended.toString());
        assertTrue(ended.out().stream().anyMatch(line -> line.contains("holds so far")), ended.toString());
    }

    @Test
    void theTableOfAllEnginesHasTheRowsThatAreComplete() throws Exception {
        Ended ended = launcher.runAndPressCtrlC(" 20 %", "prove", "--peers", "--tries", "1", "--runs", "1");
        assertEquals(INTERRUPTED, ended.code(), ended.toString());
        assertEquals("Ended by Ctrl-C before the table was complete.", last(ended), ended.toString());
        assertTrue(ended.out().stream().anyMatch(line -> line.contains("conservation")), ended.toString());
    }
}
