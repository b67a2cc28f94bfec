package dev.tvar.stm.testing.program;

/** The memory of a program: the library, or its sequential model. */
interface Memory {
    long get(int variable);

    void set(int variable, long value);

    void add(int variable, long delta);

    boolean isAtLeast(int variable, long bound);

    /** Never returns. */
    void retry();

    /** Undoes the writes of {@code steps} if it throws, and propagates the exception. */
    void nested(Runnable steps);

    void orElse(Runnable first, Runnable second);
}
