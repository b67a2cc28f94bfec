package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What to compare.
 *
 * @param engines which engines, in this order
 * @param loads which loads, in this order
 * @param threads which numbers of threads, in growing order, each at least 1; the auditor has one more
 * @param accounts how many accounts, at least 2
 * @param extent how long each measurement lasts
 * @param repetitions how often each combination is measured, at least 1
 * @param seed decides the lists of transfers
 */
public record Plan(
        List<Engine> engines,
        List<Workload> loads,
        List<Integer> threads,
        int accounts,
        Extent extent,
        int repetitions,
        long seed) {
    /** What every account holds at first. */
    public static final long OPENING = 1_000;

    /** So many operations an engine gets in any case, however slow it is. */
    private static final int FAIR_SHARE = 20_000;

    /** Warm-up of a number of operations takes this part of them, but not more than the number below. */
    private static final int WARM_UP_PART = 5;

    private static final int LONGEST_WARM_UP = 500_000;

    /**
     * The opening balances.
     *
     * @return one per account
     */
    public long[] opening() {
        long[] opening = new long[accounts];
        Arrays.fill(opening, OPENING);
        return opening;
    }

    /**
     * The sum of all accounts, which no transfer changes.
     *
     * @return the right total
     */
    public long total() {
        return OPENING * accounts;
    }

    /**
     * The greatest number of threads.
     *
     * @return at least 1
     */
    public int mostThreads() {
        return Collections.max(threads);
    }

    /**
     * How many measurements there are.
     *
     * @return their number, repetitions included
     */
    public int measurements() {
        return engines.size() * loads.size() * threads.size() * repetitions;
    }

    /**
     * The engines in another order for each round, so that none is always the first.
     *
     * @param round which repetition, from 0
     * @return all engines
     */
    public List<Engine> enginesInRound(int round) {
        List<Engine> order = new ArrayList<>(engines);
        Collections.rotate(order, -round);
        return order;
    }

    /**
     * How long a measurement of an engine lasts: of a long list of operations a slow engine makes a part.
     *
     * @param engine the engine
     * @return its extent
     */
    public Extent extentFor(Engine engine) {
        return extent instanceof Extent.Counting operations ? part(operations.count(), engine) : extent;
    }

    private static Extent.Counting part(long count, Engine engine) {
        return new Extent.Counting(Math.min(count, Math.max(FAIR_SHARE, count / engine.slowness())));
    }

    /**
     * How long an engine runs before it is measured.
     *
     * @param engine the engine
     * @return its extent
     */
    public Extent warmUpFor(Engine engine) {
        if (extentFor(engine) instanceof Extent.Counting operations) {
            long longest = LONGEST_WARM_UP / engine.slowness();
            return new Extent.Counting(Math.max(1, Math.min(longest, operations.count() / WARM_UP_PART)));
        }
        return extent;
    }
}
