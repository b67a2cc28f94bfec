package dev.tvar.stm.examples.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

    /** The problems of the ledger, without its path and without the summary at the end. */
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | it is empty",
                "'\n \n\n'              | it is empty",
                "'\uFEFF'               | it is empty",
                "'from,to,amount\n'     | it has a header and no further line",
            })
    void anEmptyLedgerIsRefused(String content, String reason) {
        UnusableInput bad = assertThrows(UnusableInput.class, () -> read(content));
        assertEquals(List.of("cannot use '" + directory.resolve("ledger.csv") + "': " + reason), bad.problems());
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
    void aBadLineAfterEmptyOnesAndLineBreaksInQuotesHasItsNumber() {
        assertEquals(
                List.of("5: amount 'zz' is not a whole number"),
                problemsOf("from,to,amount\r\n\r\n\n  \n\"a\r\n\",b,zz\r\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a,b,1\na,\"b,1\n{ok}'            | 2: a quote opens here and is never closed",
                "'a,b,1\n\"x\ny\",\"b,1\n{ok}'      | 3: a quote opens here and is never closed",
                "'a,b,1\n\"a\"b,c,2\n'              | 2: a quote opens here, and its end is not followed by a comma or"
                        + " the end of the line; the rest was not read",
                "'a,b,1\na,\"b,1\n{ok}\"c\",d,1\n{ok}'  | 2: a quote opens here, and its end in line 2003 is not followed"
                        + " by a comma or the end of the line; the rest was not read",
            })
    void aBrokenQuoteIsReportedWhereItOpens(String content, String problem) {
        assertEquals(List.of(problem), problemsOf(content.replace("{ok}", "a,c,1\n".repeat(2_000))));
    }

    @Test
    void ofManyBadLinesTheFirstAreListedAndTheOthersCounted() {
        List<String> problems = assertThrows(UnusableInput.class, () -> read("a,b,1\n" + "a,b\n".repeat(100_000)))
                .problems();
        assertEquals(12, problems.size(), problems.toString());
        assertTrue(problems.get(0).endsWith(".csv:2: expected 3 columns (from,to,amount), found 2"), problems.get(0));
        assertTrue(problems.get(9).contains(".csv:11: "), problems.get(9));
        assertTrue(problems.get(10).endsWith(".csv: and 99,990 more"), problems.get(10));
        assertTrue(problems.get(11).endsWith(".csv: nothing was applied or written"), problems.get(11));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            value = {"a;b;1 # ';'", "a;b;1,50 # ';'", "a\tb\t1 # tabs", "a | b | 1 # '|'"})
    void anotherSeparatorIsGuessed(String line, String separator) {
        List<String> problems = assertThrows(UnusableInput.class, () -> read((line + "\n").repeat(5)))
                .problems();
        String guess = ": the columns seem to be separated by " + separator + "; they must be separated by commas";
        assertTrue(problems.get(5).endsWith(guess), problems.toString());
    }

    @Test
    void otherProblemsSuggestNoSeparator() {
        List<String> problems = problemsOf("a,b\n".repeat(3) + "a;b;1\n");
        assertFalse(problems.toString().contains("separated"), problems.toString());
    }

    @Test
    void aNumberOfMillionsOfDigitsIsRefusedByItsLength() {
        String digits = "7".repeat(3_000_000);
        String shown = "7".repeat(60) + "... (3,000,000 characters)";
        assertEquals(
                List.of("2: amount '" + shown + "' does not fit in 64 bits"),
                problemsOf("a,b,1\na,b," + digits + "\n"));
    }

    @Test
    void zerosInFrontDoNotMakeANumberTooLong() throws Exception {
        String amount = "0".repeat(1_000) + "9223372036854775807";
        assertEquals(Long.MAX_VALUE, read("a,b," + amount).entries().get(0).amount());
    }

    @ParameterizedTest
    @CsvSource({"\u22125, U+2212", "1\u00A0000, U+00A0", "\uFF11, U+FF11", "\u0661, U+0661"})
    void aCharacterThatOnlyLooksLikePartOfANumberIsNamed(String amount, String codePoint) {
        List<String> problems = problemsOf("a,b," + amount);
        assertTrue(problems.get(0).endsWith(codePoint + " is none of the digits 0 to 9"), problems.toString());
    }

    @Test
    void headersInTheMiddleAreNoTransfers() throws Exception {
        Ledger ledger = read("\uFEFFfrom,to,amount\nann,bob,1\n\uFEFFFrom,To,Amount\nbob,ann,2\n");
        assertEquals(List.of("ann", "bob"), ledger.names());
        assertEquals(2, ledger.entries().size());
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
                        "2: account 'ann' appears twice",
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
