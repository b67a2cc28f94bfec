package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.engine.Engine;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Looks for the smallest program that breaks a law on an engine, without failing a property: a report can then say what
 * is wrong with an engine and the build still go on.
 */
public final class Smallest {
    private static final int MOST_TRANSFERS = 200;
    private static final int MOST_ROUNDS = 10;
    private static final int GENERATOR_SIZE = 1_000;

    private Smallest() {}

    /**
     * Tries random programs until one breaks a law, then shrinks it as far as it goes.
     *
     * @param engine what to try
     * @param seed where the random programs start; the same seed gives the same programs, not the same schedules
     * @param tries how many programs to try
     * @param runs how often a program is run before it counts as good
     * @param limit how long each run may take
     * @return the report on the smallest program that broke a law; empty if none did
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    public static Optional<BankReport> breaking(Engine engine, long seed, int tries, int runs, Duration limit)
            throws InterruptedException {
        if (JqwikSession.isActive()) {
            return search(engine, seed, tries, runs, limit);
        }
        JqwikSession.start();
        try {
            return search(engine, seed, tries, runs, limit);
        } finally {
            JqwikSession.finish();
        }
    }

    private static Optional<BankReport> search(Engine engine, long seed, int tries, int runs, Duration limit)
            throws InterruptedException {
        Random random = new Random(seed);
        var programs = BankArbitraries.programs(MOST_TRANSFERS, MOST_ROUNDS).generator(GENERATOR_SIZE);
        for (int i = 0; i < tries; i++) {
            Shrinkable<BankProgram> candidate = programs.next(random);
            BankReport report = Bank.runUntilBroken(engine, candidate.value(), limit, runs);
            if (!report.brokenLaws().isEmpty()) {
                return Optional.of(shrink(engine, candidate, report, runs, limit));
            }
        }
        return Optional.empty();
    }

    private static BankReport shrink(
            Engine engine, Shrinkable<BankProgram> broken, BankReport report, int runs, Duration limit)
            throws InterruptedException {
        Iterator<Shrinkable<BankProgram>> smaller = broken.shrink().iterator();
        while (smaller.hasNext()) {
            Shrinkable<BankProgram> candidate = smaller.next();
            BankReport next = Bank.runUntilBroken(engine, candidate.value(), limit, runs);
            if (!next.brokenLaws().isEmpty()) {
                return shrink(engine, candidate, next, runs, limit);
            }
        }
        return report;
    }
}
