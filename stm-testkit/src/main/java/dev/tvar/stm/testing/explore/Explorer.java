package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.testing.history.HistoryChecker;
import dev.tvar.stm.testing.history.Recording;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Scenario} under many schedules, and reports the first failing one in its smallest
 * form. The same seed always gives the same schedules. Immutable and thread-safe; each {@code with...}
 * method returns a changed copy.
 *
 * <p>One exploration runs at a time in a JVM; further calls wait for it. No other transactions should run
 * meanwhile, since all transactions share the version clock, the ticket and the list of open
 * snapshots.
 */
public final class Explorer {
    private static final Object ONE_AT_A_TIME = new Object();

    private static final Planted NO_BUG = (step, cell) -> false;

    private static volatile @Nullable Scheduler active;

    private final long seed;
    private final Settings settings;

    /** Filled before the explorer that owns them is created, and not changed after that. */
    private static final class Settings implements Cloneable {
        Strategy strategy = Strategy.mixed();
        long schedules = 10_000;
        Duration limit = Duration.ofSeconds(10);
        int stepLimit = 10_000;
        boolean platformThreads;
        boolean outsideCalls;
        long hangSeconds = Driver.SILENT_SECONDS;
        boolean histories;
        boolean earlyTimeOuts;
        Detail detail = Detail.STORY;
        Supplier<? extends Planted> planted = () -> NO_BUG;

        @Override
        protected Settings clone() {
            try {
                return (Settings) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Explorer(long seed, Settings settings) {
        this.seed = seed;
        this.settings = settings;
    }

    private Explorer with(Consumer<Settings> change) {
        Settings changed = settings.clone();
        change.accept(changed);
        return new Explorer(seed, changed);
    }

    /**
     * An explorer with this seed: up to 10,000 schedules of {@link Strategy#mixed}, for at most 10 seconds.
     *
     * @param seed fixes the schedules
     * @return the explorer
     */
    public static Explorer of(long seed) {
        return new Explorer(seed, new Settings());
    }

    /**
     * With another way to choose schedules.
     *
     * @param strategy the way
     * @return a changed copy
     */
    public Explorer withStrategy(Strategy strategy) {
        Objects.requireNonNull(strategy, "strategy");
        return with(changed -> changed.strategy = strategy);
    }

    /**
     * With another number of schedules.
     *
     * @param atMost how many to run, unless the time is up before
     * @return a changed copy
     */
    public Explorer withSchedules(long atMost) {
        return with(changed -> changed.schedules = atMost);
    }

    /**
     * With another time limit. The number of schedules that are run within it depends on the speed of the machine;
     * their order does not, and the first 100 are run whatever the limit.
     *
     * @param atMost how long to run
     * @return a changed copy
     */
    public Explorer withLimit(Duration atMost) {
        Objects.requireNonNull(atMost, "atMost");
        return with(changed -> changed.limit = atMost);
    }

    /**
     * With another number of steps in which no value is stored and no thread ends before the schedule counts as a livelock.
     *
     * @param steps the number; 10,000 by default
     * @return a changed copy
     */
    public Explorer withStepLimit(int steps) {
        return with(changed -> changed.stepLimit = steps);
    }

    /**
     * With platform threads, also where virtual ones could be used. The schedules are the same.
     *
     * @return a changed copy
     */
    public Explorer withPlatformThreads() {
        return with(changed -> changed.platformThreads = true);
    }

    /**
     * With threads that call other services through {@link Steps}, such as a database through an exploring data source, and
     * may block there; without the need for {@code -Ddev.tvar.stm.seam=true}. The explorer then interrupts threads at these
     * steps, and in transactions of this library only if the JVM was started with that option. Uses platform threads. A thread
     * that hangs is a failure, not an exception.
     *
     * @return a changed copy
     */
    public Explorer withOutsideCalls() {
        return with(changed -> changed.outsideCalls = true);
    }

    /**
     * With another limit for a thread that blocks, or runs on, without a step of a transaction or of {@link Steps}. It counts
     * seconds in which the thread waits, and seconds of processor time, so that a busy machine does not matter.
     *
     * @param seconds the limit; 20 by default
     * @return a changed copy
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public Explorer withHangLimit(int seconds) {
        if (seconds < 1) {
            throw new IllegalArgumentException("the limit must be at least 1 s, not " + seconds);
        }
        return with(changed -> changed.hangSeconds = seconds);
    }

    /**
     * With a check of the history of each schedule: whether its transactions could have run one after the
     * other and read the same values ({@link HistoryChecker}). So a program needs no check of its own.
     * Takes several times as long, and no other {@linkplain Recording recording} may run meanwhile.
     *
     * @return a changed copy
     */
    public Explorer withHistories() {
        return with(changed -> changed.histories = true);
    }

    /**
     * With schedules in which a time limit expires although another thread could run, as on a machine that
     * suspends a thread for that time. Without this option, time passes only when no thread can run, up to
     * the earliest deadline, so that a limit never expires while a thread can run.
     *
     * @return a changed copy
     */
    public Explorer withEarlyTimeOuts() {
        return with(changed -> changed.earlyTimeOuts = true);
    }

    /**
     * With another detail of the report of a failure.
     *
     * @param detail {@link Detail#STORY} by default
     * @return a changed copy
     */
    public Explorer withDetail(Detail detail) {
        Objects.requireNonNull(detail, "detail");
        return with(changed -> changed.detail = detail);
    }

    /**
     * With a bug in the engine, to see whether it is found.
     *
     * @param bug creates the bug for each schedule
     * @return a changed copy
     */
    public Explorer withPlanted(Supplier<? extends Planted> bug) {
        Objects.requireNonNull(bug, "bug");
        return with(changed -> changed.planted = bug);
    }

    /**
     * Runs a program under one schedule after the other, until one fails, all were run, or a limit is reached.
     *
     * @param program makes the scenario, with new variables, for each schedule
     * @return what was found
     * @throws IllegalStateException if this JVM was started without {@code -Ddev.tvar.stm.seam=true}, or a thread
     *     blocks outside a transaction; neither {@link #withOutsideCalls}
     */
    public Exploration explore(Supplier<Scenario> program) {
        Objects.requireNonNull(program, "program");
        Chooser chooser = settings.strategy.chooser(seed, settings.earlyTimeOuts);
        return inTurn(scheduler -> search(scheduler, program).search(chooser, settings.schedules, settings.limit));
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
        return inTurn(scheduler -> search(scheduler, program).repeat(parsed));
    }

    private Search search(Scheduler scheduler, Supplier<Scenario> program) {
        return new Search(scheduler, program, settings.planted::get, seed, settings.detail);
    }

    /**
     * A place in a thread of a scenario where it may be interrupted: for code that shares other memory than variables.
     * Elsewhere it does nothing.
     *
     * @param what the next step, for the trace
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

    /** The scheduler of the exploration that runs, or null. */
    static @Nullable Scheduler active() {
        return active;
    }

    private Exploration inTurn(Work work) {
        synchronized (ONE_AT_A_TIME) {
            Scheduler scheduler = new Scheduler(driver(), settings.stepLimit, settings.histories);
            if (Seam.ON || !settings.outsideCalls) {
                Seam.install(scheduler);
            }
            active = scheduler;
            try {
                return work.with(scheduler);
            } finally {
                active = null;
                if (Seam.ON) {
                    Seam.install(null);
                }
                scheduler.close();
            }
        }
    }

    private Driver driver() {
        if (settings.outsideCalls) {
            return PlatformThreads.thatMayBlock(settings.hangSeconds);
        }
        return settings.platformThreads ? new PlatformThreads() : Driver.best();
    }
}
