package dev.tvar.stm.testing.program;

/** What the steps of a program work on: the library, or the sequential model of it. */
interface Memory {
    long get(int variable);

    void set(int variable, long value);

    void add(int variable, long delta);

    boolean isAtLeast(int variable, long bound);

    /** Never returns. */
    void retry();

    /** Undoes what {@code steps} wrote if it throws, and lets the exception go on. */
    void nested(Runnable steps);

    void orElse(Runnable first, Runnable second);
}
