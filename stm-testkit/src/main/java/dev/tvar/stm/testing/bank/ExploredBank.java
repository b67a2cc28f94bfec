package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.explore.Exploration;
import dev.tvar.stm.testing.explore.Explorer;
import dev.tvar.stm.testing.service.MoneyService;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Tries random programs on a service whose steps the {@link Explorer} controls, each under many schedules, and reports the smallest
 * program and schedule in which a law is broken. The service reports its steps through {@link
 * dev.tvar.stm.testing.explore.Steps}, or uses an exploring data source. The same seed gives the same programs and schedules. Immutable
 * and thread-safe; each {@code with...} method returns a changed copy.
 *
 * <p>Where {@link Bank} needs luck to make free threads meet at the wrong moment, this decides at which step they meet.
 */
public final class ExploredBank {
    /** Opens a new service, or an existing one without accounts of an earlier schedule. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Opens a service. Its accounts get the same ids each time, or a failure cannot be repeated exactly.
         *
         * @return the service; closed after its schedule
         * @throws Exception if it cannot be opened; ends the run
         */
        MoneyService open() throws Exception;
    }

    private final Opener opener;
    private final Settings settings;

    /** Filled before the object that owns them is created, and not changed after that. */
    static final class Settings implements Cloneable {
        long seed = 42;
        int programs = 200;
        int schedules = 30;
        Duration limit = Duration.ofSeconds(60);
        int hangSeconds = 20;
        boolean answers;
        DoubleConsumer progress = fraction -> {};

        @Override
        protected Settings clone() {
            try {
                return (Settings) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private ExploredBank(Opener opener, Settings settings) {
        this.opener = opener;
        this.settings = settings;
    }

    private ExploredBank with(Consumer<Settings> change) {
        Settings changed = settings.clone();
        change.accept(changed);
        return new ExploredBank(opener, changed);
    }

    /**
     * Up to 200 programs with seed 42, 30 schedules each, within 60 seconds.
     *
     * @param opener opens the service for each schedule; not null
     * @return the bank
     */
    public static ExploredBank of(Opener opener) {
        return new ExploredBank(Objects.requireNonNull(opener, "opener"), new Settings());
    }

    /**
     * With another seed.
     *
     * @param seed decides the programs and the schedules
     * @return a changed copy
     */
    public ExploredBank withSeed(long seed) {
        return with(changed -> changed.seed = seed);
    }

    /**
     * With another number of programs.
     *
     * @param atMost the number of random programs; at least 1
     * @return a changed copy
     */
    public ExploredBank withPrograms(int atMost) {
        return with(changed -> changed.programs = atLeastOne("programs", atMost));
    }

    /**
     * With another number of schedules.
     *
     * @param ofEach the number of schedules of each program; at least 1
     * @return a changed copy
     */
    public ExploredBank withSchedules(int ofEach) {
        return with(changed -> changed.schedules = atLeastOne("schedules", ofEach));
    }

    /**
     * With another time limit: no program is begun after it.
     *
     * @param atMost the limit; not null
     * @return a changed copy
     */
    public ExploredBank withLimit(Duration atMost) {
        Objects.requireNonNull(atMost, "atMost");
        return with(changed -> changed.limit = atMost);
    }

    /**
     * With another limit for a client that makes no step, as {@link Explorer#withHangLimit}.
     *
     * @param seconds the limit; 20 by default
     * @return a changed copy
     */
    public ExploredBank withHangLimit(int seconds) {
        return with(changed -> changed.hangSeconds = atLeastOne("seconds", seconds));
    }

    /**
     * With the requirement that each call is answered with {@code DONE} or {@code REFUSED}: under the explorer no reply is
     * lost, so that a service that runs a transaction again after a conflict can keep it.
     *
     * @return a changed copy
     */
    public ExploredBank requiringAnswers() {
        return with(changed -> changed.answers = true);
    }

    /**
     * With an observer of the progress.
     *
     * @param progress gets the fraction of the programs, or of the time, that is used up; not null
     * @return a changed copy
     */
    public ExploredBank withProgress(DoubleConsumer progress) {
        Objects.requireNonNull(progress, "progress");
        return with(changed -> changed.progress = progress);
    }

    private static int atLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + number);
        }
        return number;
    }

    /**
     * Runs the programs until a law is broken, all were run, the time is up, or the calling thread is interrupted, which stays
     * interrupted.
     *
     * @return what was found
     * @throws IllegalStateException if the service cannot be opened; the cause says why
     */
    public ExploredReport run() {
        return new ExploredRun(opener, settings).search();
    }

    /**
     * Runs all programs under all their schedules, unless the time is up, whatever laws are broken: to see which laws hold.
     *
     * @return the laws that were broken in a schedule, in words; sorted
     * @throws IllegalStateException as {@link #run}
     */
    public SortedSet<String> brokenLaws() {
        return new ExploredRun(opener, settings).survey();
    }

    /**
     * Runs one program under one schedule.
     *
     * @param program the program, as a report shows it; not null
     * @param schedule the schedule, as a report shows it; not null
     * @return what was found
     * @throws IllegalArgumentException if the text is no schedule
     */
    public ExploredReport replay(BankProgram program, String schedule) {
        Objects.requireNonNull(program, "program");
        ExploredRun run = new ExploredRun(opener, settings);
        Exploration exploration = run.explorer(0, 1).replay(schedule, () -> run.scenario(program));
        return run.report(1, run.broken(program, exploration));
    }
}
