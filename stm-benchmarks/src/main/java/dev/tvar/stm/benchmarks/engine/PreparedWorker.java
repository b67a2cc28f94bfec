package dev.tvar.stm.benchmarks.engine;

/**
 * A worker whose bodies are allocated once. They take their arguments from its fields and leave their results there, so that
 * all allocation in an operation is the engine's own.
 */
abstract class PreparedWorker extends AccountWorker {
    /** The arguments of a transfer. */
    int from;

    int to;
    long amount;

    /** The arguments of a read. */
    int[] which = {};

    boolean deposit;

    /** The result of a sum or a read. */
    long total;

    @Override
    public final boolean transfer(int source, int target, long sum) {
        calls++;
        from = source;
        to = target;
        amount = sum;
        return runTransfer();
    }

    @Override
    public final long sum() {
        calls++;
        return runSum();
    }

    @Override
    public final long read(int[] chosen, boolean depositing) {
        calls++;
        which = chosen;
        deposit = depositing;
        return runRead();
    }

    abstract boolean runTransfer();

    abstract long runSum();

    abstract long runRead();
}
