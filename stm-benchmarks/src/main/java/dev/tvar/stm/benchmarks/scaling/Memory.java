package dev.tvar.stm.benchmarks.scaling;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What all cores share: accounts with their versions and locks, the clock, and where these lie. Objects lie one after the
 * other, as a collector leaves them, without padding; so neighbours share lines.
 */
final class Memory {
    static final int NOBODY = -1;

    private static final int LINE_BYTES = 64;
    private static final int CLOCK_LINE = 0;
    private static final int LOCK_LINE = 1;
    private static final int FIRST_ACCOUNT_LINE = 16;
    private static final int FIRST_NODE_LINE = 1 << 24;

    /** By how much versions may exceed the clock: Clock.RUN_AHEAD. */
    static final long RUN_AHEAD = 63;

    final Coherence coherence;
    final RandomGenerator random;
    final int accounts;
    final long[] version;
    final int[] lockedBy;
    int globalLock = NOBODY;
    long clock;

    Memory(int accounts, double transferNanos, RandomGenerator random) {
        this.accounts = accounts;
        this.coherence = new Coherence(transferNanos);
        this.random = random;
        this.version = new long[accounts];
        this.lockedBy = new int[accounts];
        Arrays.fill(lockedBy, NOBODY);
    }

    int clockLine() {
        return CLOCK_LINE;
    }

    int lockLine() {
        return LOCK_LINE;
    }

    /** The line with a field of an account, when each takes {@code size} bytes and the field lies at {@code offset}. */
    int line(int account, int size, int offset) {
        return FIRST_ACCOUNT_LINE + (account * size + offset) / LINE_BYTES;
    }

    /** The line with the newest version of an account, where versions are objects of their own. */
    int nodeLine(int account) {
        return FIRST_NODE_LINE + account;
    }

    void leap() {
        clock += RUN_AHEAD + 1;
    }
}
