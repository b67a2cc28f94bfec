package dev.tvar.stm.benchmarks.engine;

/**
 * A teller whose bodies are allocated once, beforehand: they find in its fields what they have to do. So what an operation
 * allocates is the engine's own doing.
 */
abstract class PreparedTeller extends Teller {
    /** What {@link #transferNow} has to do. */
    int from;

    int to;
    long amount;

    /** What {@link #readNow} has to do. */
    int[] which = {};

    boolean deposit;

    /** Where {@link #sumNow} and {@link #readNow} may leave what they found, if what a body returns is an object. */
    long total;

    @Override
    public final boolean transfer(int source, int target, long sum) {
        calls++;
        from = source;
        to = target;
        amount = sum;
        return transferNow();
    }

    /** Runs the body of a transfer; it counts its runs. */
    abstract boolean transferNow();

    @Override
    public final long sum() {
        calls++;
        return sumNow();
    }

    /** Runs the body of a sum; it counts its runs. */
    abstract long sumNow();

    @Override
    public final long read(int[] chosen, boolean depositing) {
        calls++;
        which = chosen;
        deposit = depositing;
        return readNow();
    }

    /** Runs the body of a read; it counts its runs. */
    abstract long readNow();
}
