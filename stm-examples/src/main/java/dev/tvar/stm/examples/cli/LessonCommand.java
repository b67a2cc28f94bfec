package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a lesson. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the law held",
            "1:the law was violated, or the time was up",
            "2:bad command line",
            "3:the program failed",
            "130:ended by Ctrl-C"
        },
        exitCodeOnExecutionException = ExitCode.FAILED)
final class LessonCommand implements Callable<Integer> {
    private static final String THREADS = "--threads";
    private static final int BEFORE_THE_OTHERS = -2;
    private static final int LONGEST_SECONDS = 86_400;

    private final Lesson lesson;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides every random choice, but not the interleaving of the threads."
                    + " Default: a new one each time, which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Ends the lesson after this many seconds, 1 to 86400. Default: ${DEFAULT-VALUE}.")
    private int timeLimit;

    private LessonCommand(Lesson lesson) {
        this.lesson = lesson;
    }

    static CommandLine of(Lesson lesson) {
        CommandLine command = new CommandLine(new LessonCommand(lesson));
        Card card = lesson.card();
        CommandSpec spec = command.getCommandSpec();
        spec.usageMessage()
                .description(
                        Character.toUpperCase(card.about().charAt(0))
                                + card.about().substring(1) + ".",
                        "",
                        "Question: " + card.question(),
                        "You should see: " + card.shows() + ".",
                        "");
        spec.addOption(card.crew() == null ? noThreadsOption() : threadsOption(card.crew()));
        return command;
    }

    private static OptionSpec threadsOption(Card.Crew crew) {
        return OptionSpec.builder(THREADS)
                .paramLabel("N")
                .order(BEFORE_THE_OTHERS)
                .type(int.class)
                .defaultValue("" + crew.usual())
                .description("Number of %s, %d to %d. Default: ${DEFAULT-VALUE}."
                        .formatted(crew.who(), crew.least(), crew.most()))
                .build();
    }

    /** Accepted only to report why it cannot be chosen. */
    private static OptionSpec noThreadsOption() {
        return OptionSpec.builder(THREADS).type(String.class).hidden(true).build();
    }

    @Override
    public Integer call() {
        Check.range(spec, "--time-limit", timeLimit, 1, LONGEST_SECONDS);
        Setup setup = new Setup(seedOr(seed), threads());
        PrintWriter out = spec.commandLine().getOut();
        try (EarlyEnd early = EarlyEnd.watch(Duration.ofSeconds(timeLimit))) {
            printHead(setup, out);
            try {
                return lesson.run(setup, out) ? ExitCode.HELD : ExitCode.VIOLATED;
            } catch (RuntimeException e) {
                if (early.reason().isEmpty()) {
                    throw e;
                }
                out.println();
                out.println("Ended by " + early.reason() + "; above is what was found so far. The law was not judged.");
                out.flush();
                return early.exitCode();
            }
        }
    }

    private int threads() {
        Card.Crew crew = lesson.card().crew();
        if (crew == null) {
            Check.absent(spec, "cannot be chosen: this lesson has just the threads that it needs", THREADS);
            return 0;
        }
        int threads = spec.commandLine().getParseResult().matchedOptionValue(THREADS, crew.usual());
        Check.range(spec, THREADS, threads, crew.least(), crew.most());
        return threads;
    }

    private void printHead(Setup setup, PrintWriter out) {
        Card card = lesson.card();
        String crew = card.crew() == null
                ? ""
                : ", " + setup.threads() + " " + card.crew().who();
        out.println(card.id() + " " + card.name() + ": " + card.about());
        out.println("seed " + setup.seed() + crew);
        out.println();
        out.println(card.question());
        out.println();
    }

    /** The given seed, or a new one that is short enough to type. */
    static long seedOr(@Nullable Long given) {
        final int bound = 1_000_000;
        return given == null ? ThreadLocalRandom.current().nextInt(bound) : given;
    }
}
