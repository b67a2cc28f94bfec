package dev.tvar.stm.testing.planted;

import dev.tvar.stm.testing.support.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs tests in a JVM whose engine has a bug, so that the state of the broken engine ends with that JVM. */
final class BrokenJvm {
    /** Seconds after which tests count as stuck, which is expected of a broken engine. Without a bug they wait longer. */
    private static final int STUCK_SECONDS = 4;

    private BrokenJvm() {}

    /**
     * Runs {@link SuiteUnderBug}.
     *
     * @return its verdict, or the failure of the run
     */
    static String run(String bug, List<String> tests) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddev.tvar.stm.seam=true",
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true", // a mutant is planted by an agent
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        if (!bug.equals(SuiteUnderBug.NO_BUG)) {
            command.add("-Ddev.tvar.stm.testing.limitSeconds=" + STUCK_SECONDS);
        }
        command.add(SuiteUnderBug.class.getName());
        command.add(bug);
        command.addAll(tests);
        try {
            Process child =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Thread watchdog = new Thread(() -> killAfterLimit(child), "broken-jvm-watchdog");
            watchdog.setDaemon(true);
            watchdog.start();
            return verdict(child);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        }
    }

    private static String verdict(Process child) throws IOException, InterruptedException {
        try (InputStream output = child.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = child.waitFor();
            return text.lines()
                    .filter(line -> line.startsWith(SuiteUnderBug.CAUGHT) || line.startsWith(SuiteUnderBug.SURVIVED))
                    .findFirst()
                    .orElse("no verdict, exit code " + exitCode + "; output:\n" + text);
        }
    }

    private static void killAfterLimit(Process child) {
        try {
            if (!child.waitFor(Limits.SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            child.destroyForcibly();
        }
    }
}
