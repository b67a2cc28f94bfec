package dev.tvar.stm.examples.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Runs command lines, all in the same way. */
public final class Console {
    private Console() {}

    /** Runs a command line to its end. */
    @FunctionalInterface
    public interface Program {
        /**
         * Runs it.
         *
         * @param out standard output
         * @param err standard error
         * @param arguments the command line
         * @return one of {@link ExitCode}
         */
        int run(PrintWriter out, PrintWriter err, String... arguments);
    }

    /**
     * Runs a program on the terminal and ends the JVM with its exit code. What is wrong with the program or the JVM never
     * looks like a law that does not hold.
     *
     * @param program the program
     * @param arguments the command line
     */
    public static void runAndExit(Program program, String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = ExitCode.FAILED;
        try {
            code = program.run(out, err, arguments);
        } catch (OutOfMemoryError e) {
            err.println("stm: out of memory: " + e.getMessage());
        } catch (Error e) {
            e.printStackTrace(err);
        }
        System.exit(code);
    }

    /**
     * Runs one command. What is wrong with its arguments, or with a file or disk, is said in one line; anything else is a
     * fault of the program, and is shown with its stack.
     *
     * @param line the commands; all get the version of the first
     * @param out standard output
     * @param err standard error
     * @param arguments the command line
     * @return one of {@link ExitCode}
     */
    public static int run(CommandLine line, PrintWriter out, PrintWriter err, String... arguments) {
        line.setOut(out);
        line.setErr(err);
        line.setParameterExceptionHandler((exception, given) -> {
            err.println(Complaint.about(exception));
            return ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof IOException) {
                err.println(command.getCommandSpec().qualifiedName() + ": " + exception);
            } else {
                exception.printStackTrace(err);
            }
            return ExitCode.FAILED;
        });
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedOptionsAllowed(false);
        WholeNumber.register(line);
        String[] version = line.getCommandSpec().version();
        line.getSubcommands().values().forEach(sub -> sub.getCommandSpec().version(version));
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }
}
