package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher {@code ./stm}, copied into a house of its own with the jars of this build, so that nothing here is built for
 * real: the {@code mvn} it finds only writes down how it was called.
 */
class LauncherIT {
    private static final int LIMIT_SECONDS = 60;

    private final Path house;
    private final Path commands;
    private final Path calls;
    private final List<Path> links = new ArrayList<>();

    private record Ended(int code, List<String> out, List<String> err) {}

    LauncherIT(@TempDir Path folder) {
        house = folder.resolve("house with a blank");
        commands = folder.resolve("commands");
        calls = folder.resolve("calls");
    }

    @BeforeEach
    void settleIn() throws IOException {
        Path real = repository();
        Path target = house.resolve("stm-examples/target");
        Files.createDirectories(target);
        Files.copy(real.resolve("stm"), house.resolve("stm"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(house.resolve("pom.xml"));
        for (Path pom : modules(real)) {
            Path copy = house.resolve(real.relativize(pom));
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

    @AfterEach
    void unlink() throws IOException {
        for (Path link : links) {
            Files.delete(link); // JUnit warns of links that lead elsewhere
        }
    }

    private void link(Path link, Path real) throws IOException {
        links.add(Files.createSymbolicLink(link, real));
    }

    private void fakeMaven(String version, int code) throws IOException {
        Path mvn = commands.resolve("mvn");
        Files.deleteIfExists(mvn);
        Files.writeString(mvn, """
                #!/usr/bin/env bash
                if [[ $* == *-v ]]; then
                    echo '%s'
                else
                    echo "$*" >> '%s'
                    echo 'the compiler says no' >&2
                    exit %d
                fi
                """.formatted(version, calls, code));
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void helpIsShownAndNothingIsBuilt() throws Exception {
        Ended ended = run(house, "./stm", "--help");
        assertEquals(0, ended.code, ended.toString());
        assertEquals(List.of(), ended.err);
        assertTrue(ended.out.contains("Commands:"), ended.toString());
        assertFalse(Files.exists(calls));
    }

    @Test
    void anUnknownCommandIsAnsweredInOneLine() throws Exception {
        Ended ended = run(house, "./stm", "juggle");
        assertEquals(2, ended.code, ended.toString());
        assertEquals(1, ended.err.size(), ended.toString());
        assertTrue(ended.err.get(0).startsWith("stm: unknown command 'juggle'"), ended.toString());
        assertEquals(List.of(), ended.out);
    }

    @Test
    void itRunsFromAnotherDirectoryAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(commands.resolve("stm-link"), house.resolve("stm"));
        for (Path launcher : List.of(house.resolve("stm"), link)) {
            Ended ended = run(commands, launcher.toString(), "list");
            assertEquals(0, ended.code, ended.toString());
            assertTrue(ended.out.stream().anyMatch(line -> line.contains("A7  compare")), ended.toString());
        }
        assertFalse(Files.exists(calls));
    }

    @Test
    void argumentsWithBlanksArriveWhole() throws Exception {
        Ended ended = run(house, "./stm", "ledger", "no such file.csv");
        assertEquals(2, ended.code, ended.toString());
        assertEquals(List.of("cannot read 'no such file.csv': no such file"), ended.err);
    }

    @Test
    void aBugIsPlantedWhereItIsAskedFor() throws Exception {
        Ended ended = run(
                house,
                "./stm",
                "prove",
                "--plant=STORE",
                "--property",
                "conservation",
                "--transfers",
                "50",
                "--seed",
                "1");
        assertEquals(1, ended.code, ended.toString());
        assertTrue(ended.out.get(0).contains("with the step STORE left out of our engine"), ended.toString());
    }

    @Test
    void sourcesThatAreNewerThanTheLastBuildAreBuilt() throws Exception {
        for (String module : List.of("stm-core", "stm-tests", "stm-examples")) {
            Path source = Files.writeString(house.resolve(module).resolve("src/main/New.java"), "class New {}");
            Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(7_200)));
            Ended ended = run(house, "./stm", "list");
            assertEquals(0, ended.code, ended.toString());
            assertEquals(List.of("stm: building, the first time this takes a minute ..."), ended.err);
            Files.delete(source);
        }
        List<String> builds = Files.readAllLines(calls);
        assertEquals(3, builds.size());
        assertTrue(builds.get(0).endsWith("-pl stm-examples -am package"), builds.toString());
    }

    @Test
    void afterABuildTheNextRunBuildsNothing() throws Exception {
        Files.delete(house.resolve("stm-examples/target/.built-by-launcher"));
        assertEquals(0, run(house, "./stm", "list").code);
        assertEquals(0, run(house, "./stm", "list").code);
        assertEquals(1, Files.readAllLines(calls).size());
    }

    @Test
    void aBuildThatFailsIsShownAndTriedAgainNextTime() throws Exception {
        Files.delete(house.resolve("stm-examples/target/.built-by-launcher"));
        fakeMaven("Apache Maven 3.9.9", 1);
        for (int i = 1; i <= 2; i++) {
            Ended ended = run(house, "./stm", "list");
            assertEquals(3, ended.code, ended.toString());
            assertEquals(List.of(), ended.out);
            assertEquals(List.of("the compiler says no", "stm: the build failed"), ended.err.subList(1, 3));
            assertEquals(i, Files.readAllLines(calls).size());
        }
    }

    @Test
    void anOldMavenIsNamed() throws Exception {
        Files.delete(house.resolve("stm-examples/target/.built-by-launcher"));
        fakeMaven("Apache Maven 3.6.3", 0);
        Ended ended = run(house, "./stm", "list");
        assertEquals(3, ended.code, ended.toString());
        assertEquals(List.of("stm: mvn is version 3.6; Maven 3.8 or newer is needed"), ended.err);
    }

    private Ended run(Path directory, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(commands, "out", ".txt");
        Path err = Files.createTempFile(commands, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", commands.toString(), (path, first) -> first + ":" + path);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM would say that it has seen it
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the launcher does not end");
            return new Ended(process.exitValue(), lines(out), lines(err));
        } finally {
            process.destroyForcibly();
        }
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
