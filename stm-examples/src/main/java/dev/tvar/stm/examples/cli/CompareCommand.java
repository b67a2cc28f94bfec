package dev.tvar.stm.examples.cli;

import dev.tvar.stm.etcd.EtcdException;
import dev.tvar.stm.examples.compare.Extent;
import dev.tvar.stm.examples.compare.Plan;
import dev.tvar.stm.examples.compare.Workload;
import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.EtcdBank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the engines. */
@Command(
        name = "compare",
        aliases = "A7",
        description = {
            "Compares STM with actors and with locks: the same operations through every engine, under several loads and"
                    + " with several numbers of threads, while an auditor sums up all accounts. Prints tables and writes a"
                    + " page with charts.",
            "",
            "With --csv it replays your own ledger instead, as 'stm ledger FILE' does.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all laws held",
            "1:a law was violated",
            "2:bad command line or bad file",
            "3:the program failed",
            "130:ended by Ctrl-C"
        },
        exitCodeOnExecutionException = ExitCode.FAILED)
final class CompareCommand implements Callable<Integer> {
    static final int DEFAULT_THREADS = 2;
    static final int MOST_THREADS = 1_000;
    private static final int MOST_ACCOUNTS = 100_000;
    private static final int MOST_TRANSFERS = 10_000_000;
    private static final int LONGEST_MILLIS = 60_000;
    private static final int MOST_REPETITIONS = 100;
    private static final String NOT_WITH_CSV = "makes no sense with --csv";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = {"--engines", "--engine"},
            paramLabel = "NAME",
            split = ",",
            converter = EngineConverter.class,
            description =
                    "Only these engines, in this order: stm, actors, cashier, reserve, saga, ordered-locks, global-lock. Repeat it"
                            + " or separate by commas. Default: all; with --csv: stm.")
    private @Nullable List<Engine> engines;

    @Option(names = "--store", paramLabel = "NAME", description = "Compare a store on servers as well: etcd.")
    private @Nullable String store;

    @Option(
            names = "--endpoints",
            paramLabel = "URLS",
            description = "Addresses of those servers, separated by commas. Default: http://127.0.0.1:2379.")
    private @Nullable String endpoints;

    @Option(
            names = "--loads",
            paramLabel = "NAME",
            split = ",",
            converter = WorkloadConverter.class,
            description =
                    "Only these loads, in this order: uniform, hot-account, read-mostly, blocking, failing. Default:"
                            + " all.")
    private @Nullable List<Workload> loads;

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            description = "Number of threads, 1 to 1000; several numbers, separated by commas, are measured one"
                    + " after the other. Default: 1,2,4; with --quick or --csv: 2.")
    private @Nullable List<Integer> threads;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "100",
            description = "Number of accounts, 2 to 100000. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--duration",
            paramLabel = "MS",
            description = "Duration of each measurement, 1 to 60000 milliseconds. Default: 100; with --quick: 40.")
    private @Nullable Integer duration;

    @Option(
            names = "--transfers",
            paramLabel = "N",
            description =
                    "Instead of a duration, the number of operations of each measurement, 1 to 10000000. The actor engines"
                            + " make a twentieth of them, but at least 20000 (or all, if there are fewer).")
    private @Nullable Integer transfers;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "Measurements of each combination, 1 to 100. Default: 5; with --quick: 1.")
    private @Nullable Integer repetitions;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the random transfers. Default: a new one for each run, which is printed.")
    private @Nullable Long seed;

    @Option(names = "--quick", description = "A rough comparison in a few seconds.")
    private boolean quick;

    @Option(
            names = "--one-process",
            description =
                    "Run all engines in this process, for example under a debugger or profiler, where they slow each"
                            + " other down. Default: a process for each engine.")
    private boolean oneProcess;

    @Mixin
    private final ReportOptions reportOptions = new ReportOptions();

    @Option(names = "--csv", paramLabel = "FILE", description = "Replay this ledger instead; '-' is standard input.")
    private @Nullable Path csv;

    @ArgGroup(validate = false, heading = "%nOnly with --csv:%n")
    private final LedgerOptions ledgerOptions = new LedgerOptions();

    @Override
    public Integer call() {
        List<Integer> numbers = threadNumbers();
        if (csv != null) {
            return replay(csv, numbers);
        }
        Check.absent(spec, "needs --csv FILE", LedgerOptions.NAMES);
        reportOptions.check(spec);
        return new CompareRun(spec, plan(numbers), oneProcess, reportOptions).run();
    }

    private int replay(Path ledger, List<Integer> numbers) {
        Check.absent(spec, NOT_WITH_CSV + ": the ledger says it", "--accounts", "--transfers", "--seed");
        Check.absent(spec, NOT_WITH_CSV, "--store", "--endpoints", "--loads", "--duration", "--repetitions", "--quick");
        Check.absent(spec, NOT_WITH_CSV, "--one-process");
        Check.absent(spec, NOT_WITH_CSV, ReportOptions.NAMES);
        if (numbers.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--threads takes one number with --csv");
        }
        return new LedgerRun(spec, ledgerOptions).run(ledger, chosen(engines, List.of(Engine.STM)), numbers.get(0));
    }

    private Plan plan(List<Integer> numbers) {
        Check.range(spec, "--accounts", accounts, 2, MOST_ACCOUNTS);
        int rounds = otherwise(repetitions, quick ? 1 : 5);
        Check.range(spec, "--repetitions", rounds, 1, MOST_REPETITIONS);
        return new Plan(
                enginesAndStore(),
                chosen(loads, List.of(Workload.values())),
                numbers,
                accounts,
                extent(),
                rounds,
                LessonCommand.seedOr(seed));
    }

    private List<Engine> enginesAndStore() {
        List<Engine> all = new ArrayList<>(chosen(engines, Engine.local()));
        if (store == null) {
            Check.absent(spec, "needs --store etcd", "--endpoints");
            return all;
        }
        if (!store.equals(Engine.ETCD.toString())) {
            throw new ParameterException(spec.commandLine(), "unknown store '" + store + "'; there is: etcd");
        }
        if (endpoints != null) {
            System.setProperty(EtcdBank.ENDPOINTS, endpoints);
        }
        requireServers();
        all.add(Engine.ETCD);
        return all;
    }

    /** Checks the options, so that errors are reported before the measurements start. */
    private void requireServers() {
        try {
            new EtcdBank(new long[0]).close();
        } catch (EtcdException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--store etcd: " + e.getMessage());
        }
    }

    private Extent extent() {
        if (transfers != null) {
            Check.absent(spec, "cannot be used together with --transfers", "--duration");
            Check.range(spec, "--transfers", transfers, 1, MOST_TRANSFERS);
            return new Extent.Counting(transfers);
        }
        int millis = otherwise(duration, quick ? 40 : 100);
        Check.range(spec, "--duration", millis, 1, LONGEST_MILLIS);
        return new Extent.Lasting(Duration.ofMillis(millis));
    }

    private List<Integer> threadNumbers() {
        List<Integer> usual = quick || csv != null ? List.of(DEFAULT_THREADS) : List.of(1, 2, 4);
        List<Integer> numbers = chosen(threads, usual).stream().sorted().toList();
        numbers.forEach(number -> Check.range(spec, "--threads", number, 1, MOST_THREADS));
        return numbers;
    }

    private static <T> List<T> chosen(@Nullable List<T> given, List<T> otherwise) {
        return given == null ? otherwise : given.stream().distinct().toList();
    }

    private static int otherwise(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
