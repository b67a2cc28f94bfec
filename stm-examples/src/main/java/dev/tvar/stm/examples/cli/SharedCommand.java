package dev.tvar.stm.examples.cli;

import dev.tvar.stm.etcd.EtcdException;
import dev.tvar.stm.etcd.EtcdOptions;
import dev.tvar.stm.etcd.EtcdStore;
import dev.tvar.stm.examples.console.CtrlC;
import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.shared.LeaderWatch;
import dev.tvar.stm.examples.shared.Servers;
import dev.tvar.stm.examples.shared.SharedBank;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One bank in several terminals. */
@Command(
        name = "shared",
        description = {
            "One bank in several terminals, on etcd. In the first: 'stm shared servers', which starts three servers. In the"
                    + " second and third: 'stm shared bank'. Then kill the server that leads, and watch the totals.",
            ""
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(servers | bank)",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the total was right every time",
            "1:a total was wrong",
            "2:bad command line",
            "3:the program failed, or etcd cannot be reached",
            "130:ended by Ctrl-C"
        },
        exitCodeOnExecutionException = ExitCode.FAILED)
final class SharedCommand implements Runnable {
    private static final int MOST_TELLERS = 100;
    private static final int LONGEST_SECONDS = 86_400;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "servers",
            description = "Starts three etcd servers on loopback, with empty folders, until Ctrl-C.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = ExitCode.FAILED)
    int servers() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (CtrlC ctrlC = CtrlC.watch();
                Servers servers = new Servers();
                LeaderWatch leader = new LeaderWatch(List.of(Servers.endpoints().split(",")))) {
            servers.watch(ctrlC::isPressed, leader::leader, out);
            return ExitCode.INTERRUPTED;
        }
    }

    @Command(
            name = "bank",
            description =
                    "Opens a branch: makes transfers, and prints once a second the total, the longest wait and the server"
                            + " that leads.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = ExitCode.FAILED)
    int bank(
            @Option(
                            names = "--endpoints",
                            paramLabel = "URLS",
                            description =
                                    "The servers, separated by commas. Default: the servers of 'stm shared servers'.",
                            defaultValue = "")
                    String endpoints,
            @Option(
                            names = "--threads",
                            paramLabel = "N",
                            description = "Number of tellers, 1 to 100. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "2")
                    int threads,
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            description = "Ends after this many seconds, 1 to 86400. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "600")
                    int seconds) {
        Check.range(spec, "--threads", threads, 1, MOST_TELLERS);
        Check.range(spec, "--seconds", seconds, 1, LONGEST_SECONDS);
        String[] addresses = (endpoints.isEmpty() ? Servers.endpoints() : endpoints).split(",");
        try (CtrlC ctrlC = CtrlC.watch();
                EtcdStore store =
                        EtcdStore.connect(EtcdOptions.endpoints(addresses).withPrefix("tvar-shared/"));
                LeaderWatch leader = new LeaderWatch(List.of(addresses))) {
            boolean held = new SharedBank(store)
                    .work(
                            threads,
                            seconds,
                            ctrlC::isPressed,
                            leader::leader,
                            spec.commandLine().getOut());
            return !held ? ExitCode.VIOLATED : ctrlC.isPressed() ? ExitCode.INTERRUPTED : ExitCode.HELD;
        } catch (EtcdException e) {
            spec.commandLine().getErr().println("stm shared bank: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
