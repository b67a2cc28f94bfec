package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.support.CodePoints;
import dev.tvar.stm.examples.support.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerCommandTest {
    private static final String BALANCES = "name,balance\nann,900\nbob,1050\ncid,1050\n";

    private final Path directory;
    private final Path good;

    LedgerCommandTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        good = Files.writeString(directory.resolve("good.csv"), "from,to,amount\nann,bob,100\nbob,cid,50\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stm", "actors", "cashier", "ordered-locks", "global-lock", "stm,actors,global-lock"})
    void theBalancesGoToStandardOutputAndTheReportToStandardError(String engines) {
        Cli cli = Cli.run("ledger", good.toString(), "--engine", engines, "--threads", "4");
        assertEquals(0, cli.code(), cli.toString());
        assertEquals(BALANCES, cli.out());
        assertTrue(cli.err().contains("It held."), cli.err());
    }

    @Test
    void compareWithCsvDoesTheSame() {
        Cli cli = Cli.run("compare", "--csv", good.toString());
        assertEquals(0, cli.code(), cli.toString());
        assertEquals(BALANCES, cli.out());
    }

    @Test
    void theBalancesGoToAFileAndTheReportToStandardOutput() throws IOException {
        Path out = directory.resolve("balances.csv");
        Cli cli = Cli.run("ledger", good.toString(), "--out", out.toString());
        assertEquals(0, cli.code(), cli.toString());
        assertEquals("", cli.err());
        assertEquals(BALANCES, Files.readString(out));
        assertTrue(cli.out().contains("It held."), cli.out());
    }

    @Test
    void openingBalancesCanBeGivenForAllOrFromAFile() throws IOException {
        assertEquals(
                "name,balance\nann,0\nbob,150\ncid,150\n",
                Cli.run("ledger", good.toString(), "--opening", "100", "--threads", "1")
                        .out());
        Path accounts = Files.writeString(directory.resolve("accounts.csv"), "dan,7\ncid,0\nann,100\nbob,0\n");
        Cli cli = Cli.run("ledger", good.toString(), "--accounts-file", accounts.toString(), "--threads", "1");
        assertEquals("name,balance\ndan,7\ncid,50\nann,0\nbob,50\n", cli.out());
    }

    @Test
    void rejectedTransfersAreCountedAndListedOnDemand() {
        Cli brief = Cli.run("ledger", good.toString(), "--opening", "60", "--threads", "1");
        assertEquals(0, brief.code());
        assertEquals("name,balance\nann,60\nbob,10\ncid,110\n", brief.out());
        assertTrue(brief.err().lines().anyMatch(line -> line.matches("stm +1 +1 +180 +180")), brief.err());
        assertFalse(brief.err().contains("rejected: "), brief.err());
        Cli verbose = Cli.run("ledger", good.toString(), "--opening", "60", "--threads", "1", "--verbose");
        assertTrue(verbose.errLines().contains("rejected: line 2, ann -> bob, 100"), verbose.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "compare --csv"})
    void ifAnyLineIsBadNothingIsAppliedOrWritten(String command) throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.csv"), "ann,bob,1\nann,bob\nann,bob,0\n");
        Path out = Files.writeString(directory.resolve("balances.csv"), "old");
        Cli cli = Cli.run((command + " " + bad + " --out " + out).split(" "));
        assertEquals(2, cli.code());
        assertEquals("", cli.out());
        assertEquals(
                List.of(
                        bad + ":2: expected 3 columns (from,to,amount), found 2",
                        bad + ":3: amount '0' is not at least 1",
                        bad + ": nothing was applied or written"),
                cli.errLines());
        assertEquals("old", Files.readString(out));
    }

    @Test
    void aMissingFileIsNamedInOneLine() {
        Path missing = directory.resolve("missing.csv");
        Cli ledger = Cli.run("ledger", missing.toString());
        assertEquals(2, ledger.code());
        assertEquals(List.of("cannot read '" + missing + "': no such file"), ledger.errLines());
        Cli accounts = Cli.run("ledger", good.toString(), "--accounts-file", missing.toString());
        assertEquals(2, accounts.code());
        assertEquals(List.of("cannot read '" + missing + "': no such file"), accounts.errLines());
    }

    @Test
    void theLedgerItselfAndDirectoriesAreNotOverwritten() throws IOException {
        String before = Files.readString(good);
        Cli itself = Cli.run("ledger", good.toString(), "--out", good.toString());
        assertEquals(2, itself.code());
        assertTrue(itself.err().contains("it is the ledger itself"), itself.err());
        assertEquals(before, Files.readString(good));
        Cli folder = Cli.run("ledger", good.toString(), "--out", directory.toString());
        assertEquals(2, folder.code());
        assertTrue(folder.err().contains("it is not a regular file"), folder.err());
    }

    @Test
    void aDashIsStandardInputAndStandardOutput() {
        assertEquals(
                BALANCES,
                withInput("ann,bob,100\nbob,cid,50\n", "ledger", "-", "--out", "-")
                        .out());
        Cli accounts = withInput(
                "ann,100\nbob,0\ncid,0\n", "ledger", good.toString(), "--threads", "1", "--accounts-file", "-");
        assertEquals("name,balance\nann,0\nbob,50\ncid,50\n", accounts.out(), accounts.toString());
        Cli compare = withInput("ann,bob,100\nbob,cid,50\n", "compare", "--csv", "-", "--out=-");
        assertEquals(BALANCES, compare.out());
        Cli bad = withInput("ann,bob\n", "ledger", "-");
        assertEquals(
                "standard input:1: expected 3 columns (from,to,amount), found 2",
                bad.errLines().get(0));
        assertFalse(Files.exists(Path.of("-")));
    }

    private static Cli withInput(String text, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return Cli.run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void standardInputCannotBeBothFiles() {
        Cli cli = Cli.run("ledger", "-", "--accounts-file", "-");
        assertEquals(2, cli.code());
        assertTrue(cli.err().contains("cannot both be '-', standard input"), cli.err());
    }

    @Test
    void anEmptyLedgerReplacesNothing() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.csv"));
        Path out = Files.writeString(directory.resolve("balances.csv"), "old");
        Cli cli = Cli.run("ledger", empty.toString(), "--out", out.toString());
        assertEquals(2, cli.code(), cli.toString());
        assertEquals("old", Files.readString(out));
        assertEquals(List.of("cannot use '" + empty + "': it is empty"), cli.errLines());
    }

    /** No content of the file reaches the terminal as a control sequence. */
    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void noControlCharacterOfTheFileReachesTheTerminal(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        String pieces = "ab1,\"\n\t\u001B\u0007\u0000\r\u009B\u202E\u200B\u2028\uFEFF =;";
        Path file = directory.resolve("random.csv");
        for (int round = 0; round < 10; round++) {
            StringBuilder text = new StringBuilder("a,b,2000\n");
            for (int i = 0; i < 100; i++) {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            Files.writeString(file, text);
            Cli cli = Cli.run("ledger", "--verbose", "--threads", "1", file.toString());
            String shown = cli.out() + cli.err();
            assertTrue(
                    shown.codePoints().allMatch(c -> c == '\n' || !CodePoints.isInvisible(c)),
                    () -> "shown: " + Text.visible(shown));
        }
    }
}
