package dev.tvar.stm.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.testing.bank.Bank;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The test kit works in a JVM whose class path has stm-core and stm-testkit only. That JVM runs a source file, so the kit
 * is also compiled against there.
 */
class WithoutFrameworksTest {
    /** Loads all classes of the kit, runs a bank, and explores two broken transfers. */
    private static final String PROGRAM = """
            import dev.tvar.stm.*;
            import dev.tvar.stm.testing.bank.*;
            import dev.tvar.stm.testing.engine.*;
            import dev.tvar.stm.testing.explore.*;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.stream.Stream;

            public class Alone {
                static boolean isPresent(String name) {
                    try {
                        Class.forName(name);
                        return true;
                    } catch (ClassNotFoundException | LinkageError e) {
                        return false;
                    }
                }

                public static void main(String[] args) throws Exception {
                    System.out.println("frameworks: " + Stream.of("org.junit.jupiter.api.Test",
                            "org.junit.platform.launcher.LauncherSession", "net.jqwik.api.Property")
                            .filter(Alone::isPresent).toList());
                    Path classes = Path.of(args[0]);
                    try (Stream<Path> files = Files.walk(classes)) {
                        List<String> all = files.map(file -> classes.relativize(file).toString())
                                .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                                .map(name -> name.replace(".class", "").replace(java.io.File.separatorChar, '.'))
                                .sorted().toList();
                        System.out.println("many classes: " + (all.size() > 100));
                        System.out.println("not loaded: " + all.stream().filter(name -> !isPresent(name)).toList());
                    }
                    List<Transfer> transfers = List.of(new Transfer(0, 1, 30), new Transfer(1, 0, 20));
                    BankProgram program = new BankProgram(List.of(100L, 100L), 2, 1, 1, 2, transfers);
                    System.out.println("bank: " + Bank.run(Engines.named("tlong"), program, Duration.ofMinutes(5)).brokenLaws());
                    Exploration found = Explorer.of(1).explore(() -> {
                        TLong account = TLong.of(100);
                        return new Scenario().thread("one", () -> lost(account)).thread("two", () -> lost(account))
                                .atTheEnd(() -> {
                                    if (account.now() != 120) throw new AssertionError("lost");
                                });
                    });
                    System.out.println("lost update: " + found.failure().isPresent());
                }

                static void lost(TLong account) {
                    long seen = STM.atomically(account::get);
                    STM.run(tx -> account.set(tx, seen + 10));
                }
            }
            """;

    @TempDir
    Path folder = Path.of("unset");

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> run(List<String> more) throws IOException, InterruptedException {
        List<String> classPath = new ArrayList<>(List.of(location(STM.class), location(Bank.class)));
        classPath.addAll(more);
        Path source = Files.writeString(folder.resolve("Alone.java"), PROGRAM);
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Ddev.tvar.stm.seam=true",
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        source.toString(),
                        location(Bank.class))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals(0, process.waitFor(), () -> "the JVM ended with an error; see above");
            return Files.readAllLines(output);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void banksAndSchedulesRunWithoutJUnitAndJqwik() throws IOException, InterruptedException {
        assertEquals(
                List.of(
                        "frameworks: []",
                        "many classes: true",
                        "not loaded: [dev.tvar.stm.testing.StuckTestWatchdog, dev.tvar.stm.testing.history.JupiterHook,"
                                + " dev.tvar.stm.testing.history.SeamSwitch,"
                                + " dev.tvar.stm.testing.peer.ScalaStmMemory]", // needs that engine
                        "bank: []",
                        "lost update: true"),
                run(List.of()));
    }

    @Test
    void aFrameworkOnTheClassPathIsNoticed() throws IOException, InterruptedException {
        assertTrue(run(List.of(location(Test.class))).contains("frameworks: [org.junit.jupiter.api.Test]"));
    }
}
