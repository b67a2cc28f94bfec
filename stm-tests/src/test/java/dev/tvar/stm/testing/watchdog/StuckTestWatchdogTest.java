package dev.tvar.stm.testing.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.StuckTestWatchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stuck test fails with the stacks of all threads, instead of hanging the build. */
class StuckTestWatchdogTest {
    private record Run(int exitCode, String output) {
        void shows(String... parts) {
            for (String part : parts) {
                assertTrue(output.contains(part), () -> "not shown: " + part + "\n" + output);
            }
        }
    }

    /** Tests run in the folder of their module. */
    private static final Path PROJECT = Path.of("..");

    private static final Pattern HARNESS = Pattern.compile("<artifactId>stm-(testkit|tests|examples)</artifactId>");

    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(classes = {StuckTests.InATestMethod.class, StuckTests.InAProperty.class, StuckTests.InBeforeAll.class})
    void aTestThatWaitsForeverFailsWithAThreadDump(Class<?> tests) throws IOException, InterruptedException {
        Run run = run(tests, "0.02");
        assertEquals(StuckTests.FAILED, run.exitCode, run.output);
        run.shows(
                "STUCK: nothing has happened for 0.02 minutes since the start of",
                tests.getSimpleName(),
                "\"main\" WAITING",
                "takesFromAnEmptyQueue",
                "InterruptedException",
                "orders.front, orders.back");
    }

    @Test
    void aTestThatIgnoresInterruptsEndsItsJvm() throws IOException, InterruptedException {
        Run run = run(StuckTests.InALoop.class, "0.02");
        assertEquals(StuckTestWatchdog.HALTED, run.exitCode, run.output);
        run.shows("\"main\" RUNNABLE", "StuckTests$InALoop.loops", "the interrupt had no effect");
    }

    @Test
    void aTestThatPassesAfterTheInterruptDoesNotPass() throws IOException, InterruptedException {
        Run run = run(StuckTests.PassesInterrupted.class, "0.02");
        assertEquals(StuckTestWatchdog.HALTED, run.exitCode, run.output);
        run.shows("passed although it had been stuck");
    }

    @Test
    void aTestThatIsNotStuckIsLeftAlone() throws IOException, InterruptedException {
        Run run = run(StuckTests.NotStuck.class, "10");
        assertEquals(0, run.exitCode, run.output);
        assertFalse(run.output.contains("STUCK"), run.output);
    }

    /** The build sets a limit for every test: by the watchdog, or in modules without the harness by JUnit. */
    @Test
    void everyModuleHasALimit() throws IOException {
        assertTrue(Double.parseDouble(System.getProperty(StuckTestWatchdog.LIMIT, "0")) > 0, "this test has no limit");
        List<String> modules = Pattern.compile("<module>(stm-[a-z-]+)</module>")
                .matcher(Files.readString(PROJECT.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .filter(module -> Files.isDirectory(PROJECT.resolve(module).resolve("src/test")))
                .toList();
        assertTrue(modules.contains("stm-tests"), modules::toString);
        for (String module : modules) {
            assertTrue(isWatched(module) || hasTimeout(module), () -> module + ": its tests have no limit");
        }
    }

    private static boolean isWatched(String module) throws IOException {
        String pom = Files.readString(PROJECT.resolve(module).resolve("pom.xml"));
        return HARNESS.matcher(pom).find(); // the others depend on the harness
    }

    private static boolean hasTimeout(String module) throws IOException {
        Path properties = PROJECT.resolve(module).resolve("src/test/resources/junit-platform.properties");
        return Files.exists(properties)
                && Files.readString(properties).contains("junit.jupiter.execution.timeout.default = ");
    }

    private Run run(Class<?> tests, String minutes) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + StuckTestWatchdog.LIMIT + "=" + minutes,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StuckTests.class.getName(),
                tests.getName(),
                folder.resolve("jqwik").toString()));
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            return new Run(child.waitFor(), Files.readString(output));
        } finally {
            child.destroyForcibly();
        }
    }
}
