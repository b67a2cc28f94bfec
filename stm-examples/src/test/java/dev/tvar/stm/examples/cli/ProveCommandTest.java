package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProveCommandTest {
    /** In turns or on real threads, as the seed of the smallest case decides. */
    private static final Pattern IN_A_TEST =
            Pattern.compile("ProgramRun\\.(inTurns|on)\\(BrokenEngines\\.named\\(\"broken:dirty-write\"\\), ");

    private static final int TERMINATED = 128 + 15;
    private static final List<String> SEAM = List.of("-Ddev.tvar.stm.seam=true");
    private static final String[] SMALL = {
        "--tries",
        "3",
        "--runs",
        "2",
        "--accounts",
        "5",
        "--threads",
        "3",
        "--transfers",
        "50",
        "--seed",
        "7",
        "--time-limit",
        "86400",
        "--stuck",
        "86400",
        "--shrink-limit",
        "86400"
    };

    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(strings = {"ours", "tvar", "locks", "multiverse", "scala-stm", "clojure"})
    void figuresAndVerdictAreShownForAnyEngine(String engine) {
        Cli cli = prove("--engine", engine, "--property", "conservation");
        assertEquals(0, cli.code(), cli.toString());
        assertTrue(cli.out().startsWith("Trying " + engine + ": at most 3 cases of each property"), cli.out());
        assertTrue(cli.out().contains("seed 7"), cli.out());
        assertTrue(row(cli, engine, "conservation").matches(".* holds +3 +6 .*"), cli.out());
        assertTrue(cli.out().endsWith("All properties held." + System.lineSeparator()), cli.out());
        assertEquals(
                Stream.of("  0", " 33", " 66", "100")
                        .map(percent -> percent + " %  trying " + engine)
                        .toList(),
                cli.errLines());
    }

    @Test
    void bothPropertiesAreTriedOnOneEngineAfterTheOther() {
        Cli cli = prove("--engine", "ours,tlong-add");
        assertEquals(0, cli.code(), cli.toString());
        for (String engine : List.of("ours", "tlong-add")) {
            row(cli, engine, "conservation");
            row(cli, engine, "programs");
        }
    }

    @Test
    void aFailureIsShownSmallWithTheWayToRunItAgain() {
        Cli cli = prove("--engine", "broken:dirty-write", "--property", "programs", "--tries", "1000");
        assertEquals(1, cli.code(), cli.toString());
        assertTrue(row(cli, "broken:dirty-write", "programs").contains("FAILS"), cli.out());
        assertTrue(cli.out().contains("broken: no serial order explains these outcomes"), cli.out());
        assertTrue(IN_A_TEST.matcher(cli.out()).find(), cli.out());
        assertTrue(cli.out().endsWith("A property FAILS." + System.lineSeparator()), cli.out());
        String again = cli.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("./stm prove "))
                .findFirst()
                .orElseThrow();
        Cli second = Cli.run((again.substring("./stm ".length()) + " --stuck 86400 --shrink-limit 86400").split(" "));
        assertEquals(1, second.code(), second.toString());
        assertEquals(
                report(cli), report(second), "a fault of one thread alone, so that the seed brings all of it back");
    }

    private static String report(Cli cli) {
        return cli.out().substring(cli.out().indexOf("    broken: "), cli.out().indexOf("The same case again"));
    }

    @Test
    void aTimeLimitEndsItEarly() {
        Cli cli = prove("--engine", "tlong", "--tries", "1000000", "--time-limit", "1");
        assertEquals(0, cli.code(), cli.toString());
        assertTrue(cli.out().contains("holds, time is up"), cli.out());
    }

    @Test
    void theFiguresAreWrittenAsCsv() throws IOException {
        Path csv = folder.resolve("figures.csv");
        Cli cli = prove("--engine", "tlong", "--csv", csv.toString());
        assertEquals(0, cli.code(), cli.toString());
        List<String> lines = Files.readAllLines(csv);
        assertEquals(
                "engine,property,verdict,seed,tries,runs,transactions,aborts,transfers,audits,gave_up,millis",
                lines.get(0));
        assertTrue(lines.get(1).startsWith("tlong,conservation,holds,7,3,6,"), lines::toString);
        assertTrue(lines.get(2).startsWith("tlong,programs,holds,7,3,6,"), lines::toString);
    }

    @Test
    void aStepThatIsLeftOutIsMissed() throws Exception {
        Process process = Cli.start(Main.class, SEAM, "prove", "--plant", "STORE", "--property", "conservation");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> text = out.lines().toList();
            assertTrue(text.get(0).contains("with the step STORE left out of our engine"), text.toString());
            assertEquals("A property FAILS.", text.get(text.size() - 1));
            assertEquals(1, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void schedulesAreChosenAndAFailureBringsItsScheduleAlong() throws Exception {
        Process process = Cli.start(
                Main.class,
                SEAM,
                "prove",
                "--plant=LOCK",
                "--property=schedules",
                "--seed=3",
                "--tries=1000",
                "--time-limit=86400",
                "--shrink-limit=86400");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String text = String.join("\n", out.lines().toList());
            assertTrue(text.contains("schedules FAILS on ours"), text);
            assertTrue(text.contains("smallest schedule: \""), text);
            assertTrue(text.contains(".explore(ExploredProgram.of(new ConcurrentProgram("), text);
            assertEquals(1, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aStepCannotBeLeftOutWhereTheEngineDoesNotAsk() {
        Cli cli = prove("--plant", "STORE");
        assertEquals(2, cli.code());
        assertEquals(1, cli.errLines().size(), cli.err());
        assertTrue(cli.err().contains("--plant: start the JVM with -Ddev.tvar.stm.seam=true"), cli.err());
    }

    @Test
    void anEarlyEndShowsTheFiguresSoFar() throws Exception {
        Process process = Cli.start(
                Main.class, List.of(), "prove", "--engine", "tlong", "--tries", "1000000", "--time-limit", "3600");
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("  0 %  trying tlong", err.readLine());
            process.toHandle().destroy();
            List<String> text = out.lines().toList();
            assertTrue(
                    text.stream().anyMatch(line -> line.matches("tlong +conservation +holds so far .*")),
                    text.toString());
            assertEquals("Ended by Ctrl-C.", text.get(text.size() - 1));
            assertEquals(List.of(), err.lines().toList());
            assertEquals(TERMINATED, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    /** Adds small sizes, and limits that no busy machine reaches, unless they are given. */
    private static Cli prove(String... arguments) {
        List<String> all = new ArrayList<>(List.of("prove"));
        for (int i = 0; i < SMALL.length; i += 2) {
            if (!List.of(arguments).contains(SMALL[i])) {
                all.addAll(List.of(SMALL[i], SMALL[i + 1]));
            }
        }
        all.addAll(List.of(arguments));
        return Cli.run(all.toArray(String[]::new));
    }

    private static String row(Cli cli, String engine, String property) {
        return cli.out()
                .lines()
                .filter(line -> line.matches("\\Q" + engine + "\\E +\\Q" + property + "\\E .*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + engine + " and " + property + " in\n" + cli));
    }
}
