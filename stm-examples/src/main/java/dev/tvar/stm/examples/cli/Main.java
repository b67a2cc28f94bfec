package dev.tvar.stm.examples.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the program with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(runToTheEnd(out, err, arguments));
    }

    /** What is wrong with the program or the JVM is not the same as a law that does not hold. */
    private static int runToTheEnd(PrintWriter out, PrintWriter err, String... arguments) {
        try {
            return run(out, err, arguments);
        } catch (OutOfMemoryError e) {
            err.println("stm: out of memory: " + e.getMessage());
            return ExitCode.FAILED;
        } catch (Error e) {
            e.printStackTrace(err);
            return ExitCode.FAILED;
        }
    }

    /**
     * Runs one command.
     *
     * @param out standard output
     * @param err standard error
     * @param arguments the command line
     * @return one of {@link ExitCode}
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new StmCommand());
        line.setSubcommandsCaseInsensitive(true);
        Lessons.all()
                .forEach(lesson -> line.addSubcommand(
                        lesson.card().name(),
                        LessonCommand.of(lesson),
                        lesson.card().id()));
        line.setOut(out);
        line.setErr(err);
        line.setParameterExceptionHandler((exception, given) -> {
            err.println(Complaint.about(exception));
            return ExitCode.USAGE;
        });
        WholeNumber.register(line);
        String[] version = line.getCommandSpec().version();
        line.getSubcommands().values().forEach(sub -> sub.getCommandSpec().version(version));
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedOptionsAllowed(false);
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }
}
