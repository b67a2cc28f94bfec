package dev.tvar.stm.benchmarks.engine;

/** Works on accounts for one thread. What it needs for each operation it has allocated beforehand, where that is faster. */
public abstract class Teller {
    /** What {@link #sum} returns when it lost against writers too often. */
    public static final long GAVE_UP = Long.MIN_VALUE;

    /** How many operations were asked for; only engines that may repeat a body count. */
    protected long calls;

    /** How many times a body ran for them. */
    protected long runs;

    /**
     * Moves money if the funds suffice.
     *
     * @param from the account to take from
     * @param to another account
     * @param amount how much
     * @return false if {@code from} held less; then nothing was moved
     */
    public abstract boolean transfer(int from, int to, long amount);

    /**
     * The sum of all balances; at one instant unless {@link Engines#seesOneInstant()} says otherwise.
     *
     * @return the sum, or {@link #GAVE_UP}
     */
    public long sum() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " cannot sum");
    }

    /**
     * Reads some balances at one instant, and puts 1 on the first account if asked to.
     *
     * @param accounts the accounts to read
     * @param deposit whether to write
     * @return the sum of what it read
     */
    public long read(int[] accounts, boolean deposit) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " cannot read some accounts");
    }

    /**
     * How many operations of this teller are counted so far.
     *
     * @return the number; 0 for engines that never repeat a body
     */
    public final long calls() {
        return calls;
    }

    /**
     * How many times bodies ran for them; what exceeds {@link #calls()} was thrown away.
     *
     * @return the number
     */
    public final long runs() {
        return runs;
    }
}
