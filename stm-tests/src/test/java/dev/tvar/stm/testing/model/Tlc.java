package dev.tvar.stm.testing.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the model checker TLC in a JVM of its own. */
final class Tlc {
    private static final Path MODELS =
            Path.of(System.getProperty("basedir", "."), "src", "model").toAbsolutePath();

    private static final String UNBROKEN = "Broken = \"nothing\"";

    /** Exit codes of TLC: 0 if nothing was found, these for a state or a behaviour that is not allowed. */
    private static final int DEADLOCK = 11;

    private static final int INVARIANT = 12;
    private static final int PROPERTY = 13;

    private Tlc() {}

    /** The result of a run: how TLC ended, the violation that it found if any, and the count of states. */
    record Verdict(int exitCode, String finding, String states, List<String> output) {
        boolean isClean() {
            return exitCode == 0;
        }

        boolean hasFinding() {
            return exitCode == DEADLOCK || exitCode == INVARIANT || exitCode == PROPERTY;
        }

        @Override
        public String toString() {
            return isClean() || hasFinding() ? finding + "; " + states : String.join("\n", output);
        }
    }

    /**
     * Checks a module with the bounds of a configuration.
     *
     * @param module the name of a file in {@code src/model}, without its ending
     * @param configuration likewise
     * @param broken the step to leave out, or "nothing"
     * @param jvmOptions further options of the JVM
     */
    static Verdict check(String module, String configuration, String broken, String... jvmOptions)
            throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("tlc");
        try {
            String bounds = Files.readString(MODELS.resolve(configuration + ".cfg"));
            if (!bounds.contains(UNBROKEN)) {
                throw new AssertionError(configuration + ".cfg does not say " + UNBROKEN);
            }
            Files.writeString(
                    scratch.resolve(configuration + ".cfg"), bounds.replace(UNBROKEN, "Broken = \"" + broken + "\""));
            copyModules(scratch);
            return run(scratch, configuration, module, List.of(jvmOptions));
        } finally {
            delete(scratch);
        }
    }

    private static Verdict run(Path scratch, String configuration, String module, List<String> jvmOptions)
            throws IOException, InterruptedException {
        Path output = scratch.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx2g",
                "-Djava.io.tmpdir=" + scratch, // where TLC unpacks its standard modules
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "tlc2.TLC", "-nowarning", "-metadir", "states", "-config", configuration + ".cfg", module + ".tla"));
        Process process = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        List<String> lines = Files.readAllLines(output);
        String finding = firstThatHas(lines, "Error:").orElse("no finding");
        return new Verdict(process.exitValue(), finding, statesIn(lines), lines);
    }

    private static String statesIn(List<String> lines) {
        return firstThatHas(lines, "states left on queue.")
                .map(line -> line.replaceAll(".*generated, (\\d+) distinct.*", "$1 states"))
                .orElse("an unknown number of states");
    }

    private static Optional<String> firstThatHas(List<String> lines, String part) {
        return lines.stream()
                .filter(line -> line.contains(part) && !line.startsWith("Progress"))
                .findFirst();
    }

    /** TLC searches all files in its working directory. */
    private static void copyModules(Path scratch) throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".tla")).toList()) {
                Files.copy(file, scratch.resolve(file.getFileName()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
