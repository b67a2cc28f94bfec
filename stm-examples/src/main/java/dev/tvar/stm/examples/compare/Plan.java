package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.Arrays;
import java.util.List;

/**
 * What to compare.
 *
 * @param accounts how many accounts, at least 2
 * @param transfers how many transfers, at least 1
 * @param threads how many threads make them, at least 1; the auditor has one more
 * @param seed decides the list of transfers
 * @param engines which engines, in this order
 */
public record Plan(int accounts, int transfers, int threads, long seed, List<Engine> engines) {
    /** What every account holds at first. */
    public static final long OPENING = 1_000;

    /** So many transfers an engine gets in any case, however slow it is. */
    private static final int FAIR_SHARE = 20_000;

    /** Warm-up takes this part of the load, but not more than the number below. */
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
     * How many transfers an engine makes: all, or of a long list a part if it is a slow one.
     *
     * @param engine the engine
     * @return its part of the list, from the beginning
     */
    public int transfersFor(Engine engine) {
        return Math.min(transfers, Math.max(FAIR_SHARE, transfers / engine.slowness()));
    }

    /**
     * How many transfers an engine makes before it is measured.
     *
     * @param engine the engine
     * @return at least 1
     */
    public int warmUpFor(Engine engine) {
        int longest = LONGEST_WARM_UP / engine.slowness();
        return Math.max(1, Math.min(longest, transfersFor(engine) / WARM_UP_PART));
    }
}
