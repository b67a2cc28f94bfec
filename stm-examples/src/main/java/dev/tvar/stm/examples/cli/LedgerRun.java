package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.console.CtrlC;
import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.ledger.Balances;
import dev.tvar.stm.examples.ledger.Ledger;
import dev.tvar.stm.examples.ledger.Replay;
import dev.tvar.stm.examples.ledger.Source;
import dev.tvar.stm.examples.ledger.UnusableInput;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Reads a ledger, replays it, reports, and writes the balances: what {@code ledger} and {@code compare --csv} do. */
final class LedgerRun {
    private final CommandSpec spec;
    private final LedgerOptions options;
    private final PrintWriter report;

    LedgerRun(CommandSpec spec, LedgerOptions options) {
        this.spec = spec;
        this.options = options;
        this.report = options.out().isPresent()
                ? spec.commandLine().getOut()
                : spec.commandLine().getErr();
    }

    int run(Path path, List<Engine> engines, int threads) {
        try {
            Ledger ledger = options.read(spec, path);
            try (CtrlC ctrlC = CtrlC.watch()) {
                printHead(path, ledger, threads);
                List<Replay> replays = replays(ledger, engines, threads, ctrlC);
                boolean held = report(ledger, replays, threads);
                if (ctrlC.isPressed()) {
                    return printEarlyEnd(ledger, replays);
                }
                if (held) {
                    write(ledger, replays.get(0));
                }
                return held ? ExitCode.HELD : ExitCode.VIOLATED;
            }
        } catch (UnusableInput bad) {
            bad.problems().forEach(spec.commandLine().getErr()::println);
            return ExitCode.USAGE;
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("cannot write the balances: %s; nothing was written".formatted(e.getMessage()));
            return ExitCode.FAILED;
        }
    }

    /** One for each engine; the last is incomplete if the run ended early. */
    private static List<Replay> replays(Ledger ledger, List<Engine> engines, int threads, CtrlC ctrlC) {
        List<Replay> replays = new ArrayList<>();
        for (Engine engine : engines) {
            if (!ctrlC.isPressed()) {
                replays.add(Replay.of(ledger, engine, threads, ctrlC::isPressed));
            }
        }
        return replays;
    }

    private void printHead(Path path, Ledger ledger, int threads) {
        report.println(Text.format(
                "%s: %s between %s, %s",
                new Source(path),
                Text.count(ledger.entries().size(), "transfer"),
                Text.count(ledger.names().size(), "account"),
                Text.threads(threads)));
        report.println();
        report.flush();
    }

    private int printEarlyEnd(Ledger ledger, List<Replay> replays) {
        long tried = replays.stream().mapToLong(Replay::tried).sum();
        report.println(Text.format(
                "Ended by Ctrl-C: %,d of %,d transfers tried; no balances were written.",
                tried, ledger.entries().size()));
        report.flush();
        return ExitCode.INTERRUPTED;
    }

    private boolean report(Ledger ledger, List<Replay> replays, int threads) {
        Columns table = new Columns("engine", "made", "rejected", "total before", "total after");
        replays.forEach(r -> table.row(
                r.engine(), r.tried() - r.rejected().size(), r.rejected().size(), ledger.total(), r.total()));
        table.print(report);
        report.println("A transfer that lacks funds at its turn is rejected.");
        if (threads > 1) {
            report.println("The threads share the list, so the order varies; --threads 1 keeps the order of the file.");
        }
        if (options.verbose() && !replays.isEmpty()) {
            replays.get(0).rejected().forEach(entry -> printRejected(ledger, entry));
        }
        return Text.state(
                report,
                "the total after is the total before",
                replays.stream().allMatch(r -> r.total() == ledger.total()));
    }

    private void printRejected(Ledger ledger, Ledger.Entry entry) {
        report.println(Text.format(
                "rejected: line %d, %s -> %s, %,d",
                entry.line(),
                Text.visible(ledger.names().get(entry.from())),
                Text.visible(ledger.names().get(entry.to())),
                entry.amount()));
    }

    private void write(Ledger ledger, Replay replay) throws IOException {
        if (options.out().isPresent()) {
            Path target = options.out().get();
            Balances.write(ledger.names(), replay.balances(), target);
            report.println("Balances (%s) are in %s".formatted(replay.engine(), Text.visible(target.toString())));
        } else {
            report.flush();
            Balances.write(ledger.names(), replay.balances(), spec.commandLine().getOut());
        }
    }
}
