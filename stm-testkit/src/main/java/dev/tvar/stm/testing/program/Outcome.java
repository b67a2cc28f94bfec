package dev.tvar.stm.testing.program;

import java.util.List;

/**
 * The end of a transaction, and its observations.
 *
 * @param end how it ended
 * @param observed the observations of the steps in the last attempt, in order
 */
public record Outcome(End end, List<Long> observed) {
    /** How a transaction may end. */
    public enum End {
        /** It committed. */
        COMMITTED,
        /** It threw; none of its effects is visible. */
        FAILED,
        /** It retried at the top level; none of its effects is visible. The run does not let it wait. */
        BLOCKED
    }
}
