package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.console.Console;
import java.io.PrintWriter;
import picocli.CommandLine;

/** The entry point of the program. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the program with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Console.runAndExit(Main::run, arguments);
    }

    /**
     * Runs one command.
     *
     * @param out standard output
     * @param err standard error
     * @param arguments the command line
     * @return one of {@link dev.tvar.stm.examples.console.ExitCode}
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new StmCommand());
        line.setSubcommandsCaseInsensitive(true);
        Lessons.all()
                .forEach(lesson -> line.addSubcommand(
                        lesson.card().name(),
                        LessonCommand.of(lesson),
                        lesson.card().id()));
        return Console.run(line, out, err, arguments);
    }
}
