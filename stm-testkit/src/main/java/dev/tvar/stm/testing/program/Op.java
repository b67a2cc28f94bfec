package dev.tvar.stm.testing.program;

import java.util.List;

/**
 * One step of a transaction program. Variables are numbered from 0 and hold longs. The values that a step reads are
 * appended to the observations of its transaction.
 */
public sealed interface Op {
    /** Observes the value of a variable. */
    record Read(int variable) implements Op {}

    /** Writes a constant. */
    record Write(int variable, long value) implements Op {}

    /** Reads one variable and writes its value plus one to another, so that results depend on the values read. */
    record Copy(int from, int to) implements Op {}

    /** Adds without reading. */
    record Add(int variable, long delta) implements Op {}

    /** Observes whether a variable is at least a bound. */
    record AtLeast(int variable, long bound) implements Op {}

    /** Retries unless a variable is at least a bound. */
    record Check(int variable, long bound) implements Op {}

    /** Retries. */
    record Retry() implements Op {}

    /** Throws. */
    record Fail() implements Op {}

    /** Runs steps nested; a failure inside is observed, undoes them, and is caught. */
    record Try(List<Op> steps) implements Op {}

    /** Runs steps nested; a failure inside propagates. */
    record Nested(List<Op> steps) implements Op {}

    /** Runs the first steps, or the second ones if the first retry. */
    record OrElse(List<Op> first, List<Op> second) implements Op {}
}
