package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What to compare.
 *
 * @param engines the engines, in this order
 * @param loads the loads, in this order
 * @param threads the numbers of threads, in ascending order, each at least 1; the auditor has a thread of its own
 * @param accounts the number of accounts, at least 2
 * @param extent the length of each measurement
 * @param repetitions the number of measurements of each combination, at least 1
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
    /** The opening balance of every account. */
    public static final long OPENING = 1_000;

    /** The least number of operations of an engine, however slow it is. */
    private static final int FAIR_SHARE = 20_000;

    /** Warm-up makes this fraction of the operations, but at most the number below. */
    private static final int WARM_UP_PART = 5;

    private static final int LONGEST_WARM_UP = 500_000;

    /** Warm-up takes this multiple of the duration of a measurement. */
    private static final int WARM_UP_TIMES = 4;

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
     * The number of measurements.
     *
     * @return their number, repetitions included
     */
    public int measurements() {
        return engines.size() * loads.size() * threads.size() * repetitions;
    }

    /**
     * The engines in a different order for each round, so that none is always first.
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
     * The length of a measurement of an engine: a slow engine makes only a part of a long list of operations.
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
     * The length of the warm-up of an engine.
     *
     * @param engine the engine
     * @return its extent
     */
    public Extent warmUpFor(Engine engine) {
        if (extentFor(engine) instanceof Extent.Counting operations) {
            long longest = LONGEST_WARM_UP / engine.slowness();
            return new Extent.Counting(Math.max(1, Math.min(longest, operations.count() / WARM_UP_PART)));
        }
        Duration measured = ((Extent.Lasting) extent).duration();
        return new Extent.Lasting(measured.multipliedBy(WARM_UP_TIMES));
    }
}
