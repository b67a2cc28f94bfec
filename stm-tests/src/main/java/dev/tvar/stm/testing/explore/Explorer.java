package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.Seam;
import dev.tvar.stm.testing.history.HistoryChecker;
import dev.tvar.stm.testing.history.Recording;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Scenario} under many schedules, and reports the first that goes wrong in its smallest form. The same seed
 * gives the same schedules, always. Immutable; each {@code with...} method makes a changed copy.
 *
 * <p>One exploration runs at a time in a JVM: others wait for it. No other transactions should run meanwhile: the version
 * clock, the ticket and the list of open snapshots are shared by all.
 */
public final class Explorer {
    private static final Object ONE_AT_A_TIME = new Object();

    private static final Planted NO_BUG = (step, cell) -> false;

    private static volatile @Nullable Scheduler active;

    private final long seed;
    private final Strategy strategy;
    private final long schedules;
    private final Duration limit;
    private final int stepLimit;
    private final boolean platformThreads;
    private final boolean histories;
    private final Supplier<Planted> planted;

    private Explorer(
            long seed,
            Strategy strategy,
            long schedules,
            Duration limit,
            int stepLimit,
            boolean platformThreads,
            boolean histories,
            Supplier<Planted> planted) {
        this.seed = seed;
        this.strategy = strategy;
        this.schedules = schedules;
        this.limit = limit;
        this.stepLimit = stepLimit;
        this.platformThreads = platformThreads;
        this.histories = histories;
        this.planted = planted;
    }

    /**
     * An explorer with this seed: up to 10,000 schedules of {@link Strategy#mixed}, for at most 10 seconds.
     *
     * @param seed fixes the schedules
     * @return the explorer
     */
    public static Explorer of(long seed) {
        return new Explorer(seed, Strategy.mixed(), 10_000, Duration.ofSeconds(10), 10_000, false, false, () -> NO_BUG);
    }

    /**
     * With another way to choose schedules.
     *
     * @param newStrategy the way
     * @return a changed copy
     */
    public Explorer withStrategy(Strategy newStrategy) {
        Objects.requireNonNull(newStrategy, "newStrategy");
        return new Explorer(seed, newStrategy, schedules, limit, stepLimit, platformThreads, histories, planted);
    }

    /**
     * With another number of schedules.
     *
     * @param atMost how many to run, unless the time is up before
     * @return a changed copy
     */
    public Explorer withSchedules(long atMost) {
        return new Explorer(seed, strategy, atMost, limit, stepLimit, platformThreads, histories, planted);
    }

    /**
     * With another limit of time. What is found within it depends on the speed of the machine; the order of schedules does
     * not.
     *
     * @param atMost how long to run
     * @return a changed copy
     */
    public Explorer withLimit(Duration atMost) {
        Objects.requireNonNull(atMost, "atMost");
        return new Explorer(seed, strategy, schedules, atMost, stepLimit, platformThreads, histories, planted);
    }

    /**
     * With another idea of a livelock.
     *
     * @param steps after so many steps in which no value is stored and no thread ends; 10,000 by default
     * @return a changed copy
     */
    public Explorer withStepLimit(int steps) {
        return new Explorer(seed, strategy, schedules, limit, steps, platformThreads, histories, planted);
    }

    /**
     * With platform threads, also where virtual ones could be used. The schedules are the same.
     *
     * @return a changed copy
     */
    public Explorer withPlatformThreads() {
        return new Explorer(seed, strategy, schedules, limit, stepLimit, true, histories, planted);
    }

    /**
     * With a history of each schedule that is judged, too: whether its transactions could have run one after the other, and
     * seen what they saw ({@link HistoryChecker}). So a program needs no check of its own. Takes some times as long, and
     * nothing else may be {@linkplain Recording recorded} meanwhile.
     *
     * @return a changed copy
     */
    public Explorer withHistories() {
        return new Explorer(seed, strategy, schedules, limit, stepLimit, platformThreads, true, planted);
    }

    /**
     * With a bug in the engine, to see whether it is found.
     *
     * @param bug makes the bug, anew for each schedule
     * @return a changed copy
     */
    public Explorer withPlanted(Supplier<? extends Planted> bug) {
        Objects.requireNonNull(bug, "bug");
        return new Explorer(seed, strategy, schedules, limit, stepLimit, platformThreads, histories, bug::get);
    }

    /**
     * Runs a program under one schedule after the other, until one goes wrong, all were run, or the limits are reached.
     *
     * @param program makes the scenario, with new variables, for each schedule
     * @return what was found
     * @throws IllegalStateException if this JVM was started without {@code -Ddev.tvar.stm.seam=true}, or a thread blocks in
     *     something else than a transaction
     */
    public Exploration explore(Supplier<Scenario> program) {
        Objects.requireNonNull(program, "program");
        return inTurn(scheduler ->
                new Search(scheduler, program, planted, seed).search(strategy.chooser(seed), schedules, limit));
    }

    /**
     * Runs a program under one schedule.
     *
     * @param schedule the schedule, as a {@link Failure} names it; holds for one version of the library
     * @param program makes the scenario
     * @return what was found: the same failure, if the program and the library are the same
     * @throws IllegalArgumentException if the text is no schedule
     * @throws IllegalStateException as {@link #explore}
     */
    public Exploration replay(String schedule, Supplier<Scenario> program) {
        Objects.requireNonNull(program, "program");
        Schedule parsed = Schedule.parse(schedule);
        return inTurn(scheduler -> new Search(scheduler, program, planted, seed).repeat(parsed));
    }

    /**
     * A place in a thread of a scenario where it may be interrupted: for code that shares other memory than variables.
     * Elsewhere it does nothing.
     *
     * @param what what comes next, for the trace
     */
    public static void point(String what) {
        Scheduler present = active;
        if (present != null) {
            present.point(what);
        }
    }

    private interface Work {
        Exploration with(Scheduler scheduler);
    }

    private Exploration inTurn(Work work) {
        synchronized (ONE_AT_A_TIME) {
            Driver driver = platformThreads ? new PlatformThreads() : Driver.best();
            Scheduler scheduler = new Scheduler(driver, stepLimit, histories);
            Seam.install(scheduler);
            active = scheduler;
            try {
                return work.with(scheduler);
            } finally {
                active = null;
                Seam.install(null);
                scheduler.close();
            }
        }
    }
}
