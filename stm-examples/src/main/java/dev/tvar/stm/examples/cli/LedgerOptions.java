package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.ledger.Ledger;
import dev.tvar.stm.examples.ledger.LedgerReader;
import dev.tvar.stm.examples.ledger.Source;
import dev.tvar.stm.examples.ledger.UnusableInput;
import dev.tvar.stm.examples.support.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a ledger, shared by the commands that replay one. */
final class LedgerOptions {
    private static final String STANDARD_OUTPUT = "-";

    static final String[] NAMES = {"--opening", "--accounts-file", "--out", "--verbose"};

    @Option(
            names = "--opening",
            paramLabel = "AMOUNT",
            description = "Opening balance of every name in the ledger. Default: 1000.")
    private long opening = 1_000;

    @Option(
            names = "--accounts-file",
            paramLabel = "FILE",
            description = "Opening balances, lines 'name,balance' (header optional); '-' is standard input. No other"
                    + " account may appear.")
    private @Nullable Path accountsFile;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File for the final balances as CSV, which is replaced. Default, and '-': standard"
                    + " output; then the report goes to standard error.")
    private @Nullable Path out;

    @Option(names = "--verbose", description = "List every rejected transfer.")
    private boolean verbose;

    /** Reads the ledger; reports invalid combinations of options. */
    Ledger read(CommandSpec spec, Path path) throws UnusableInput {
        Check.range(spec, "--opening", opening, 0, Long.MAX_VALUE);
        if (accountsFile != null) {
            Check.absent(spec, "cannot be used together with --accounts-file", "--opening");
        }
        if (accountsFile != null && new Source(path).isStandardInput() && new Source(accountsFile).isStandardInput()) {
            throw new ParameterException(
                    spec.commandLine(), "the ledger and --accounts-file cannot both be '-', standard input");
        }
        out().ifPresent(file -> checkOut(spec, file, path));
        return accountsFile == null ? LedgerReader.read(path, opening) : LedgerReader.read(path, accountsFile);
    }

    private static void checkOut(CommandSpec spec, Path file, Path ledger) {
        Path whole = file.toAbsolutePath().normalize();
        Path parent = whole.getParent();
        String reason = null;
        if (Files.exists(whole) && !Files.isRegularFile(whole)) {
            reason = "it is not a regular file";
        } else if (parent == null || !Files.isDirectory(parent)) {
            reason = "there is no such directory";
        } else if (!Files.isWritable(parent)) {
            reason = "permission denied";
        } else if (isSame(whole, ledger)) {
            reason = "it is the ledger itself";
        }
        if (reason != null) {
            throw new ParameterException(
                    spec.commandLine(), "cannot write '%s': %s".formatted(Text.visible(file.toString()), reason));
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // reading it reports the reason
        }
    }

    /** Empty for standard output. */
    Optional<Path> out() {
        return Optional.ofNullable(out).filter(file -> !file.toString().equals(STANDARD_OUTPUT));
    }

    boolean verbose() {
        return verbose;
    }
}
