package dev.tvar.stm.examples.compare;

import dev.tvar.stm.diagnostics.Conflict;
import java.util.List;

/**
 * Why transactions had to run again.
 *
 * @param runs what was found out, run by run; empty if nobody asked
 */
public record Conflicts(List<Run> runs) {
    /** Nobody asked. */
    public static final Conflicts NONE = new Conflicts(List.of());

    /**
     * What the diagnostics of the library told of one run.
     *
     * @param name the load
     * @param about what its transactions do
     * @param commits how many transactions committed
     * @param aborts how many attempts were lost to other transactions
     * @param waits how often a transaction waited for a change or for its turn
     * @param top who lost most often to whom, over what; the worst first
     */
    public record Run(String name, String about, long commits, long aborts, long waits, List<Conflict> top) {}
}
