package dev.tvar.stm.benchmarks.engine;

/** Uses accounts on behalf of one thread. */
public abstract class AccountWorker {
    /** The result of {@link #sum} if the engine gave up after too many conflicts with writers. */
    public static final long GAVE_UP = Long.MIN_VALUE;

    /** The number of operations; counted only by engines that may repeat a body. */
    protected long calls;

    /** The number of body runs for them. */
    protected long runs;

    /** Moves money if the funds suffice; returns false, and moves nothing, if {@code from} holds less than {@code amount}. */
    public abstract boolean transfer(int from, int to, long amount);

    /** The sum of all balances at one instant (see {@link MeasuredEngine#seesOneInstant()}), or {@link #GAVE_UP}. */
    public long sum() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " cannot sum");
    }

    /** The sum of some balances at one instant; with {@code deposit} it also adds 1 to the first of these accounts. */
    public long read(int[] accounts, boolean deposit) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " cannot read some accounts");
    }

    /** The number of operations so far; 0 for engines that never repeat a body. */
    public final long calls() {
        return calls;
    }

    /** The number of body runs for them; all runs beyond {@link #calls()} were wasted. */
    public final long runs() {
        return runs;
    }
}
