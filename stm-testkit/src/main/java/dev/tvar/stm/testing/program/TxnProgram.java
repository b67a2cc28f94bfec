package dev.tvar.stm.testing.program;

import java.util.List;

/**
 * One transaction.
 *
 * @param isSnapshot whether it runs as a snapshot; then all its steps are reads
 * @param steps what it does
 */
public record TxnProgram(boolean isSnapshot, List<Op> steps) {
    /**
     * Checks that a snapshot only reads.
     *
     * @throws IllegalArgumentException if it does anything else
     */
    public TxnProgram {
        steps = List.copyOf(steps);
        if (isSnapshot && !steps.stream().allMatch(step -> step instanceof Op.Read)) {
            throw new IllegalArgumentException("a snapshot can only read, not " + steps);
        }
    }

    /**
     * Whether it has no nested part and no choice.
     *
     * @return true if all steps are simple
     */
    public boolean isFlat() {
        return steps.stream()
                .noneMatch(step -> step instanceof Op.Try || step instanceof Op.Nested || step instanceof Op.OrElse);
    }

    /** In short form: {@code txn { read x0; write x1 = 5 }}. */
    @Override
    public String toString() {
        return (isSnapshot ? "snapshot " : "txn ") + ProgramText.of(steps);
    }
}
