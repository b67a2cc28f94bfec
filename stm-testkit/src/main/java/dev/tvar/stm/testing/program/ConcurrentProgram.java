package dev.tvar.stm.testing.program;

import java.util.List;

/**
 * Variables and, per thread, the transactions that it runs one after the other. Immutable.
 *
 * @param initial the first values of the variables
 * @param threads the transactions of each thread
 */
public record ConcurrentProgram(List<Long> initial, List<List<TxnProgram>> threads) {
    /** Copies the lists. */
    public ConcurrentProgram {
        initial = List.copyOf(initial);
        threads = threads.stream().map(List::copyOf).toList();
    }

    /**
     * Whether no transaction has a nested part or a choice; only such programs run on every engine.
     *
     * @return true if all steps are simple
     */
    public boolean isFlat() {
        return threads.stream().flatMap(List::stream).allMatch(TxnProgram::isFlat);
    }

    /** The program, a line per transaction. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("initial  " + ProgramText.ofValues(initial));
        for (int t = 0; t < threads.size(); t++) {
            text.append("\n  thread ").append(t);
            threads.get(t).forEach(transaction -> text.append("\n    ").append(transaction));
        }
        return text.toString();
    }
}
