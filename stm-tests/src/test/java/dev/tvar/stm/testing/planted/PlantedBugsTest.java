package dev.tvar.stm.testing.planted;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every planted bug makes the tests of the property that it breaks fail; without a bug the same tests pass. */
class PlantedBugsTest {
    private static final int LIMIT_SECONDS = 120;

    /** What the tests under a bug take for stuck: a broken engine is expected to be. */
    private static final int STUCK_SECONDS = 8;

    private static final List<String> TABLE = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void everyPlantedBugIsCaught(PlantedBug bug) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String verdict = run(bug.name(), List.of(bug.guard));
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(verdict.startsWith(SuiteUnderBug.CAUGHT), () -> bug + ": " + verdict);
        String[] parts = verdict.substring(SuiteUnderBug.CAUGHT.length()).split("\\|", 3);
        TABLE.add("| %-31s | %-25s | %-66s | %5.1f |"
                .formatted(bug, bug.invariant, parts[1] + "." + parts[0].replaceAll("\\(.*", ""), seconds));
    }

    @Test
    void withoutABugTheSameTestsPass() throws IOException, InterruptedException {
        List<String> guards = Arrays.stream(PlantedBug.values())
                .map(bug -> bug.guard)
                .distinct()
                .toList();
        String verdict = run("NONE", guards);
        assertTrue(verdict.startsWith(SuiteUnderBug.SURVIVED), verdict);
    }

    @AfterAll
    static void printTable() {
        System.out.println("| planted bug                     | invariant                 | caught by" + " ".repeat(58)
                + "|     s |");
        TABLE.forEach(System.out::println);
    }

    private static String run(String bug, List<String> tests) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddev.tvar.stm.seam=true",
                "-Ddev.tvar.stm.testing.limitSeconds=" + STUCK_SECONDS,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SuiteUnderBug.class.getName(),
                bug));
        command.addAll(tests);
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread watchdog = new Thread(() -> killAfterLimit(child), "planted-bug-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        try (InputStream output = child.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith(SuiteUnderBug.CAUGHT) || line.startsWith(SuiteUnderBug.SURVIVED))
                    .findFirst()
                    .orElse("no verdict, exit code " + child.waitFor() + "; output:\n" + text);
        }
    }

    private static void killAfterLimit(Process child) {
        try {
            if (!child.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            child.destroyForcibly();
        }
    }
}
