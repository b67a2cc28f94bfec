package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./stm prove --service jdbc}, on H2 in memory. */
class JdbcOptionsTest {
    private static final String SECRET = "correct-horse";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static Cli prove(String... more) {
        String[] first = {"prove", "--service", "jdbc"};
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Cli.run(all);
    }

    @Test
    void aLostUpdateIsShownAsColumnsOfSql() {
        Cli result = prove("--url", "jdbc:h2:mem:lost", "--user", "sa", "--ledger", "check-then-update", "--seed", "1");
        assertEquals(ExitCode.VIOLATED, result.code(), result.err());
        assertTrue(result.out().contains("UPDATE ledger_account SET balance ="), result.out());
        assertTrue(result.out().contains("| client 1"), result.out());
    }

    @Test
    void aRightLedgerHolds() {
        Cli result = prove(
                "--url",
                "jdbc:h2:mem:right",
                "--user",
                "sa",
                "--ledger",
                "guarded-update",
                "--seed",
                "1",
                "--tries",
                "10");
        assertEquals(ExitCode.HELD, result.code(), result.err());
        assertTrue(result.out().contains("holds"), result.out());
    }

    @Test
    void aPasswordOnTheCommandLineIsRefusedAndNotRepeated() {
        for (String url : new String[] {
            "jdbc:h2:mem:secret;PASSWORD=" + SECRET, "jdbc:postgresql://localhost/a?user=b&password=" + SECRET
        }) {
            Cli result = prove("--url", url);
            assertEquals(ExitCode.USAGE, result.code());
            assertTrue(result.err().contains("--password-env or --password-file"), result.err());
            assertFalse((result.out() + result.err()).contains(SECRET), result.err());
        }
    }

    @Test
    void aWrongPasswordIsNotShown() throws IOException {
        Path right = Files.writeString(folder.resolve("right"), SECRET);
        Path wrong = Files.writeString(folder.resolve("wrong"), SECRET + "!");
        String url = "jdbc:h2:" + folder.resolve("database");
        String[] arguments = {"--url", url, "--user", "sa", "--ledger", "guarded-update", "--tries", "1"};
        Cli result = prove(with(arguments, "--password-file", right.toString()));
        assertEquals(ExitCode.HELD, result.code(), result.err());
        result = prove(with(arguments, "--password-file", wrong.toString()));
        assertEquals(ExitCode.FAILED, result.code());
        assertFalse((result.out() + result.err()).contains(SECRET), result.err());
    }

    private static String[] with(String[] arguments, String... more) {
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    @Test
    void itsOptionsAreForJdbcOnly() {
        Cli result = Cli.run("prove", "--engine", "locks", "--ledger", "guarded-update");
        assertEquals(ExitCode.USAGE, result.code());
        assertTrue(result.err().contains("--ledger is for --service jdbc"), result.err());
    }
}
