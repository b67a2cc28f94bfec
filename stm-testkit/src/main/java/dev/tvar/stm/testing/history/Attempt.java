package dev.tvar.stm.testing.history;

import java.util.List;

/**
 * One run of a transaction's body, or one snapshot.
 *
 * <p>Stamps are numbers of one counter: if {@code a.end < b.begin} then a had ended before b began.
 *
 * @param name unique in the history, such as {@code T3}
 * @param thread the name of the thread that ran it
 * @param begin a stamp before its first read, or {@link #BEFORE}
 * @param end a stamp after its end, or {@link #NEVER}
 * @param outcome how it ended
 * @param accesses its accesses, in its own order
 */
public record Attempt(String name, String thread, long begin, long end, Outcome outcome, List<Access> accesses) {
    /** The begin of an attempt that was running when the history began. */
    public static final long BEFORE = Long.MIN_VALUE;

    /** The end of an attempt that was running when the history ended. */
    public static final long NEVER = Long.MAX_VALUE;

    /** How an attempt ends. */
    public enum Outcome {
        /** Its writes are visible. */
        COMMITTED,
        /** Its writes must be invisible; its reads must belong to one instant nevertheless. */
        ABORTED,
        /** It had not ended when the history ended; the rules for aborted attempts apply. */
        RUNNING
    }

    /** Copies the list. */
    public Attempt {
        accesses = List.copyOf(accesses);
        if (begin >= end) {
            throw new IllegalArgumentException(name + " ends before it begins");
        }
    }

    /**
     * Whether it committed.
     *
     * @return true if its writes are visible
     */
    public boolean committed() {
        return outcome == Outcome.COMMITTED;
    }
}
