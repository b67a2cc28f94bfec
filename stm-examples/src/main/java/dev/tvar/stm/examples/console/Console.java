package dev.tvar.stm.examples.console;

import dev.tvar.stm.examples.support.Text;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

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
     * Runs a program on the terminal and ends the JVM with its exit code. A failure of the program or the JVM never
     * looks like a law that does not hold. When standard output cannot be written, or its reader has gone, the program
     * ends early, as on Ctrl-C.
     *
     * @param program the program
     * @param arguments the command line
     */
    public static void runAndExit(Program program, String... arguments) {
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        PrintWriter out =
                StandardOutput.open(why -> err.println("stm: cannot write to standard output: " + why), System::exit);
        ReaderWatch.start(() -> System.exit(ExitCode.READER_GONE));
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
     * Runs one command. Wrong arguments and failures of files and disks are reported in one line; anything else is a fault
     * of the program, and is shown with its stack. A command whose output could not be written has failed.
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
        line.registerConverter(Path.class, Console::path);
        String[] version = line.getCommandSpec().version();
        line.getSubcommands().values().forEach(sub -> sub.getCommandSpec().version(version));
        addExitCodes(line);
        return orLost(line.execute(arguments), out, err);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'%s' cannot be a file name in this locale; with LC_ALL=C.UTF-8 all of Unicode can"
                            .formatted(Text.visible(text)));
        }
    }

    /** Settings that apply to every command. */
    private static void addExitCodes(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        Map<String, String> codes = new LinkedHashMap<>(spec.usageMessage().exitCodeList());
        if (!codes.isEmpty()) {
            codes.put(String.valueOf(ExitCode.READER_GONE), "the reader of standard output has gone");
            spec.usageMessage().exitCodeList(codes);
        }
        line.getSubcommands().values().forEach(Console::addExitCodes);
    }

    /** The exit code of a command, or the failure code if it succeeded but not all of its output was written. */
    private static int orLost(int code, PrintWriter out, PrintWriter err) {
        boolean lost = out.checkError();
        if (lost && !(out instanceof StandardOutput)) { // that one has reported it, with the reason
            err.println("stm: cannot write to standard output");
        }
        if (code == ExitCode.HELD && lost) {
            return out instanceof StandardOutput ? StandardOutput.exitCode() : ExitCode.FAILED;
        }
        return code == ExitCode.HELD && err.checkError() ? ExitCode.FAILED : code;
    }
}
