package dev.tvar.stm.examples.compare;

import java.util.List;

/**
 * Why transactions had to run again.
 *
 * @param source where the figures come from, in one sentence
 * @param commits how many transactions committed
 * @param aborts how many runs were thrown away
 * @param top the most frequent reasons, the most frequent first
 */
public record Conflicts(String source, long commits, long aborts, List<Conflict> top) {
    /** Nothing was looked at. */
    public static final Conflicts NONE = new Conflicts("Nothing was recorded.", 0, 0, List.of());

    /**
     * One reason.
     *
     * @param variable the name of the variable that somebody else had changed
     * @param transaction the name of the transaction that had to run again
     * @param kind what kind of conflict it was
     * @param count how often
     */
    public record Conflict(String variable, String transaction, String kind, long count) {}
}
