package dev.tvar.stm.benchmarks.cli;

import dev.tvar.stm.benchmarks.report.Charts;
import dev.tvar.stm.benchmarks.report.Sections;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.ResultsFile;
import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.support.Document;
import dev.tvar.stm.examples.support.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes the files of one report into a directory of their own, and its text to standard output. */
final class Reports {
    private final Path directory;
    private final PrintWriter out;

    Reports(Path directory, PrintWriter out) {
        this.directory = directory;
        this.out = out;
    }

    /** The file for the output of the measured programs. */
    Path transcript() {
        return directory.resolve("transcript.txt");
    }

    /** Writes a report that is text only. */
    void write(String report) throws IOException {
        WholeFile.write(directory.resolve("report.md"), report);
        out.println(report);
        out.println("Written into " + directory + ": report.md");
    }

    /** Writes all files; returns the exit code for these results. */
    int write(Results results, @Nullable Path document) throws IOException {
        Files.createDirectories(directory);
        ResultsFile.write(results, directory.resolve("results.json"));
        String report = Sections.report(results);
        WholeFile.write(directory.resolve("report.md"), report);
        out.println(report);
        out.println("Written into " + directory + ": report.md, results.json, charts");
        Charts.write(results, directory.resolve("charts"));
        if (document != null) {
            Document.rewrite(document, "bench", Sections.of(results));
            out.println("Tables written into " + document);
        }
        return results.isBroken() ? ExitCode.VIOLATED : ExitCode.HELD;
    }
}
