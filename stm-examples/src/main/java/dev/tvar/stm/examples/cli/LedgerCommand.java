package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.engine.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays a user's ledger. */
@Command(
        name = "ledger",
        description = {
            "Replays your own ledger on many threads at once, and prints the final balances.",
            "",
            "The ledger has lines 'from,to,amount' (header optional); amounts are whole numbers. It is read completely"
                    + " before any transfer is made: if any line is bad, all bad lines are reported and nothing is applied"
                    + " or written. A transfer that lacks funds at its turn is rejected and counted. Only one thread"
                    + " keeps the order of the file.",
            "",
            "Names that differ only in white space or in how letters are composed are the same account. A name with an"
                    + " invisible character is refused, and so is a second name that looks like a first. In the balances, a name that a"
                    + " spreadsheet would run as a formula has an apostrophe in front; as an input it has none.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, and money was conserved",
            "1:money was not conserved; nothing was written",
            "2:bad command line or bad file; nothing was applied or written",
            "3:the program failed, or the balances cannot be written",
            "130:ended by Ctrl-C; nothing was written"
        },
        exitCodeOnExecutionException = ExitCode.FAILED)
final class LedgerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The ledger; '-' is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it, as it is required
    private Path file;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "" + CompareCommand.DEFAULT_THREADS,
            description = "Number of threads that make transfers, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "stm",
            converter = EngineConverter.class,
            description =
                    "The engine. With several, each replays the whole ledger, and the balances of the first one are written."
                            + " Default: ${DEFAULT-VALUE}. Known: stm, actors, cashier, ordered-locks, global-lock.")
    @SuppressWarnings("NullAway.Init") // has a default
    private List<Engine> engines;

    @Mixin
    private final LedgerOptions options = new LedgerOptions();

    @Override
    public Integer call() {
        Check.range(spec, "--threads", threads, 1, CompareCommand.MOST_THREADS);
        return new LedgerRun(spec, options)
                .run(file, engines.stream().distinct().toList(), threads);
    }
}
