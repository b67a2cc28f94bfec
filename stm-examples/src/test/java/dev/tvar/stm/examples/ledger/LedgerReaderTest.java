package dev.tvar.stm.examples.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerReaderTest {
    private final Path directory;

    LedgerReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Ledger read(String content) throws IOException, UnusableInput {
        return LedgerReader.read(file("ledger.csv", content), 1_000);
    }

    /** What is wrong with the ledger, without its path and without the summary at the end. */
    private List<String> problemsOf(String content) {
        UnusableInput bad = assertThrows(UnusableInput.class, () -> read(content));
        return withoutPath(bad);
    }

    private List<String> withoutPath(UnusableInput bad) {
        List<String> lines = bad.problems();
        assertTrue(lines.get(lines.size() - 1).endsWith(": nothing was applied or written"));
        return lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.substring(line.indexOf(".csv:") + ".csv:".length()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from,to,amount\nann,bob,5\nbob,cid,7\n",
                "ann,bob,5\nbob,cid,7",
                "\uFEFFFrom, To, Amount\r\n ann , bob , 5\r\n\r\n\"bob\",\"cid\",\"7\"\r\n",
            })
    void aGoodLedgerIsReadWithAndWithoutHeader(String content) throws Exception {
        Ledger ledger = read(content);
        assertEquals(List.of("ann", "bob", "cid"), ledger.names());
        assertArrayEquals(new long[] {1_000, 1_000, 1_000}, ledger.opening());
        assertEquals(3_000, ledger.total());
        assertEquals(
                List.of(5L, 7L),
                ledger.entries().stream().map(Ledger.Entry::amount).toList());
        assertEquals(
                List.of(0, 1), ledger.entries().stream().map(Ledger.Entry::from).toList());
        assertEquals(
                List.of(1, 2), ledger.entries().stream().map(Ledger.Entry::to).toList());
    }

    @Test
    void anEmptyLedgerHasNoTransfers() throws Exception {
        assertEquals(List.of(), read("").entries());
        assertEquals(List.of(), read("from,to,amount\n").entries());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann,bob           | expected 3 columns (from,to,amount), found 2",
                "ann,bob,1,2       | expected 3 columns (from,to,amount), found 4",
                "ann,bob,ten       | amount 'ten' is not a whole number",
                "ann,bob,1.5       | amount '1.5' is not a whole number",
                "ann,bob,          | amount '' is not a whole number",
                "ann,bob,0         | amount '0' is not at least 1",
                "ann,bob,-3        | amount '-3' is not at least 1",
                "ann,bob,9223372036854775808 | amount '9223372036854775808' does not fit in 64 bits",
                ",bob,1            | the name in column 'from' is empty",
                "ann,,1            | the name in column 'to' is empty",
            })
    void aBadLineIsReportedWithItsNumberAndTheReason(String line, String reason) {
        assertEquals(List.of("2: " + reason), problemsOf("ann,bob,1\n" + line + "\nann,bob,1\n"));
        assertEquals(List.of("1: " + reason), problemsOf(line));
    }

    @Test
    void allBadLinesAreReportedInOrder() {
        assertEquals(
                List.of(
                        "2: amount 'x' is not a whole number",
                        "4: expected 3 columns (from,to,amount), found 1",
                        "5: the name in column 'from' is empty",
                        "5: amount '0' is not at least 1",
                        "7: amount '-1' is not at least 1"),
                problemsOf("from,to,amount\na,b,x\n\nhello\n,b,0\na,b,3\na,b,-1\n"));
    }

    @Test
    void aQuotedLineBreakCountsAsALine() {
        assertEquals(
                List.of("1: amount 'x' is not a whole number", "3: amount 'y' is not a whole number"),
                problemsOf("\"two\nlines\",b,x\na,b,y\n"));
    }

    @Test
    void brokenQuotingIsReported() {
        assertEquals(
                List.of("2: broken quoting, the rest of the file cannot be read"), problemsOf("a,b,1\n\"a\"b,c,2\n"));
    }

    @Test
    void withAnAccountsFileOnlyItsAccountsMayAppear() throws Exception {
        Path accounts = file("accounts.csv", "name,balance\nann,10\nbob,0\n");
        Ledger ledger = LedgerReader.read(file("ledger.csv", "bob,ann,3\n"), accounts);
        assertEquals(List.of("ann", "bob"), ledger.names());
        assertArrayEquals(new long[] {10, 0}, ledger.opening());
        UnusableInput bad = assertThrows(
                UnusableInput.class, () -> LedgerReader.read(file("ledger.csv", "ann,bob,3\ncid,dan,4\n"), accounts));
        assertEquals(List.of("2: unknown account 'cid'", "2: unknown account 'dan'"), withoutPath(bad));
    }

    @Test
    void aBadAccountsFileIsReported() throws Exception {
        Path accounts = file("accounts.csv", "ann,10\nann,11\nbob,-1\n,5\ncid\n");
        Path ledger = file("ledger.csv", "ann,bob,3\n");
        assertEquals(
                List.of(
                        "2: account 'ann' is there twice",
                        "3: balance '-1' is not at least 0",
                        "4: the name in column 'name' is empty",
                        "5: expected 2 columns (name,balance), found 1"),
                withoutPath(assertThrows(UnusableInput.class, () -> LedgerReader.read(ledger, accounts))));
    }

    @Test
    void openingBalancesWhoseSumOverflowsAreRefused() throws Exception {
        Path ledger = file("ledger.csv", "ann,bob,3\n");
        UnusableInput bad = assertThrows(UnusableInput.class, () -> LedgerReader.read(ledger, Long.MAX_VALUE));
        assertEquals(List.of("the opening balances add up to more than fits in 64 bits"), bad.problems());
    }

    @Test
    void aMissingFileADirectoryAndBinaryDataAreNamedInOneLine() throws Exception {
        Path missing = directory.resolve("missing.csv");
        Path binary = Files.write(directory.resolve("binary.csv"), new byte[] {'a', (byte) 0xFF, (byte) 0xFE});
        assertEquals(
                List.of("cannot read '" + missing + "': no such file"),
                assertThrows(UnusableInput.class, () -> LedgerReader.read(missing, 1))
                        .problems());
        assertEquals(
                List.of("cannot read '" + directory + "': it is a directory"),
                assertThrows(UnusableInput.class, () -> LedgerReader.read(directory, 1))
                        .problems());
        assertEquals(
                List.of("cannot read '" + binary + "': not UTF-8 text"),
                assertThrows(UnusableInput.class, () -> LedgerReader.read(binary, 1))
                        .problems());
    }
}
