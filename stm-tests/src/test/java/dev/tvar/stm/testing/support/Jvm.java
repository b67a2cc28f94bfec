package dev.tvar.stm.testing.support;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts another JVM of the same version, and locates the jars of classes. */
public final class Jvm {
    private Jvm() {}

    /** Runs {@code java} with these arguments; returns the lines that it printed, on either stream. */
    public static List<String> run(String... arguments) throws IOException {
        return runWith(Path.of(System.getProperty("java.home"), "bin", "java"), arguments);
    }

    /** The same with another launcher, such as that of a run-time image. */
    public static List<String> runWith(Path java, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("jvm", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(Limits.SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the JVM did not end: " + command);
            }
            return Files.readAllLines(output);
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    /** The jar or folder that a class was loaded from. */
    public static File locationOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
