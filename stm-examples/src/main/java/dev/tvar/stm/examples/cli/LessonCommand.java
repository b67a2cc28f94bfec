package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.lesson.Lesson;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a lesson. */
@Command(
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the law held", "1:the law was violated", "2:bad command line", "3:the program failed"},
        exitCodeOnExecutionException = ExitCode.FAILED)
final class LessonCommand implements Callable<Integer> {
    private final Lesson lesson;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Decides every random choice, but not how the threads interleave. Default: a new one each time.")
    private @Nullable Long seed;

    private LessonCommand(Lesson lesson) {
        this.lesson = lesson;
    }

    static CommandLine of(Lesson lesson) {
        CommandLine command = new CommandLine(new LessonCommand(lesson));
        command.getCommandSpec().usageMessage().description(capitalised(lesson.about()) + ".");
        return command;
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        long used = seedOr(seed);
        out.println(lesson.name() + ": " + lesson.about());
        out.println("seed " + used);
        out.println();
        return lesson.run(used, out) ? ExitCode.HELD : ExitCode.VIOLATED;
    }

    /** The given seed, or a new one that is short enough to be typed again. */
    static long seedOr(@Nullable Long given) {
        final int bound = 1_000_000;
        return given == null ? ThreadLocalRandom.current().nextInt(bound) : given;
    }
}
