package dev.tvar.stm.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.console.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--workloads w0",
                "--engines nobody",
                "--forks 0",
                "--forks x",
                "--quick --full",
                "--jdk /nowhere",
                "--from /nowhere",
                "--document /nowhere",
                "--engines actors --workloads w8",
                "--nonsense",
                "nonsense",
                "--document /",
                "scaling",
                "--line-nanos 30",
                "--against /nowhere --workloads w5",
                "bulk --sizes 1",
                "bulk --sizes 20,10"
            })
    void badArgumentsAreOneLineAndCodeTwo(String line) {
        assertEquals(ExitCode.USAGE, run(("--out " + directory + " " + line).split(" ")), line);
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void anEngineOnItsOwnIsMeasuredReportedAndPutIntoADocument() throws IOException {
        Path document = Files.writeString(directory.resolve("d.md"), "<!-- bench:w5 -->\n<!-- /bench:w5 -->\n");
        int code = run(
                "--workloads",
                "w5",
                "--engines",
                "park",
                "--out",
                directory.toString(),
                "--jdk-args",
                "-Xms64m -Xmx64m",
                "--document",
                document.toString());
        assertEquals(ExitCode.HELD, code, err.toString());
        assertTrue(out.toString().contains("| park |"), out.toString());
        assertTrue(Files.readString(document).contains("| park |"));
    }

    @Test
    void aReportCanBeMadeAgainFromItsResults() throws IOException {
        run(
                "--workloads",
                "w3",
                "--engines",
                "atomics",
                "--out",
                directory.resolve("a").toString(),
                "--jdk-args",
                "-Xms64m -Xmx64m");
        Path results;
        try (var found = Files.walk(directory.resolve("a"))) {
            results = found.filter(file -> file.endsWith("results.json"))
                    .findFirst()
                    .orElseThrow();
        }
        assertEquals(
                ExitCode.HELD,
                run(
                        "--from",
                        results.toString(),
                        "--out",
                        directory.resolve("b").toString()));
        assertTrue(out.toString().contains("| atomics |"), out.toString());
        assertEquals(
                ExitCode.USAGE,
                run("--from", results.toString(), "--out", results.toString()),
                "a file in place of a folder");
        assertTrue(err.toString().contains("cannot write into " + results), err.toString());
    }

    @Test
    void twoBuildsAreComparedInAlternatingForks() {
        Path here = Path.of("..").toAbsolutePath().normalize();
        int code = run(
                "--against",
                here.toString(),
                "--workloads",
                "w5",
                "--out",
                directory.toString(),
                "--jdk-args",
                "-Xms64m -Xmx64m");
        assertEquals(ExitCode.HELD, code, err.toString());
        assertTrue(out.toString().contains("| w5 | tvar | "), out.toString());
        assertTrue(err.toString().contains("[2/2] w5 tvar"), err.toString());
    }

    @Test
    void helpNamesEveryEngine() {
        assertEquals(ExitCode.HELD, run("--help"));
        assertTrue(out.toString().contains("scala-stm-cas"), out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version"})
    void unwritableOutputIsAFailure(String line) {
        PrintWriter full = new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        assertEquals(ExitCode.FAILED, Main.run(full, new PrintWriter(err), line.split(" ")));
        assertTrue(err.toString().contains("cannot write to standard output"), err.toString());
    }
}
