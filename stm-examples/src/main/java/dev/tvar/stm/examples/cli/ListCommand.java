package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.testing.service.BrokenServices;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the lessons and commands. */
@Command(
        name = "list",
        description = "Lists the lessons, each of which is run by one word or by its number.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCode.FAILED)
final class ListCommand implements Runnable {
    private static final Card COMPARE = Card.of("A7", "compare", "STM, actors and locks: speed, and wrong totals");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Run one by name or number: ./stm philosophers or ./stm B3; --help says more.");
        chapter(out, "Accounts", "A");
        chapter(out, "Classic problems", "B");
        chapter(out, "Work and results", "C");
        heading(out, "Several processes");
        line(out, "", "shared", "one bank in two terminals, on servers that you kill");
        heading(out, "Your own transfers and engines");
        line(out, "", "ledger FILE", "replayed by several threads at once");
        line(out, "", "prove", "properties tried on any engine or service, ours or yours");
        line(out, "", "bench", "speed compared with other STM libraries, locks and actors");
        heading(out, "Services that are broken on purpose, for prove --service");
        BrokenServices.names().forEach(name -> line(out, "", Text.format("%-22s", name), BrokenServices.about(name)));
    }

    private static void chapter(PrintWriter out, String title, String letter) {
        heading(out, title);
        Stream.concat(Lessons.all().stream().map(Lesson::card), Stream.of(COMPARE))
                .filter(card -> card.id().startsWith(letter))
                .sorted(Comparator.comparing(Card::id))
                .forEach(card -> line(out, card.id(), card.name(), card.about()));
    }

    private static void heading(PrintWriter out, String title) {
        out.println();
        out.println(title);
    }

    private static void line(PrintWriter out, String id, String name, String about) {
        out.println(Text.format("  %-2s  %-12s  %s", id, name, about));
    }
}
