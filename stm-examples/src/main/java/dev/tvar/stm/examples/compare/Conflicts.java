package dev.tvar.stm.examples.compare;

import dev.tvar.stm.diagnostics.Conflict;
import java.util.List;

/**
 * The reasons why transactions had to run again.
 *
 * @param runs the findings, run by run; empty if the diagnostics were not enabled
 */
public record Conflicts(List<Run> runs) {
    /** The diagnostics were not enabled. */
    public static final Conflicts NONE = new Conflicts(List.of());

    /**
     * The diagnostics of the library for one run.
     *
     * @param name the load
     * @param about a description of its transactions
     * @param commits the number of transactions that committed
     * @param aborts the number of attempts lost to other transactions
     * @param waits the number of waits for a change or for the ticket
     * @param top the most frequent conflicts with loser, winner and variable; the most frequent first
     */
    public record Run(String name, String about, long commits, long aborts, long waits, List<Conflict> top) {}
}
