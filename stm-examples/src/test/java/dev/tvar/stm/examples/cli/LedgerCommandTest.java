package dev.tvar.stm.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
}
