package dev.tvar.stm.examples.cli;

import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.explore.Detail;
import dev.tvar.stm.testing.prove.Plan;
import dev.tvar.stm.testing.prove.Property;
import dev.tvar.stm.testing.prove.Sizes;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is tried, and how hard. */
final class PlanOptions {
    private static final int MOST_SECONDS = 86_400;
    private static final int MOST_TRIES = 1_000_000;

    @Option(
            names = "--property",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "conservation,programs",
            description =
                    "The properties to try: conservation, programs, service, or, for ours only, schedules. Default:"
                            + " ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private List<String> properties;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "Maximum number of accounts, 2 to 200; programs have up to 4 variables. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "Maximum number of threads that transfer, 1 to 16, not counting auditors; programs have up to 4."
                            + " Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--transfers",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "Maximum number of transfers, 1 to 100000, in each of up to 10 rounds. Default: ${DEFAULT-VALUE}.")
    private int transfers;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "200",
            description = "Number of random cases of each property, 1 to 1000000. Default: ${DEFAULT-VALUE}.")
    private int tries;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Runs of each case, 1 to 1000000: its threads interleave differently each time."
                    + " Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Decides the cases, but not the interleaving of their threads. Default: a new one for each run,"
                            + " which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            description =
                    "Stop starting new cases after this many seconds, 1 to 86400. Default: 60 for each engine; with"
                            + " --peers: 10 for each engine and property.")
    private @Nullable Integer timeLimit;

    @Option(
            names = "--stuck",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Seconds after which a run counts as hung, 1 to 86400. Default: ${DEFAULT-VALUE}.")
    private int stuck;

    @Option(
            names = "--shrink-limit",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "Stop making a failing case smaller after this many seconds, 1 to 86400. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int shrinkLimit;

    @Option(
            names = "--steps",
            description = "With schedules: below the story of a failing schedule, print the steps of the engine.")
    private boolean steps;

    /** Reports values that are out of range. */
    Plan plan(CommandSpec spec, int defaultSeconds) {
        Check.range(spec, "--accounts", accounts, BankProgram.MIN_ACCOUNTS, BankProgram.MAX_ACCOUNTS);
        Check.range(spec, "--threads", threads, 1, BankProgram.MAX_THREADS);
        Check.range(spec, "--transfers", transfers, 1, Sizes.MOST_TRANSFERS);
        Check.range(spec, "--tries", tries, 1, MOST_TRIES);
        Check.range(spec, "--runs", runs, 1, MOST_TRIES);
        Check.range(spec, "--shrink-limit", shrinkLimit, 1, MOST_SECONDS);
        Check.range(spec, "--stuck", stuck, 1, MOST_SECONDS);
        int seconds = timeLimit == null ? defaultSeconds : timeLimit;
        Check.range(spec, "--time-limit", seconds, 1, MOST_SECONDS);
        return new Plan(
                properties.stream()
                        .distinct()
                        .map(name -> named(spec, () -> Property.named(name)))
                        .toList(),
                new Sizes(accounts, threads, transfers),
                tries,
                runs,
                LessonCommand.seedOr(seed),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(stuck),
                Duration.ofSeconds(shrinkLimit),
                steps ? Detail.STEPS : Detail.STORY);
    }

    /** The options that reproduce the case on a command line. */
    String sizes() {
        return " --accounts " + accounts + " --threads " + threads + " --transfers " + transfers;
    }

    /** Passes the message of the library about a wrong name on to the user. */
    static <T> T named(CommandSpec spec, Supplier<T> found) {
        try {
            return found.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
