package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.service.BrokenServices;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./stm prove --service} tries a service of the harness or of a user, and attributes each failure to its cause. */
class ProveServiceTest {
    /** A service with a place for each kind of misbehaviour. */
    private static final String SERVICE = """
        import dev.tvar.stm.testing.service.*;
        public class Mine implements MoneyService {
            private final MoneyService inner = Services.inMemory();
            /*members*/
            public String open(long opening) throws Exception { return inner.open(opening); }
            public Outcome transfer(String from, String to, long amount) throws Exception {
                return inner.transfer(from, to, amount);
            }
            public long balance(String account) throws Exception { return inner.balance(account); }
        }
        """;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aRightServiceHolds() {
        Cli cli = prove("memory");
        assertEquals(0, cli.code(), cli.toString());
        assertTrue(cli.out().matches("(?s).*\nmemory +service +holds .*"), cli.out());
        assertTrue(cli.out().contains("All properties held."), cli.out());
    }

    @Test
    void aBrokenServiceFailsWithTheSmallestCaseAndTheCommandThatRepeatsIt() {
        Cli cli = prove("broken:forgotten-key", "--tries", "1000");
        assertEquals(1, cli.code(), cli.toString());
        assertTrue(cli.out().contains("broken: [the same key moves money once and gets the same answer]"), cli.out());
        assertTrue(cli.out().contains("    ./stm prove --service broken:forgotten-key --seed "), cli.out());
        assertTrue(cli.out().contains("Bank.runUntilBroken(BrokenServices.named(\"broken:forgotten-key\")"), cli.out());
    }

    @Test
    void theListShowsTheBrokenServices() {
        String list = Cli.run("list").out();
        BrokenServices.names().forEach(name -> assertTrue(list.contains(name), list));
    }

    @Test
    void aClassOfTheUserIsTried() throws IOException {
        compile("Mine", SERVICE);
        Cli cli = prove("Mine", "--class-path", folder.toString());
        assertEquals(0, cli.code(), cli.toString());
        assertTrue(cli.out().matches("(?s).*\nMine +service +holds .*"), cli.out());
    }

    @Test
    void aSupplierOfServicesIsTried() throws IOException {
        compile("Maker", """
            import dev.tvar.stm.testing.service.*;
            public class Maker implements java.util.function.Supplier<MoneyService> {
                public MoneyService get() { return BrokenServices.named("broken:overdraft"); }
            }
            """);
        Cli cli = prove("Maker", "--class-path", folder.toString(), "--tries", "1000");
        assertEquals(1, cli.code(), cli.toString());
        assertTrue(cli.out().contains("Bank.runUntilBroken(new Maker().get(), "), cli.out());
    }

    @Test
    void aServiceThatDoesNothingIsNotCalledRight() throws IOException {
        compile("Mine", SERVICE.replace("return inner.transfer(from, to, amount);", "return Outcome.FAILED;"));
        Cli cli = prove("Mine", "--class-path", folder.toString());
        assertEquals(3, cli.code(), cli.toString());
        assertTrue(cli.err().contains("service 'Mine' did none of the transfers, so nothing was tried"), cli.err());
    }

    @Test
    void aServiceThatHangsIsShownWithTheCall() throws IOException {
        compile(
                "Mine",
                SERVICE.replace(
                        "return inner.transfer(from, to, amount);",
                        "while (true) java.util.concurrent.locks.LockSupport.park();"));
        Cli cli = prove("Mine", "--class-path", folder.toString(), "--stuck", "1", "--tries", "1000");
        assertEquals(1, cli.code(), cli.toString());
        assertTrue(cli.out().contains("broken: [every transfer and audit ends"), cli.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public Mine() { throw new IllegalStateException(\"no database\"); }"
                        + " | its constructor threw java.lang.IllegalStateException: no database",
                "public void close() { throw new IllegalStateException(\"cannot close\"); }"
                        + " | its close() threw java.lang.IllegalStateException: cannot close",
                "public java.util.Set<Operation> offers() { throw new AssertionError(\"offers\"); }"
                        + " | offers() or open(0) threw java.lang.AssertionError: offers",
                "public Outcome capture(String id) { return Outcome.DONE; } | offers() or open(0) threw"
                        + " java.lang.IllegalStateException: Mine overrides some methods of HOLDS"
            })
    void aServiceThatThrowsIsNoBadCommandLine(String members, String message) throws IOException {
        compile("Mine", SERVICE.replace("/*members*/", members));
        Cli cli = prove("Mine", "--class-path", folder.toString());
        assertEquals(3, cli.code(), cli.toString());
        assertTrue(cli.errLines().get(0).startsWith("stm prove: service 'Mine': " + message), cli.err());
    }

    @Test
    void wrongNamesAndOptionsAreNamed() throws IOException {
        compile("Other", "public class Other {}");
        complains(prove("broken:glass"), "unknown service 'broken:glass'; known are memory, broken:torn-audit, ");
        complains(
                prove("org.acme.Gone"),
                "cannot load service 'org.acme.Gone': there is no such class on the class path");
        complains(
                prove("Other", "--class-path", folder.toString()),
                "'Other' does not implement dev.tvar.stm.testing.service.MoneyService or java.util.function.Supplier");
        complains(prove("memory", "--engine", "tlong"), "--engine makes no sense with --service");
        complains(prove("memory", "--property", "programs"), "--property makes no sense with --service");
    }

    @Test
    void anEngineIsTriedAsAService() {
        Cli cli = Cli.run(
                "prove", "--engine", "locks", "--property", "service", "--tries", "3", "--runs", "1", "--seed", "7");
        assertEquals(0, cli.code(), cli.toString());
        assertTrue(cli.out().matches("(?s).*\nlocks +service +holds .*"), cli.out());
    }

    private static void complains(Cli cli, String message) {
        assertEquals(2, cli.code(), cli.toString());
        assertEquals(1, cli.errLines().size(), cli.err());
        assertTrue(cli.err().startsWith("stm prove: " + message), cli.err());
    }

    private static Cli prove(String service, String... more) {
        List<String> all = new ArrayList<>(List.of("prove", "--service", service));
        all.addAll(List.of("--runs", "1", "--seed", "7", "--transfers", "30", "--accounts", "4", "--threads", "3"));
        all.addAll(List.of(more));
        if (!all.contains("--tries")) {
            all.addAll(List.of("--tries", "5"));
        }
        return Cli.run(all.toArray(String[]::new));
    }

    private void compile(String name, String source) throws IOException {
        Path file = folder.resolve(name + ".java");
        Files.writeString(file, source);
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder;
        int code = compiler.run(
                null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), file.toString());
        assertEquals(0, code, source);
    }
}
