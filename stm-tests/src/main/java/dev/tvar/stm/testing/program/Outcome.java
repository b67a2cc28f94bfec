package dev.tvar.stm.testing.program;

import java.util.List;

/**
 * How a transaction ended, and what it saw.
 *
 * @param end how it ended
 * @param observed what the steps of the attempt that counts have seen, in order
 */
public record Outcome(End end, List<Long> observed) {
    /** How a transaction may end. */
    public enum End {
        /** It committed. */
        COMMITTED,
        /** A failure left it; nothing of it is visible. */
        FAILED,
        /** All of it retried; nothing of it is visible. It is not made to wait. */
        BLOCKED
    }
}
