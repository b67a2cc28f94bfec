package dev.tvar.stm.benchmarks.cli;

import dev.tvar.stm.examples.console.Console;
import java.io.PrintWriter;
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
        System.setProperty("java.awt.headless", "true"); // charts are drawn to files
        System.setProperty("jmh.ignoreLock", "true"); // several runs at once are slow, and say so; they are no error
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
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return Console.run(new CommandLine(new BenchCommand()), out, err, arguments);
    }
}
