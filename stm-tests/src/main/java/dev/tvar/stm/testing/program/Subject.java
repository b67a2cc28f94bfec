package dev.tvar.stm.testing.program;

import java.util.OptionalLong;
import java.util.SplittableRandom;

/** What the transactions of one run of a program work on. Safe for use by several threads. */
interface Subject {
    /** Runs one transaction. One that retries altogether ends as BLOCKED instead of waiting. */
    Outcome run(TxnProgram program, SplittableRandom pauses);

    /** The committed values, when nothing is running. */
    long[] values();

    /** How many attempts were thrown away so far, if that is known. */
    OptionalLong aborts();

    /** Between two steps: at random offers the processor, so that transactions overlap also where there are few cores. */
    static void pause(SplittableRandom pauses) {
        if (pauses.nextInt(4) == 0) {
            Thread.yield();
        }
    }
}
