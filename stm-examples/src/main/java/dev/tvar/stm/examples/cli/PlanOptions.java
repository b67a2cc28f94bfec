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
                    "What is tried: conservation, programs, or, for ours only, schedules. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private List<String> properties;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "How many accounts at most, 2 to 200; programs have up to 4 variables. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many threads transfer at most, 1 to 16, beside the auditors; programs have up to 4."
                    + " Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--transfers",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "How many transfers at most, 1 to 100000, in each of up to 10 rounds. Default: ${DEFAULT-VALUE}.")
    private int transfers;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many random cases of each property, 1 to 1000000. Default: ${DEFAULT-VALUE}.")
    private int tries;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10",
            description = "How often each case is run, 1 to 1000000: its threads meet differently each time."
                    + " Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Decides the cases, but not how their threads meet. Default: a new one each time, which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            description =
                    "After so long no new case is begun, 1 to 86400. Default: 60 for each engine; with --peers: 10 for each engine and property.")
    private @Nullable Integer timeLimit;

    @Option(
            names = "--stuck",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "A run that takes longer hangs, 1 to 86400. Default: ${DEFAULT-VALUE}.")
    private int stuck;

    @Option(
            names = "--shrink-limit",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description =
                    "Stop making a failing case smaller after this many seconds, 1 to 86400. Default: ${DEFAULT-VALUE}.")
    private int shrinkLimit;

    @Option(
            names = "--steps",
            description = "With schedules: below the story of a failing schedule, print the steps of the engine.")
    private boolean steps;

    /** Complains about values that are out of range. */
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

    /** What the same case needs on a command line. */
    String sizes() {
        return " --accounts " + accounts + " --threads " + threads + " --transfers " + transfers;
    }

    /** What a library says of a wrong name is what the user reads. */
    static <T> T named(CommandSpec spec, Supplier<T> found) {
        try {
            return found.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
