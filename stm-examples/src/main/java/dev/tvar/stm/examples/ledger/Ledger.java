package dev.tvar.stm.examples.ledger;

import dev.tvar.stm.examples.engine.Load;
import java.util.Arrays;
import java.util.List;

/**
 * A ledger that was read completely and is valid.
 *
 * @param names the accounts, in the order of the accounts file, or else of their first appearance
 * @param opening the opening balance of each
 * @param entries the transfers
 */
public record Ledger(List<String> names, long[] opening, List<Entry> entries) {

    /**
     * One transfer.
     *
     * @param line its line in the file
     * @param from number of the account to take from
     * @param to number of the account to give to
     * @param amount the amount, at least 1
     */
    public record Entry(long line, int from, int to, long amount) {}

    /**
     * The sum of all opening balances, which no transfer changes; it fits in a long.
     *
     * @return the right total
     */
    public long total() {
        return Arrays.stream(opening).sum();
    }

    /**
     * The transfers, for an engine.
     *
     * @return in the order of the file
     */
    public Load load() {
        return new Load(
                entries.stream().mapToInt(Entry::from).toArray(),
                entries.stream().mapToInt(Entry::to).toArray(),
                entries.stream().mapToLong(Entry::amount).toArray());
    }
}
