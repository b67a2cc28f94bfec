package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** A command whose results cannot be written fails with a message. */
class LostOutputTest {
    /** As standard output is on a full disk. */
    private static final class Full extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private final Path ledger;

    LostOutputTest(@TempDir Path directory) throws IOException {
        ledger = Files.writeString(directory.resolve("ledger"), "a,b,1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "--version",
                "help compare",
                "list",
                "account",
                "counter",
                "ledger FILE",
                "ledger FILE --out FILE.out",
                "compare --csv FILE",
                "compare --no-report --quick --duration 1 --loads uniform",
                "prove --tries 1 --runs 1 --transfers 10",
                "shared"
            })
    void everyCommandFailsWhenStandardOutputDoes(String command) {
        StringWriter err = new StringWriter();
        String[] words = command.isEmpty()
                ? new String[0]
                : command.replace("FILE", ledger.toString()).split(" ");
        int code = Main.run(new PrintWriter(new Full()), new PrintWriter(err), words);
        assertEquals(3, code, err.toString());
        assertTrue(err.toString().contains("stm: cannot write to standard output"), err.toString());
    }

    @Test
    void aReportThatIsLostOnStandardErrorIsAFailureToo() {
        StringWriter out = new StringWriter();
        assertEquals(3, Main.run(new PrintWriter(out), new PrintWriter(new Full()), "ledger", ledger.toString()));
        assertEquals("name,balance\na,999\nb,1001\n", out.toString());
    }
}
