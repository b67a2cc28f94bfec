package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.explore.Exploration;
import dev.tvar.stm.testing.explore.Explorer;
import dev.tvar.stm.testing.explore.Failure;
import dev.tvar.stm.testing.explore.Scenario;
import dev.tvar.stm.testing.service.MoneyService;
import dev.tvar.stm.testing.shrink.Cuts;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tries random programs on a service whose steps the {@link Explorer} controls, each under many schedules, and reports the smallest
 * program and schedule in which a law is broken. The service reports its steps through {@link
 * dev.tvar.stm.testing.explore.Steps}, or uses an exploring data source. The same seed gives the same programs and schedules. Immutable
 * and thread-safe; each {@code with...} method returns a changed copy.
 *
 * <p>Where {@link Bank} needs luck to make free threads meet at the wrong moment, this decides at which step they meet.
 */
public final class ExploredBank {
    /** The most accounts of one program, and of the next one: with two, clients meet more often. */
    private static final int[] MOST_ACCOUNTS = {2, 3};

    private static final int MOST_CLIENTS = 3;
    private static final int MOST_CALLS = 4;

    /** The law of {@link #requiringAnswers}. */
    private static final String ANSWERED = "every call is done or refused";

    /** Schedules of each smaller program, and of all of them together: so the time that shrinking takes is bounded. */
    private static final int SCHEDULES_WHILE_SHRINKING = 40;

    private static final int MOST_SCHEDULES_WHILE_SHRINKING = 1_500;

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
    private static final class Settings implements Cloneable {
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
        return new Run().search();
    }

    /**
     * Runs all programs under all their schedules, unless the time is up, whatever laws are broken: to see which laws hold.
     *
     * @return the laws that were broken in a schedule, in words; sorted
     * @throws IllegalStateException as {@link #run}
     */
    public SortedSet<String> brokenLaws() {
        return new Run().survey();
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
        Run run = new Run();
        Exploration exploration = run.explorer(0, 1).replay(schedule, () -> run.scenario(program));
        return run.report(1, run.broken(program, exploration));
    }

    /** A law that was broken in a schedule of a program. */
    private static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        final String law;

        Broken(String law, String why) {
            super(why);
            this.law = law;
        }
    }

    /** One run; used by one thread. */
    private final class Run {
        private final long begun = System.nanoTime();
        private @Nullable MoneyService present;
        private long schedules;
        private int schedulesWhileShrinking;

        /** The laws that were broken, if schedules go on after that. */
        private @Nullable SortedSet<String> survey;

        SortedSet<String> survey() {
            SortedSet<String> found = new TreeSet<>();
            survey = found;
            ExploredReport report = search();
            report.broken().ifPresent(broken -> found.add(broken.law()));
            return found;
        }

        ExploredReport search() {
            ExploredReport.Broken found = null;
            int number = 0;
            for (; number < settings.programs && found == null && !isTimeUp(); number++) {
                settings.progress.accept(Math.max((double) number / settings.programs, timeUsed()));
                BankProgram program = BankPrograms.random(
                        new Random(settings.seed * 31 + number),
                        MOST_ACCOUNTS[number % MOST_ACCOUNTS.length],
                        MOST_CLIENTS,
                        MOST_CALLS);
                if (program.clients().size() > 1) {
                    found = explore(program, number, settings.schedules);
                }
            }
            return report(number, found == null ? null : smallest(found, number - 1));
        }

        private boolean isTimeUp() {
            return Thread.currentThread().isInterrupted() || timeUsed() > 1;
        }

        private double timeUsed() {
            return (System.nanoTime() - begun) / (double) settings.limit.toNanos();
        }

        ExploredReport report(int programs, ExploredReport.@Nullable Broken found) {
            close();
            return new ExploredReport(
                    settings.seed,
                    programs,
                    schedules,
                    Duration.ofNanos(System.nanoTime() - begun),
                    Optional.ofNullable(found));
        }

        // ---- one program

        Explorer explorer(int number, int atMost) {
            return Explorer.of(settings.seed * 31 + number)
                    .withOutsideCalls()
                    .withSchedules(atMost)
                    .withLimit(Duration.ofDays(1))
                    .withHangLimit(settings.hangSeconds);
        }

        private ExploredReport.@Nullable Broken explore(BankProgram program, int number, int atMost) {
            Exploration exploration = explorer(number, atMost).explore(() -> scenario(program));
            return broken(program, exploration);
        }

        ExploredReport.@Nullable Broken broken(BankProgram program, Exploration exploration) {
            schedules += exploration.schedules();
            Failure failure = exploration.failure().orElse(null);
            if (failure == null) {
                return null;
            }
            String law = failure.cause() instanceof Broken broken
                    ? broken.law
                    : failure.kind().toString();
            String why = failure.cause() instanceof Broken broken ? String.valueOf(broken.getMessage()) : failure.message();
            return new ExploredReport.Broken(law, why, program, failure);
        }

        Scenario scenario(BankProgram program) {
            ServiceRun run;
            try {
                close();
                MoneyService service = opener.open();
                present = service;
                run = ServiceRun.open(service, program);
            } catch (Exception e) {
                throw new IllegalStateException("cannot open the service or its accounts: " + e.getMessage(), e);
            }
            Scenario scenario = new Scenario();
            for (int i = 0; i < run.clients(); i++) {
                int client = i;
                scenario.thread("client " + i, () -> run.work(client));
            }
            return scenario.atTheEnd(() -> judge(run.report(List.of(), List.of())));
        }

        private void judge(ServiceReport report) {
            if (survey != null) {
                report.breaches().forEach(breach -> survey.add(breach.law().toString()));
                unanswered(report).ifPresent(call -> survey.add(ANSWERED));
                return;
            }
            if (!report.breaches().isEmpty()) {
                Breach first = report.breaches().get(0);
                throw new Broken(first.law().toString(), first.why());
            }
            unanswered(report).ifPresent(call -> {
                throw new Broken(ANSWERED, call.toString());
            });
        }

        private Optional<Observed> unanswered(ServiceReport report) {
            return report.calls().stream()
                    .filter(call -> settings.answers)
                    .filter(call -> call.outcome() == MoneyService.Outcome.FAILED
                            || call.outcome() == MoneyService.Outcome.UNKNOWN)
                    .findFirst();
        }

        private void close() {
            MoneyService service = present;
            present = null;
            if (service != null) {
                try {
                    service.close();
                } catch (Exception e) {
                    throw new IllegalStateException("cannot close the service: " + e.getMessage(), e);
                }
            }
        }

        // ---- smaller programs

        private ExploredReport.Broken smallest(ExploredReport.Broken first, int number) {
            ExploredReport.Broken best = first;
            Cuts<BankProgram>.Candidate at = BankShrinker.PROGRAMS.of(first.program());
            boolean found = first.failure().kind() == Failure.Kind.CHECK_FAILED;
            while (found) {
                found = false;
                for (Iterator<Cuts<BankProgram>.Candidate> smaller =
                                at.smaller().iterator();
                        smaller.hasNext()
                                && !found
                                && schedulesWhileShrinking < MOST_SCHEDULES_WHILE_SHRINKING
                                && !Thread.currentThread().isInterrupted(); ) {
                    Cuts<BankProgram>.Candidate candidate = smaller.next();
                    long before = schedules;
                    ExploredReport.Broken broken = explore(candidate.value(), number, SCHEDULES_WHILE_SHRINKING);
                    schedulesWhileShrinking += (int) (schedules - before);
                    if (broken != null && broken.law().equals(best.law())) {
                        best = broken;
                        at = candidate;
                        found = true;
                    }
                }
            }
            return best;
        }
    }
}
