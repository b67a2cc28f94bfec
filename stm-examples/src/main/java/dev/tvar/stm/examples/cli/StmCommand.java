package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a subcommand: shows the help. */
@Command(
        name = "stm",
        description = "Software transactional memory for Java: lessons to run, and a comparison with actors and locks.",
        version = "TVar STM 0.1.0-SNAPSHOT",
        mixinStandardHelpOptions = true,
        subcommands = {
            HelpCommand.class,
            ListCommand.class,
            CompareCommand.class,
            LedgerCommand.class,
            ProveCommand.class,
            SharedCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "'stm help COMMAND' explains a command. './stm bench' compares the speed of this library with others."
        },
        exitCodeOnExecutionException = ExitCode.FAILED)
final class StmCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
