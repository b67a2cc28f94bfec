package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareCommandTest {
    private static final int TERMINATED = 128 + 15;

    @Test
    void aSmallComparisonShowsEveryEngineAndThatAllLawsHeld() {
        Cli cli = Cli.run("compare", "--accounts", "5", "--transfers", "500", "--threads", "3", "--seed", "12");
        assertEquals(0, cli.code(), cli.toString());
        assertTrue(cli.out().startsWith("5 accounts of 1,000, 3 threads and an auditor, seed 12"), cli.out());
        for (String engine : List.of("stm", "actors", "cashier", "ordered-locks", "global-lock")) {
            assertEquals(2, rows(cli, engine), cli.out());
        }
        assertTrue(cli.out().contains("actors lose 30"), cli.out());
        assertTrue(cli.out().endsWith("All laws held." + System.lineSeparator()), cli.out());
        assertEquals(10, cli.errLines().size(), cli.err());
    }

    @Test
    void enginesCanBeChosenOneByOneOrAsAList() {
        Cli cli =
                Cli.run("compare", "--transfers=50", "--engine=cashier,stm", "--engine", "global-lock", "--engine=stm");
        assertEquals(0, cli.code(), cli.toString());
        assertEquals(
                List.of("measuring cashier", "measuring stm", "measuring global-lock"),
                cli.errLines().stream()
                        .filter(line -> line.startsWith("measuring"))
                        .toList());
        assertEquals(0, rows(cli, "actors"));
    }

    private static long rows(Cli cli, String engine) {
        return cli.out().lines().filter(line -> line.startsWith(engine + " ")).count();
    }

    @Test
    void anEarlyEndShowsWhatWasMeasuredAndNoStackTrace() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "compare",
                        "--engine=global-lock,cashier",
                        "--transfers=10000000")
                .start();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            awaitLine(err, "measuring cashier");
            process.toHandle().destroy();
            List<String> text = out.lines().toList();
            assertTrue(text.stream().anyMatch(line -> line.startsWith("global-lock ")), text.toString());
            assertEquals("Ended by Ctrl-C: 1 of 2 engines measured completely.", text.get(text.size() - 1));
            assertEquals(List.of(), err.lines().toList());
            assertEquals(TERMINATED, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitLine(BufferedReader reader, String awaited) throws IOException {
        String line;
        do {
            line = reader.readLine();
            assertTrue(line != null, "the program ended before it printed '" + awaited + "'");
        } while (!awaited.equals(line));
    }
}
