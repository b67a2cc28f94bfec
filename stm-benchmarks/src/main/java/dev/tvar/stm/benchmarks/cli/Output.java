package dev.tvar.stm.benchmarks.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where results go, the same for all commands. */
final class Output {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench-results",
            description = "Where reports and charts go. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path directory;

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "Put the tables into this document, and a chart that it shows beside it, as well.")
    @Nullable
    Path document;
}
