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
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of an {@link ExploredBank}: random programs, each under many schedules, and then smaller programs. For one thread. */
final class ExploredRun {
    /** The most accounts of one program, and of the next one: with two, clients meet more often. */
    private static final int[] MOST_ACCOUNTS = {2, 3};

    private static final int MOST_CLIENTS = 3;

    private static final int MOST_CALLS = 4;

    /** The law of {@link #requiringAnswers}. */
    private static final String ANSWERED = "every call is done or refused";

    /** Schedules of each smaller program, and of all of them together: so the time that shrinking takes is bounded. */
    private static final int SCHEDULES_WHILE_SHRINKING = 40;

    private static final int MOST_SCHEDULES_WHILE_SHRINKING = 800;

    /** A law that was broken in a schedule of a program. */
    private static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        final String law;

        Broken(String law, String why) {
            super(why);
            this.law = law;
        }
    }

    private final ExploredBank.Opener opener;
    private final ExploredBank.Settings settings;
    private final long begun = System.nanoTime();
    private @Nullable MoneyService present;
    private long schedules;
    private int schedulesWhileShrinking;

    /** The laws that were broken, if schedules go on after that. */
    private @Nullable SortedSet<String> survey;

    ExploredRun(ExploredBank.Opener opener, ExploredBank.Settings settings) {
        this.opener = opener;
        this.settings = settings;
    }

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
            BankProgram program = FewerCalls.withoutIdleClients(BankPrograms.random(
                    new Random(settings.seed * 31 + number),
                    MOST_ACCOUNTS[number % MOST_ACCOUNTS.length],
                    MOST_CLIENTS,
                    MOST_CALLS));
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
        SortedSet<String> all = survey;
        if (all != null) {
            report.breaches().forEach(breach -> all.add(breach.law().toString()));
            unanswered(report).ifPresent(call -> all.add(ANSWERED));
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
                .filter(call ->
                        call.outcome() == MoneyService.Outcome.FAILED || call.outcome() == MoneyService.Outcome.UNKNOWN)
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

    /** Fewer calls first, since that saves the most statements; then smaller amounts. */
    private ExploredReport.Broken smallest(ExploredReport.Broken first, int number) {
        if (first.failure().kind() != Failure.Kind.CHECK_FAILED) {
            return first; // a hang: each try would take as long
        }
        ExploredReport.Broken best = first;
        for (ExploredReport.Broken next = best; next != null; ) {
            best = next;
            next = firstBroken(FewerCalls.of(best.program()).iterator(), program -> program, best.law(), number);
        }
        Cuts<BankProgram>.Candidate at = BankShrinker.PROGRAMS.of(best.program());
        while (at != null) {
            AtomicReference<Cuts<BankProgram>.Candidate> smaller = new AtomicReference<>(at);
            ExploredReport.Broken next = firstBroken(
                    at.smaller().iterator(),
                    candidate -> {
                        smaller.set(candidate);
                        return candidate.value();
                    },
                    best.law(),
                    number);
            best = next == null ? best : next;
            at = next == null ? null : smaller.get();
        }
        return best;
    }

    /** The first of some smaller programs in which the law is broken, too. */
    private <T> ExploredReport.@Nullable Broken firstBroken(
            Iterator<T> candidates, Function<T, BankProgram> program, String law, int number) {
        while (candidates.hasNext()
                && schedulesWhileShrinking < MOST_SCHEDULES_WHILE_SHRINKING
                && !Thread.currentThread().isInterrupted()) {
            long before = schedules;
            ExploredReport.Broken broken = explore(program.apply(candidates.next()), number, SCHEDULES_WHILE_SHRINKING);
            schedulesWhileShrinking += (int) (schedules - before);
            if (broken != null && broken.law().equals(law)) {
                return broken;
            }
        }
        return null;
    }
}
