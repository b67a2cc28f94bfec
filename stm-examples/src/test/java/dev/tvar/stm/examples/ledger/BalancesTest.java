package dev.tvar.stm.examples.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BalancesTest {
    private static final List<String> NAMES = List.of("ann", "bob, jr", "the \"cid\"");

    @Test
    void whatIsWrittenCanBeTheNextAccountsFile(@TempDir Path directory) throws Exception {
        Path target = Files.writeString(directory.resolve("balances.csv"), "old");
        Balances.write(NAMES, new long[] {1, 0, 3}, target);
        Path ledger = Files.writeString(directory.resolve("ledger.csv"), "");
        Ledger next = LedgerReader.read(ledger, target);
        assertEquals(NAMES, next.names());
        assertArrayEquals(new long[] {1, 0, 3}, next.opening());
    }

    @Test
    void aFailedWriteLeavesNothingBehind(@TempDir Path directory) throws IOException {
        Path occupied = Files.createDirectory(directory.resolve("balances.csv"));
        Files.createFile(occupied.resolve("keeps it from being replaced"));
        assertThrows(IOException.class, () -> Balances.write(NAMES, new long[] {1, 0, 3}, occupied));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(occupied), files.toList());
        }
    }
}
