package dev.tvar.stm.benchmarks.cli;

import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.ResultsFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code --from} names. */
final class EarlierRun {
    private EarlierRun() {}

    /** Reads the results of an earlier run; if that cannot be, the option was wrong. */
    static Results read(Path file, CommandSpec command) {
        try {
            return ResultsFile.read(file);
        } catch (NoSuchFileException e) {
            throw new ParameterException(command.commandLine(), "there is no file " + file);
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "cannot use " + file + ": " + e.getMessage());
        }
    }
}
