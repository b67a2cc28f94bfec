package dev.tvar.stm.testing.program;

import java.util.List;

/**
 * Variables and, per thread, the transactions that it runs one after the other. Immutable.
 *
 * @param initial the first values of the variables
 * @param floor the least value that x0, x2, x4 and so on may have when a transaction ends; one that would leave a smaller
 *     value fails. {@link #NO_FLOOR} if there is none
 * @param threads the transactions of each thread
 */
public record ConcurrentProgram(List<Long> initial, long floor, List<List<TxnProgram>> threads) {
    /** The floor that every value reaches. */
    public static final long NO_FLOOR = Long.MIN_VALUE;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a first value is below the floor
     */
    public ConcurrentProgram {
        initial = List.copyOf(initial);
        threads = threads.stream().map(List::copyOf).toList();
        for (int i = 0; i < initial.size(); i++) {
            if (hasFloor(i) && initial.get(i) < floor) {
                throw new IllegalArgumentException("x" + i + "=" + initial.get(i) + " is below the floor " + floor);
            }
        }
    }

    /**
     * A program without a floor.
     *
     * @param initial the first values of the variables
     * @param threads the transactions of each thread
     */
    public ConcurrentProgram(List<Long> initial, List<List<TxnProgram>> threads) {
        this(initial, NO_FLOOR, threads);
    }

    /** Whether the floor is one of this variable. */
    static boolean hasFloor(int variable) {
        return variable % 2 == 0;
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
        StringBuilder text = new StringBuilder("initial  " + ProgramText.ofInitial(this));
        for (int t = 0; t < threads.size(); t++) {
            text.append("\n  thread ").append(t);
            threads.get(t).forEach(transaction -> text.append("\n    ").append(transaction));
        }
        return text.toString();
    }
}
