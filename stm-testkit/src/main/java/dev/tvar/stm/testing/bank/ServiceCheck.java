package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.service.MoneyService;
import dev.tvar.stm.testing.shrink.Cuts;
import dev.tvar.stm.testing.shrink.Patience;
import java.time.Duration;
import java.util.Iterator;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Tries random programs on a service, and makes the first one that breaks a law smaller, without a property library.
 * Each run has a service of its own, which is closed after it.
 *
 * <p>Whether a program breaks a law may depend on the interleaving of its clients, so a smaller program is run repeatedly, as
 * {@link Patience} prescribes, before it counts as passing.
 */
public final class ServiceCheck {
    private static final int MOST_ACCOUNTS = 5;
    private static final int MOST_CLIENTS = 4;
    private static final int MOST_CALLS = 60;

    /** No smaller program is begun after this time. */
    private static final Duration SHRINKING = Duration.ofSeconds(15);

    private final Supplier<? extends MoneyService> services;
    private final Duration limit;

    private ServiceCheck(Supplier<? extends MoneyService> services, Duration limit) {
        this.services = services;
        this.limit = limit;
    }

    /**
     * Tries random programs of up to 5 accounts, 4 clients and 60 calls.
     *
     * @param services makes a new service for each run
     * @param seed decides the programs: program {@code i} of this seed is the first one of the seed {@code seed + i}
     * @param tries the number of programs, at least 1
     * @param limit how long each run may take
     * @throws AssertionError if a law was broken; the message has the seed and the report on the smallest program that breaks one
     * @throws InterruptedException if the caller is interrupted while it waits
     * @throws IllegalArgumentException if {@code tries} is less than 1
     */
    public static void requireAllLaws(Supplier<? extends MoneyService> services, long seed, int tries, Duration limit)
            throws InterruptedException {
        if (tries < 1) {
            throw new IllegalArgumentException("tries must be at least 1, not " + tries);
        }
        ServiceCheck check = new ServiceCheck(services, limit);
        for (int i = 0; i < tries; i++) {
            // Randoms with neighbouring seeds resemble each other.
            Random random = new Random(new SplittableRandom(seed + i).nextLong());
            BankProgram program = BankPrograms.random(random, MOST_ACCOUNTS, MOST_CLIENTS, MOST_CALLS);
            ServiceReport report = check.run(program);
            if (!report.breaches().isEmpty()) {
                throw new AssertionError("seed " + (seed + i) + ", " + check.smallest(program, report));
            }
        }
    }

    private ServiceReport run(BankProgram program) throws InterruptedException {
        try (MoneyService service = services.get()) {
            return Bank.run(service, program, limit);
        }
    }

    /** The report on the smallest program that was found to break a law; of a hang at once, since each costs the whole limit. */
    private ServiceReport smallest(BankProgram program, ServiceReport broken) throws InterruptedException {
        ServiceReport smallest = broken;
        long end = System.nanoTime() + SHRINKING.toNanos();
        Iterator<Cuts<BankProgram>.Candidate> smaller =
                BankShrinker.PROGRAMS.of(program).smaller().iterator();
        while (smallest.hung().isEmpty() && smaller.hasNext() && System.nanoTime() < end) {
            Cuts<BankProgram>.Candidate candidate = smaller.next();
            ServiceReport report = runPatiently(candidate.value());
            if (!report.breaches().isEmpty()) {
                smallest = report;
                smaller = candidate.smaller().iterator();
            }
        }
        return smallest;
    }

    private ServiceReport runPatiently(BankProgram program) throws InterruptedException {
        Patience patience = new Patience();
        ServiceReport report;
        do {
            report = run(program);
        } while (report.breaches().isEmpty() && patience.allowsAnotherRun());
        return report;
    }
}
