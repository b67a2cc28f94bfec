package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.compare.Results;
import dev.tvar.stm.examples.report.Conditions;
import dev.tvar.stm.examples.report.HtmlReport;
import dev.tvar.stm.examples.report.JsonReport;
import dev.tvar.stm.examples.report.MarkdownReport;
import dev.tvar.stm.examples.support.Document;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options for the results of a comparison. */
final class ReportOptions {
    static final String[] NAMES = {"--report", "--no-report", "--json", "--document"};

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "File for the page with the charts; replaces an earlier report, but no other file."
                    + " '-' is standard output; then the tables go to standard error. Default: report.html.")
    private @Nullable Path report;

    @Option(names = "--no-report", description = "Write no page.")
    private boolean noReport;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File for all measurements as JSON, which is replaced; '-' is standard output, and then the"
                    + " tables go to standard error. Default: nowhere.")
    private @Nullable Path json;

    @Option(
            names = "--document",
            paramLabel = "FILE",
            split = ",",
            description =
                    "Also insert the tables into these Markdown documents, between marks such as"
                            + " <!-- compare:rates --> and <!-- /compare:rates -->; names are machine, advice, rates, latencies, money, messages.")
    private List<Path> documents = List.of();

    /** Reports files that cannot be written, before the measurements start. */
    void check(CommandSpec spec) {
        if (noReport) {
            Check.absent(spec, "cannot be used together with --no-report", "--report");
        } else if (!isStandardOutput(page())) {
            checkDirectory(spec, page());
            checkReplaces(spec, page());
        }
        if (json != null && !isStandardOutput(json)) {
            checkDirectory(spec, json);
            if (Files.isDirectory(json)) {
                throw cannotWrite(spec, json, "it is a directory");
            }
        }
        if (isStandardOutput(page()) && isStandardOutput(json)) {
            throw new ParameterException(spec.commandLine(), "--report and --json cannot both be '-', standard output");
        }
        documents.forEach(document -> checkDocument(spec, document));
    }

    private static boolean isStandardOutput(@Nullable Path file) {
        return file != null && file.toString().equals("-");
    }

    /** Whether a file goes to standard output, so that the tables must not. */
    boolean useStandardOutput() {
        return isStandardOutput(json) || (!noReport && isStandardOutput(page()));
    }

    private static void checkDocument(CommandSpec spec, Path document) {
        if (!Files.isRegularFile(document)) {
            throw cannotWrite(spec, document, "there is no such file");
        }
        checkDirectory(spec, document);
    }

    private static void write(Path file, String text, PrintWriter standardOutput, List<Path> written)
            throws IOException {
        if (isStandardOutput(file)) {
            standardOutput.print(text);
            standardOutput.flush();
        } else {
            WholeFile.write(file, text);
            written.add(file);
        }
    }

    private Path page() {
        return report == null ? Path.of("report.html") : report;
    }

    private static void checkDirectory(CommandSpec spec, Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw cannotWrite(spec, file, "there is no such directory");
        }
        boolean device = Files.exists(file) && !Files.isRegularFile(file);
        if (!Files.isWritable(device ? file : directory) || (Files.exists(file) && !Files.isWritable(file))) {
            throw cannotWrite(spec, file, "permission denied");
        }
    }

    private static void checkReplaces(CommandSpec spec, Path file) {
        try {
            if (!HtmlReport.mayReplace(file)) {
                throw cannotWrite(spec, file, "it is there already, and is not an earlier report");
            }
        } catch (IOException e) {
            throw cannotWrite(spec, file, "it is there already, and cannot be read");
        }
    }

    private static ParameterException cannotWrite(CommandSpec spec, Path file, String why) {
        return new ParameterException(
                spec.commandLine(), "cannot write '%s': %s".formatted(Text.visible(file.toString()), why));
    }

    /** Writes the requested files; returns their names. */
    List<Path> write(Results results, Conditions conditions, PrintWriter standardOutput) throws IOException {
        List<Path> written = new ArrayList<>();
        if (!noReport) {
            write(page(), HtmlReport.page(results, conditions), standardOutput, written);
        }
        if (json != null) {
            write(json, JsonReport.text(results, conditions), standardOutput, written);
        }
        for (Path document : documents) {
            Document.rewrite(document, "compare", MarkdownReport.parts(results, conditions));
            written.add(document);
        }
        return written;
    }
}
