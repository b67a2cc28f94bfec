package dev.tvar.stm.testing.shrink;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

    private static final ThreadLocal<Boolean> REPEATING = ThreadLocal.withInitial(() -> false);

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

    /**
     * Runs a case until it fails or the patience ends.
     *
     * @param <R> the results of a run
     * @param run one run of the case
     * @param passes whether a result means that the case did not fail
     * @return the result of the last run
     */
    public static <R> R repeat(Supplier<R> run, Predicate<? super R> passes) {
        REPEATING.set(true);
        try {
            Patience patience = new Patience();
            R result = run.get();
            while (passes.test(result) && patience.allowsAnotherRun()) {
                result = run.get();
            }
            return result;
        } finally {
            REPEATING.remove();
        }
    }

    /**
     * Whether the calling thread runs a case that is {@linkplain #repeat repeated}, so that the case itself need not
     * repeat.
     *
     * @return true if so
     */
    public static boolean isRepeating() {
        return REPEATING.get();
    }
}
