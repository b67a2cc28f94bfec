package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The launcher {@code ./stm}, copied into a directory of its own with the jars of this build, so that nothing is built for real:
 * the {@code mvn} it finds only records its calls.
 */
final class LauncherCopy implements AutoCloseable {
    private final Path root;
    private final Path commands;
    private final Path calls;
    private final List<Path> links = new ArrayList<>();

    /** The exit code and output of a process that has ended. */
    record Ended(int code, List<String> out, List<String> err) {}

    private LauncherCopy(Path folder) {
        root = folder.resolve("directory with a blank");
        commands = folder.resolve("commands");
        calls = folder.resolve("calls");
    }

    static LauncherCopy in(Path folder) throws IOException {
        LauncherCopy launcher = new LauncherCopy(folder);
        launcher.copy();
        return launcher;
    }

    /** The folder of the copy of the launcher. */
    Path root() {
        return root;
    }

    /** The folder of the commands that the launcher finds first. */
    Path commands() {
        return commands;
    }

    /** The file with the calls of {@code mvn}, a line each. */
    Path calls() {
        return calls;
    }

    private void copy() throws IOException {
        Path real = repository();
        Path target = root.resolve("stm-examples/target");
        Files.createDirectories(target);
        Files.copy(real.resolve("stm"), root.resolve("stm"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(root.resolve("pom.xml"));
        for (Path pom : modules(real)) {
            Path copy = root.resolve(real.relativize(pom));
            Files.createDirectories(copy.resolveSibling("src/main"));
            Files.createFile(copy);
        }
        Path built = real.resolve("stm-examples/target");
        try (Stream<Path> files = Files.list(built)) {
            for (Path jar : files.filter(file -> file.getFileName().toString().matches("stm-examples-.*\\.jar"))
                    .toList()) {
                link(target.resolve(jar.getFileName()), jar);
            }
        }
        link(target.resolve("lib"), built.resolve("lib"));
        Files.createFile(target.resolve(".built-by-launcher"));
        Files.setLastModifiedTime(
                target.resolve(".built-by-launcher"),
                FileTime.from(Instant.now().plusSeconds(3_600)));
        Files.createDirectories(commands);
        fakeMaven("Apache Maven 3.9.9", 0);
    }

    /** The POMs of all modules. */
    private static List<Path> modules(Path real) throws IOException {
        try (Stream<Path> folders = Files.list(real)) {
            return folders.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::exists)
                    .toList();
        }
    }

    private void link(Path link, Path real) throws IOException {
        links.add(Files.createSymbolicLink(link, real));
    }

    /** JUnit warns of links that lead outside a folder. */
    @Override
    public void close() {
        try {
            for (Path link : links) {
                Files.delete(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets the version of {@code mvn}, and the exit code of a build. */
    void fakeMaven(String version, int code) throws IOException {
        fakeMaven(version, code, "true");
    }

    /** Sets the version of {@code mvn}; a build runs a command and ends with this exit code. */
    void fakeMaven(String version, int code, String whileBuilding) throws IOException {
        Path mvn = commands.resolve("mvn");
        Files.deleteIfExists(mvn);
        Files.writeString(mvn, """
                #!/usr/bin/env bash
                if [[ $* == *-v ]]; then
                    echo '%s'
                else
                    echo "$*" >> '%s'
                    %s
                    echo 'the compiler says no' >&2
                    exit %d
                fi
                """.formatted(version, calls, whileBuilding, code));
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Removes the mark of the last build, so that the next run builds. */
    void forgetBuild() throws IOException {
        Files.deleteIfExists(root.resolve("stm-examples/target/.built-by-launcher"));
    }

    /**
     * A folder with all commands of this machine but one.
     *
     * @param missing its name
     */
    Path commandsWithout(String missing) throws IOException {
        Path folder = Files.createDirectory(commands.resolve("without-" + missing));
        for (String place : System.getenv("PATH").split(":")) {
            if (Files.isDirectory(Path.of(place))) {
                try (Stream<Path> files = Files.list(Path.of(place))) {
                    for (Path file : files.filter(Files::isExecutable).toList()) {
                        Path link = folder.resolve(file.getFileName());
                        if (!file.endsWith(missing) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                            link(link, file);
                        }
                    }
                }
            }
        }
        return folder;
    }

    /** Runs a command in the directory of the launcher to its end. */
    Ended run(String... command) throws IOException, InterruptedException {
        return runIn(root, command);
    }

    /** Runs a command to its end. */
    Ended runIn(Path directory, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(commands, "out", ".txt");
        Path err = Files.createTempFile(commands, "err", ".txt");
        Process process = builder(directory, List.of(command))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            return new Ended(process.waitFor(), lines(out), lines(err));
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Runs the launcher in the folder, and sends Ctrl-C when a line begins with {@code cue}. Standard
     * error is merged into standard output.
     */
    Ended runAndPressCtrlC(String cue, String... arguments) throws IOException, InterruptedException {
        // A process that was started in the background may ignore the signal.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "./stm"));
        command.addAll(List.of(arguments));
        Process process = builder(root, command).redirectErrorStream(true).start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            boolean pressed = false;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (!pressed && line.startsWith(cue)) {
                    pressed = true;
                    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                            .start()
                            .waitFor();
                }
            }
            assertTrue(pressed, "no line begins with '" + cue + "': " + lines);
            return new Ended(process.waitFor(), lines, List.of());
        } finally {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder builder(Path directory, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", commands.toString(), (path, first) -> first + ":" + path);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM would print a line about it
        return builder;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8);
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("stm"))) {
            folder =
                    Objects.requireNonNull(folder.getParent(), "the launcher is not found above the working directory");
        }
        return folder;
    }
}
