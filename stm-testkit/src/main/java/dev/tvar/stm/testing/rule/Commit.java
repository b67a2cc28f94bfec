package dev.tvar.stm.testing.rule;

import dev.tvar.stm.internal.cell.Saved;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit, for the report of a broken rule.
 *
 * @param transaction its label, such as {@code T3}, with the name of the transaction if it has one
 * @param thread the name of its thread
 * @param reads its reads of committed values, in their order
 * @param writes its writes
 */
public record Commit(String transaction, String thread, List<Read> reads, List<Write> writes) {
    /**
     * A read.
     *
     * @param value the variable with the value read; with the bound, if only the answer of {@code isAtLeast} was used
     * @param atLeast that answer, or null
     */
    public record Read(Saved value, @Nullable Boolean atLeast) {}

    /**
     * A write.
     *
     * @param before the variable with the value that was overwritten
     * @param after the variable with the new value
     */
    public record Write(Saved before, Saved after) {}

    /** Copies the lists. */
    public Commit {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }
}
