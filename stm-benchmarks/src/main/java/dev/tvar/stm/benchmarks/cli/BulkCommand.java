package dev.tvar.stm.benchmarks.cli;

import dev.tvar.stm.benchmarks.bulk.BulkLoads;
import dev.tvar.stm.examples.console.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures bulk loads. */
@Command(
        name = "bulk",
        description = {
            "Measures how the time of a transaction that fills a collection grows with the number of keys, for every"
                    + " collection. Runs in this JVM; about ten minutes with the default sizes.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCode.FAILED)
final class BulkCommand implements Callable<Integer> {
    private static final int MOST = 10_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            description = "Two or more numbers of keys, ascending, 2 to " + MOST
                    + ", separated by commas. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1000,10000,100000,1000000")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Integer> sizes;

    @Override
    public Integer call() {
        for (int i = 0; i < sizes.size(); i++) {
            int size = sizes.get(i);
            if (size < 2 || size > MOST || i > 0 && size <= sizes.get(i - 1)) {
                throw wrong("--sizes must be numbers from 2 to " + MOST + ", ascending, not " + sizes);
            }
        }
        if (sizes.size() < 2) {
            throw wrong("--sizes must be at least two numbers, to show how the time grows, not " + sizes);
        }
        new BulkLoads().run(sizes, spec.commandLine().getOut());
        return ExitCode.HELD;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
