package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final int TERMINATED = 128 + 15;

    private final Path directory;
    private final Path page;

    CompareCommandTest(@TempDir Path directory) {
        this.directory = directory;
        page = directory.resolve("page.html");
    }

    private Cli compare(String... options) {
        List<String> all = new ArrayList<>(List.of("compare", "--one-process", "--report", page.toString()));
        all.addAll(List.of(options));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void aSmallComparisonShowsEveryEngineAndThatAllLawsHeld() throws IOException {
        Cli cli = compare("--accounts=5", "--transfers=300", "--threads=1,3", "--seed=12", "--repetitions=1");
        assertEquals(0, cli.code(), cli.toString());
        assertTrue(
                cli.out().startsWith("5 accounts of 1,000, seed 12; each measurement 300 operations, 1 x"), cli.out());
        for (String engine : List.of("stm", "ordered-locks", "global-lock")) {
            assertEquals(6, rows(cli, engine), cli.out());
        }
        for (String engine : List.of("actors", "cashier", "reserve", "saga")) {
            assertEquals(7, rows(cli, engine), cli.out());
        }
        assertTrue(cli.out().contains("actors: lost 2,000 of 2,000"), cli.out());
        assertTrue(cli.out().contains("Written: " + page), cli.out());
        assertTrue(cli.out().endsWith("All laws held." + System.lineSeparator()), cli.out());
        assertEquals(10, cli.errLines().size(), cli.err());
        assertTrue(Files.readString(page).contains("seed 12")
                || Files.readString(page).contains("<dd>12</dd>"));
    }

    @Test
    void aTimeLimitAndSomeLoadsCanBeChosen() throws IOException {
        Path json = directory.resolve("data.json");
        Cli cli = compare("--quick", "--duration=5", "--loads=blocking,uniform", "--json", json.toString());
        assertEquals(0, cli.code(), cli.toString());
        assertEquals(
                List.of("blocking: tellers in a ring, each waits for the payment of the previous one"),
                cli.out().lines().filter(line -> line.startsWith("blocking:")).toList());
        assertEquals(4, rows(cli, "cashier"));
        assertTrue(Files.readString(json).contains("\"load\": \"blocking\""));
    }

    @Test
    void enginesCanBeChosenOneByOneOrAsAList() {
        Cli cli = compare(
                "--transfers=50", "--quick", "--engine=cashier,stm", "--engine", "global-lock", "--engines=stm");
        assertEquals(0, cli.code(), cli.toString());
        assertEquals(7, rows(cli, "cashier"));
        assertEquals(6, rows(cli, "stm"));
        assertEquals(6, rows(cli, "global-lock"));
        assertEquals(0, rows(cli, "actors"));
    }

    @Test
    void withoutAReportNothingIsWritten() {
        Cli cli = Cli.run(
                "compare",
                "--one-process",
                "--no-report",
                "--engine=stm",
                "--loads=uniform",
                "--quick",
                "--duration=5");
        assertEquals(0, cli.code(), cli.toString());
        assertFalse(cli.out().contains("Written"), cli.out());
        assertFalse(Files.exists(Path.of("report.html")));
    }

    @Test
    void anEarlierReportIsReplacedAndNoOtherFile() throws IOException {
        String[] small = {"--engine=global-lock", "--loads=uniform", "--quick", "--duration=5"};
        assertEquals(0, compare(small).code());
        assertEquals(0, compare(small).code());
        Files.writeString(page, "my diary");
        Cli refused = compare(small);
        assertEquals(2, refused.code());
        assertEquals(1, refused.errLines().size(), refused.err());
        assertTrue(refused.err().contains("is not an earlier report"), refused.err());
        assertEquals("my diary", Files.readString(page));
    }

    @Test
    void dataCanGoToStandardOutputAndTheTablesThenGoToStandardError() {
        String[] small = {"--engine=global-lock", "--loads=uniform", "--quick", "--duration=5"};
        Cli json = compare(
                Stream.concat(Stream.of(small), Stream.of("--json", "-")).toArray(String[]::new));
        assertEquals(0, json.code(), json.toString());
        assertTrue(JsonParser.parseString(json.out()).isJsonObject(), json.out());
        assertTrue(json.err().contains("All laws held."), json.err());
        Cli html = Cli.run(Stream.concat(Stream.of("compare", "--one-process", "--report", "-"), Stream.of(small))
                .toArray(String[]::new));
        assertEquals(0, html.code(), html.toString());
        assertTrue(html.out().startsWith("<!DOCTYPE html>"), html.out());
        assertFalse(Files.exists(Path.of("-")));
        Cli both = Cli.run("compare", "--report", "-", "--json", "-");
        assertEquals(2, both.code(), both.toString());
    }

    /** For example, because the disk is full. */
    @Test
    void aReportThatCannotBeWrittenLeavesTheEarlierOneAndIsAFailure() throws IOException {
        String[] small = {"--engine=global-lock", "--loads=uniform", "--quick", "--duration=5"};
        assertEquals(0, compare(small).code());
        String earlier = Files.readString(page);
        Path part = directory.resolve(".page.html." + ProcessHandle.current().pid() + ".part");
        Files.createDirectories(part.resolve("in the way"));
        Cli failed = compare(small);
        assertEquals(3, failed.code(), failed.toString());
        assertTrue(failed.err().contains("cannot write the report: "), failed.err());
        assertEquals(earlier, Files.readString(page));
    }

    private static long rows(Cli cli, String engine) {
        return cli.out().lines().filter(line -> line.startsWith(engine + " ")).count();
    }

    @Test
    void theTablesArePutIntoADocument() throws IOException {
        Path document = Files.writeString(
                directory.resolve("d.md"),
                "kept\n<!-- compare:machine -->\n<!-- /compare:machine -->\n<!-- compare:rates -->\n<!-- /compare:rates -->\n"
                        + "<!-- compare:money -->\nold\n<!-- /compare:money -->\n");
        Cli cli = compare(
                "--accounts=5",
                "--transfers=300",
                "--threads=1,3",
                "--repetitions=1",
                "--loads=uniform,failing",
                "--document",
                document.toString());
        assertEquals(0, cli.code(), cli.toString());
        String text = Files.readString(document);
        assertTrue(text.startsWith("kept\n<!-- compare:machine -->\n"), text);
        assertTrue(text.contains("28 measurements of 300 operations with 1, 3 threads"), text);
        assertTrue(text.contains("| 3 threads | uniform | failing |\n|---|--:|--:|\n| stm | "), text);
        assertTrue(text.contains("| global-lock | "), text);
        assertFalse(text.contains("old"), text);
    }

    @Test
    void anEarlyEndShowsWhatWasMeasuredAndNoStackTrace() throws Exception {
        Process process = Cli.start(
                Main.class,
                List.of(),
                "compare",
                "--engines=global-lock,cashier",
                "--loads=uniform",
                "--threads=2",
                "--repetitions=1",
                "--transfers=10000000",
                "--report=" + page);
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            awaitLine(err, "measuring cashier, uniform");
            process.toHandle().destroy();
            List<String> text = out.lines().toList();
            assertTrue(text.stream().anyMatch(line -> line.startsWith("global-lock ")), text.toString());
            assertEquals("Ended by Ctrl-C: 1 of 2 measurements made.", text.get(text.size() - 1));
            assertTrue(Files.readString(page).contains("Ended early: 1 of 2 measurements"));
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
        } while (!line.endsWith(awaited));
    }
}
