package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./stm prove} finds the engine of a user and its dependencies, and attributes each failure to its cause. */
class ProveOwnEngineTest {
    /** An engine with a place for each kind of misbehaviour; the first line of the source names its package. */
    private static final String ENGINE = """
            import dev.tvar.stm.testing.engine.*;
            import java.util.function.Function;
            public class Mine implements Engine {
                private final Engine inner = Engines.named("locks");
                /*members*/
                public String name() { return "mine"; }
                public String product() { return "mine, version 1"; }
                public Variable variable(long initial) { return inner.variable(initial); }
                public <R> R atomically(Function<? super Transaction, ? extends R> body) { return inner.atomically(body); }
                public <R> R snapshot(Function<? super View, ? extends R> body) { return inner.snapshot(body); }
            }
            """;

    @TempDir
    Path folder = Path.of("unset");

    private Path classes = Path.of("unset");

    @BeforeEach
    void makeFolders() throws IOException {
        classes = Files.createDirectory(folder.resolve("classes"));
    }

    @Test
    void anEngineWithoutAPackageIsFound() throws IOException {
        compile("Mine", ENGINE);
        Cli cli = prove("Mine", classes.toString());
        assertEquals(0, cli.code(), cli.toString());
        assertTrue(cli.out().contains("All properties held."), cli.out());
    }

    @Test
    void anEngineThatIsWrongFailsItsPropertyAlone() throws IOException {
        compile("org/acme/Mine", "package org.acme;\n" + ENGINE.replace("/*members*/", """
                public boolean transfer(Variable from, Variable to, long amount) {
                    return inner.transfer(from, to, amount) && inner.transfer(from, to, amount == 0 ? 0 : 1);
                }
                """));
        Cli cli = prove(
                "org.acme.Mine",
                classes.toString(),
                "--tries",
                "100",
                "--accounts",
                "5",
                "--threads",
                "3",
                "--time-limit",
                "86400",
                "--stuck",
                "86400",
                "--shrink-limit",
                "86400");
        assertEquals(1, cli.code(), cli.toString());
        assertTrue(cli.out().matches("(?s).*\norg\\.acme\\.Mine +conservation +FAILS.*"), cli.out());
        assertTrue(cli.out().matches("(?s).*\norg\\.acme\\.Mine +programs +holds.*"), cli.out());
        assertTrue(cli.out().contains("new org.acme.Mine()"), cli.out());
    }

    @Test
    void anEngineOnARelativePathIsFound() throws IOException {
        compile("Mine", ENGINE);
        Path here = Path.of("").toAbsolutePath();
        assertEquals(0, prove("Mine", here.relativize(classes).toString()).code());
    }

    @Test
    void theContextClassLoaderFindsClassesOnTheClassPath() throws IOException {
        compile("Driver", "public class Driver implements Runnable { public void run() {} }");
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("java.lang.Runnable"), "Driver\n");
        String lookUp = "if (java.util.ServiceLoader.load(Runnable.class).findFirst().isEmpty())"
                + " throw new IllegalStateException(\"no driver\");";
        String body = ENGINE.replace(
                        "/*members*/", "public Mine() { lookUp(); } static void lookUp() { " + lookUp + " }")
                .replace(
                        "return inner.atomically(body)",
                        "return inner.atomically(tx -> { lookUp(); return body.apply(tx); })");
        compile("Mine", body);
        Cli cli = prove("Mine", classes.toString());
        assertEquals(0, cli.code(), cli.toString());
    }

    @Test
    void allJarsOfADirectoryAreOnTheClassPath() throws IOException {
        compile("Helper", "public class Helper { static void help() {} }");
        compile("Mine", ENGINE.replace("/*members*/", "public Mine() { Helper.help(); }"));
        Path lib = Files.createDirectory(folder.resolve("lib"));
        jar(lib.resolve("engine.jar"), "Mine.class");
        jar(lib.resolve("helper.jar"), "Helper.class");
        Cli cli = prove("Mine", lib + File.separator + "*");
        assertEquals(0, cli.code(), cli.toString());
        Cli without = prove("Mine", lib.resolve("engine.jar").toString());
        complains(without, 2, "cannot load engine 'Mine': it needs the class Helper, which is not on the class path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public void close() { throw new IllegalStateException(\"cannot close\"); }"
                        + " | engine 'Mine': its close() threw java.lang.IllegalStateException: cannot close",
                "public Mine() { throw new IllegalStateException(\"not today\"); }"
                        + " | engine 'Mine': its constructor threw java.lang.IllegalStateException: not today",
                "static { if (true) throw new IllegalStateException(\"not here\"); }"
                        + " | engine 'Mine': its static initialiser threw java.lang.IllegalStateException: not here",
                "public Mine() { throw new AssertionError(\"an error\"); }"
                        + " | engine 'Mine': its constructor threw java.lang.AssertionError: an error"
            })
    void anEngineThatThrowsIsNoBadCommandLine(String members, String message) throws IOException {
        compile("Mine", ENGINE.replace("/*members*/", members));
        Cli cli = prove("Mine", classes.toString());
        assertEquals(3, cli.code(), cli.toString());
        assertEquals("stm prove: " + message, cli.errLines().get(0));
        assertTrue(cli.errLines().get(1).startsWith("    at Mine."), cli.err());
        assertEquals(
                List.of(),
                cli.errLines().stream()
                        .filter(line -> line.contains("testing.prove"))
                        .toList());
    }

    @Test
    void anEngineThatThrowsInALaterRunIsShownAfterTheFiguresOfThoseBefore() throws IOException {
        compile("Mine", ENGINE.replace("/*members*/", """
                static int made;
                public Mine() { made++; }
                public void close() { if (made > 3) throw new IllegalStateException("cannot close the third"); }
                """));
        Cli cli = prove("locks,Mine", classes.toString());
        assertEquals(3, cli.code(), cli.toString());
        assertTrue(cli.out().contains("locks   programs      holds"), cli.out());
        assertTrue(cli.err().contains("engine 'Mine': its close() threw java.lang.IllegalStateException"), cli.err());
    }

    @Test
    void anEngineThatDoesNotComeBackIsNamed() throws IOException {
        String members = "public Mine() { while (true) java.util.concurrent.locks.LockSupport.park(); }";
        compile("Mine", ENGINE.replace("/*members*/", members));
        Cli cli = prove("Mine", classes.toString(), "--stuck", "1");
        assertEquals(3, cli.code(), cli.toString());
        assertTrue(cli.err().startsWith("stm prove: engine 'Mine' takes longer than 1 s to be made"), cli.err());
        assertTrue(cli.err().contains("    at Mine.<init>(Mine.java:"), cli.err());
    }

    @Test
    void anErrorInATransactionIsAPropertyThatFails() throws IOException {
        compile("Mine", ENGINE.replace("return inner.snapshot(body)", "throw new AssertionError(\"no snapshots\")"));
        Cli cli = prove("Mine", classes.toString(), "--property", "conservation");
        assertEquals(1, cli.code(), cli.toString());
        assertTrue(cli.out().contains("threw java.lang.AssertionError: no snapshots"), cli.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing          | --class-path: there is no 'FOLDER/missing'",
                "missing/*        | --class-path: there is no directory 'FOLDER/missing/'",
                "classes/*        | --class-path: there are no jars in 'FOLDER/classes/'",
                "classes/Mine.class | --class-path: 'FOLDER/classes/Mine.class' is neither a directory nor a jar that can be read",
                "broken.jar       | --class-path: 'FOLDER/broken.jar' is neither a directory nor a jar that can be read"
            })
    void aWrongPlaceOnTheClassPathIsNamed(String place, String message) throws IOException {
        compile("Mine", ENGINE);
        Files.writeString(folder.resolve("broken.jar"), "no jar");
        complains(prove("Mine", folder + "/" + place), 2, message.replace("FOLDER", folder.toString()));
    }

    @Test
    void theDirectoryOfThePackageInPlaceOfTheOneAboveIsExplained() throws IOException {
        compile("org/acme/Mine", "package org.acme;\n" + ENGINE);
        complains(
                prove("Mine", classes.resolve("org/acme").toString()),
                2,
                "cannot load engine 'Mine': the class is called 'org.acme.Mine'; give that name, and the directory above");
    }

    private static void complains(Cli cli, int code, String message) {
        assertEquals(code, cli.code(), cli.toString());
        assertEquals(1, cli.errLines().size(), cli.err());
        assertTrue(cli.err().startsWith("stm prove: " + message), cli.err());
    }

    private static Cli prove(String engine, String classPath, String... more) {
        List<String> all = new ArrayList<>(List.of("prove", "--engine", engine, "--class-path", classPath));
        all.addAll(List.of("--runs", "2", "--seed", "7", "--transfers", "50"));
        all.addAll(List.of(more));
        if (!all.contains("--tries")) {
            all.addAll(List.of("--tries", "3"));
        }
        return Cli.run(all.toArray(String[]::new));
    }

    private void compile(String name, String source) throws IOException {
        Path file = folder.resolve(name + ".java");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, source);
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + classes;
        int code = compiler.run(
                null, null, null, "-proc:none", "-cp", classPath, "-d", classes.toString(), file.toString());
        assertEquals(0, code, source);
    }

    private void jar(Path jar, String... entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                Files.copy(classes.resolve(entry), zip);
                zip.closeEntry();
            }
        }
        Stream.of(entries)
                .forEach(entry -> assertTrue(classes.resolve(entry).toFile().delete(), entry));
    }
}
