package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.lesson.Lessons;
import dev.tvar.stm.examples.support.Columns;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what can be run. */
@Command(
        name = "list",
        description = "Lists the lessons, each of which is run by one word.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCode.FAILED)
final class ListCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Columns table = new Columns("run", "and see").left(1);
        Lessons.all().forEach(lesson -> table.row("./stm " + lesson.name(), lesson.about()));
        table.row("./stm compare", "STM, actors and locks: speed, and who sees wrong totals");
        table.row("./stm ledger FILE", "your own transfers, replayed by several threads");
        table.row("./stm prove", "properties tried on any engine, ours or yours");
        table.print(out);
    }
}
