package dev.tvar.stm.benchmarks.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the program with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true"); // charts are drawn to files
        System.setProperty("jmh.ignoreLock", "true"); // several runs at once are slow, and say so; they are no error
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /**
     * Runs one command.
     *
     * @param out standard output
     * @param err standard error
     * @param arguments the command line
     * @return one of {@link ExitCode}
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new BenchCommand());
        line.setOut(out);
        line.setErr(err);
        line.setParameterExceptionHandler((exception, given) -> complain(exception));
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedOptionsAllowed(false);
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    /** One line, whatever is wrong. */
    private static int complain(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String what = String.valueOf(exception.getMessage()).replaceAll("\\R+", " ");
        command.getErr().println("%s: %s (see '%s --help')".formatted(name, what, name));
        return ExitCode.USAGE;
    }
}
