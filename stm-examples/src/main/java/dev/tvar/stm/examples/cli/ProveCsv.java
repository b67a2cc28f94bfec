package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.support.WholeFile;
import dev.tvar.stm.testing.prove.Figures;
import dev.tvar.stm.testing.prove.Plan;
import dev.tvar.stm.testing.prove.Result;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes the figures of proofs as CSV, a line per engine and property. */
final class ProveCsv {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setHeader(
                    "engine",
                    "property",
                    "verdict",
                    "seed",
                    "tries",
                    "runs",
                    "transactions",
                    "aborts",
                    "transfers",
                    "audits",
                    "gave_up",
                    "millis")
            .get();

    private ProveCsv() {}

    static void write(Path file, Plan plan, List<ProveReport.OfEngine> found) throws IOException {
        WholeFile.write(file, out -> write(out, plan, found));
    }

    @SuppressWarnings("resource") // closing the printer would close the caller's writer
    private static void write(Writer out, Plan plan, List<ProveReport.OfEngine> found) throws IOException {
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        for (ProveReport.OfEngine one : found) {
            for (Result result : one.results()) {
                print(printer, plan, one.name(), result);
            }
        }
        printer.flush();
    }

    private static void print(CSVPrinter printer, Plan plan, String engine, Result result) throws IOException {
        Figures figures = result.figures();
        printer.printRecord(
                engine,
                result.property(),
                ProveReport.verdict(result),
                plan.seed(),
                figures.tries(),
                figures.runs(),
                figures.transactions(),
                figures.aborts().isPresent() ? figures.aborts().getAsLong() : "",
                figures.transfers(),
                figures.audits(),
                figures.gaveUp(),
                result.elapsed().toMillis());
    }
}
