package dev.tvar.stm.testing.shrink;

import java.time.Duration;

/**
 * The number of runs of a smaller case before it counts as passing. Whether a case fails may depend on
 * the interleaving of its threads, and in a small one conflicts are rare: it gets many runs, which
 * take little time. For one thread; the time counts from its creation.
 */
public final class Patience {
    /** As long as this, up to {@link #MOST_RUNS}. */
    private static final Duration ENOUGH = Duration.ofMillis(60);

    private static final int MOST_RUNS = 2_000;

    /** A case whose runs take longer gets this count of them, unless that takes longer than {@link #LONGEST}. */
    private static final int FEW_RUNS = 20;

    private static final Duration LONGEST = Duration.ofMillis(200);

    /** However long they take. */
    private static final int FEWEST_RUNS = 5;

    private final long start = System.nanoTime();
    private int runs;

    /** Begins to count. */
    public Patience() {}

    /**
     * Counts a run that did not fail.
     *
     * @return true if the case should be run again
     */
    public boolean allowsAnotherRun() {
        runs++;
        long elapsed = System.nanoTime() - start;
        int most = elapsed < ENOUGH.toNanos() ? MOST_RUNS : elapsed < LONGEST.toNanos() ? FEW_RUNS : FEWEST_RUNS;
        return runs < most;
    }
}
