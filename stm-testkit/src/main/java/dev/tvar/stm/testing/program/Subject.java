package dev.tvar.stm.testing.program;

import java.util.OptionalLong;

/** The system under test of one run of a program. Thread-safe. */
interface Subject {
    /** Runs one transaction. A retry at the top level ends as BLOCKED instead of waiting. */
    Outcome run(TxnProgram program, Pacing.Pace pace);

    /** The committed values, when nothing is running. */
    long[] values();

    /** The number of aborted attempts so far, if known. */
    OptionalLong aborts();
}
