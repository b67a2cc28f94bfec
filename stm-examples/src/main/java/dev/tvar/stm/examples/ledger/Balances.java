package dev.tvar.stm.examples.ledger;

import dev.tvar.stm.examples.support.WholeFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes final balances as lines {@code name,balance} under a header: a file that can be the next accounts file. A name
 * that a spreadsheet would run as a formula gets an apostrophe in front, which the reader of accounts files removes.
 */
public final class Balances {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private Balances() {}

    /**
     * Writes to a stream of characters, and flushes it.
     *
     * @param names the accounts
     * @param balances as many balances
     * @param out where to; stays open
     * @throws IOException if it cannot be written
     */
    @SuppressWarnings("resource") // closing the printer would close the caller's writer
    public static void write(List<String> names, long[] balances, Writer out) throws IOException {
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        printer.printRecord("name", "balance");
        for (int i = 0; i < balances.length; i++) {
            printer.printRecord(Spreadsheet.cell(names.get(i)), balances[i]);
        }
        printer.flush();
    }

    /**
     * Writes a file completely, or not at all if that fails. An existing file is replaced.
     *
     * @param names the accounts
     * @param balances as many balances
     * @param target the file
     * @throws IOException if it cannot be written; then an existing file is as it was
     */
    public static void write(List<String> names, long[] balances, Path target) throws IOException {
        WholeFile.write(target, out -> write(names, balances, out));
    }
}
