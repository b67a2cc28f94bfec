package dev.tvar.stm.benchmarks.cli;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.examples.console.Console;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The entry point. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the program with its exit code. */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true"); // charts are drawn to files
        System.setProperty(
                "jmh.ignoreLock", "true"); // simultaneous runs are allowed; the report says that the machine was busy
        Console.runAndExit(Main::run, arguments);
    }

    /** Runs one command; returns one of {@link dev.tvar.stm.examples.console.ExitCode}. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine command = new CommandLine(new BenchCommand())
                .registerConverter(MeasuredEngine.class, byLabel(MeasuredEngine.values()))
                .registerConverter(Workload.class, byLabel(Workload.values()));
        return Console.run(command, out, err, arguments);
    }

    /** Finds a constant by its name in options. */
    private static <E extends Enum<E>> ITypeConverter<E> byLabel(E[] all) {
        return label -> Stream.of(all)
                .filter(constant -> constant.toString().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'%s' is unknown; known are %s"
                        .formatted(label, Stream.of(all).map(E::toString).collect(Collectors.joining(", ")))));
    }
}
