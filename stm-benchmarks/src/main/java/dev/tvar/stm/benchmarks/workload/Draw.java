package dev.tvar.stm.benchmarks.workload;

/**
 * Random numbers for one thread by Marsaglia's xorshift, a few instructions each. Thread {@code n} draws the same accounts and amounts
 * for every engine.
 */
public final class Draw {
    private static final int MOST_MONEY = 64;

    private long state;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** The numbers of a thread. */
    public Draw(int thread) {
        this((thread + 1) * SPREAD); // distinct and never 0
    }

    private Draw(long state) {
        this.state = state;
    }

    /** Numbers that depend on a number drawn before: a body that is re-run draws the same again. */
    public static Draw seeded(long drawn) {
        return new Draw(drawn * SPREAD); // other numbers than those that follow the drawn one
    }

    /** The next number, from which the methods below take their bits. */
    public long next() {
        long x = state;
        x ^= x << 13;
        x ^= x >>> 7;
        x ^= x << 17;
        state = x;
        return x;
    }

    /** The next number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return upper(next(), bound);
    }

    /** A number from 0 to {@code bound - 1}, from the upper half of a drawn number. */
    public static int upper(long drawn, int bound) {
        return (int) (((drawn >>> 32) * bound) >>> 32);
    }

    /** As {@link #upper}, from the lower half. */
    public static int lower(long drawn, int bound) {
        return (int) (((drawn & 0xFFFF_FFFFL) * bound) >>> 32);
    }

    /** As {@link #lower}; never {@code other}. */
    static int lowerBut(long drawn, int bound, int other) {
        int chosen = lower(drawn, bound);
        return chosen != other ? chosen : chosen + 1 == bound ? 0 : chosen + 1;
    }

    /** An amount from 1 to 64, from bits in the middle of a drawn number. */
    static long amount(long drawn) {
        return 1 + ((drawn >>> 20) & (MOST_MONEY - 1));
    }
}
