package dev.tvar.stm.benchmarks.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** Complains, before anything is measured, about a document that cannot be written. */
    void checkDocument() {
        if (document != null && !(Files.isRegularFile(document) && Files.isWritable(document))) {
            throw new ParameterException(command.commandLine(), "cannot write " + document);
        }
    }

    /** Makes a directory, this one or one below it; if that cannot be, the option was wrong. */
    void make(Path wanted) {
        try {
            Files.createDirectories(wanted);
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "cannot write into " + directory);
        }
    }
}
