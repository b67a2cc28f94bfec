package dev.tvar.stm.testing.program;

import java.util.OptionalLong;

/** What the transactions of one run of a program work on. Safe for use by several threads. */
interface Subject {
    /** Runs one transaction. One that retries altogether ends as BLOCKED instead of waiting. */
    Outcome run(TxnProgram program, Pacing.Pace pace);

    /** The committed values, when nothing is running. */
    long[] values();

    /** How many attempts were thrown away so far, if that is known. */
    OptionalLong aborts();
}
