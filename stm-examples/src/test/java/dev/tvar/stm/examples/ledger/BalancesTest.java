package dev.tvar.stm.examples.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalancesTest {
    private static final List<String> NAMES = List.of("ann", "bob, jr", "the \"cid\"", "=1+2", "-", "'tis");

    @Test
    void writtenBalancesCanBeTheNextAccountsFile(@TempDir Path directory) throws Exception {
        Path target = Files.writeString(directory.resolve("balances.csv"), "old");
        Balances.write(NAMES, new long[] {1, 0, 3, 4, 5, 6}, target);
        Path ledger = Files.writeString(directory.resolve("ledger.csv"), "ann,=1+2,1\n");
        Ledger next = LedgerReader.read(ledger, target);
        assertEquals(NAMES, next.names());
        assertArrayEquals(new long[] {1, 0, 3, 4, 5, 6}, next.opening());
    }

    @Test
    void aFailedWriteLeavesNothingBehind(@TempDir Path directory) throws IOException {
        Path occupied = Files.createDirectory(directory.resolve("balances.csv"));
        Files.createFile(occupied.resolve("keeps it from being replaced"));
        assertThrows(IOException.class, () -> Balances.write(NAMES, new long[] {1, 0, 3, 4, 5, 6}, occupied));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(occupied), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(1)", "+49 30", "-", "@SUM(1)", "\uFF1D1"})
    void noNameIsAFormulaForASpreadsheet(String name) throws IOException {
        StringWriter out = new StringWriter();
        Balances.write(List.of(name), new long[] {1}, out);
        assertEquals("name,balance\n'" + name + ",1\n", out.toString());
    }
}
