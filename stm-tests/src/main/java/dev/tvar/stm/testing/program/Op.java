package dev.tvar.stm.testing.program;

import java.util.List;

/**
 * One step of a transaction program. Variables are numbered from 0 and hold longs. What a step sees goes into the list of
 * observations of its transaction.
 */
public sealed interface Op {
    /** Observes the value of a variable. */
    record Read(int variable) implements Op {}

    /** Writes a constant. */
    record Write(int variable, long value) implements Op {}

    /** Reads one variable and writes its value plus one to another, so that results depend on what was read. */
    record Copy(int from, int to) implements Op {}

    /** Adds without reading. */
    record Add(int variable, long delta) implements Op {}

    /** Observes whether a variable is at least so much. */
    record AtLeast(int variable, long bound) implements Op {}

    /** Retries unless a variable is at least so much. */
    record Check(int variable, long bound) implements Op {}

    /** Retries. */
    record Retry() implements Op {}

    /** Throws. */
    record Fail() implements Op {}

    /** Runs steps nested; a failure inside is observed, undoes them, and is caught. */
    record Try(List<Op> steps) implements Op {}

    /** Runs steps nested; a failure inside goes on. */
    record Nested(List<Op> steps) implements Op {}

    /** Runs the first steps, or the second ones if the first retry. */
    record OrElse(List<Op> first, List<Op> second) implements Op {}
}
