package dev.tvar.stm.testing.bank;

/**
 * An order to move money. It succeeds if the payer holds at least the amount, whatever the amount is: zero always
 * succeeds, {@code Long.MAX_VALUE} almost never. Payer and receiver may be the same account; nothing changes then.
 *
 * @param from the payer's index, from 0
 * @param to the receiver's index, from 0
 * @param amount the amount, in the smallest unit of money; not negative
 */
public record Transfer(int from, int to, long amount) implements Call {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one of them is negative; the message names it
     */
    public Transfer {
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("an account's index must not be negative: " + from + "->" + to);
        }
        if (amount < 0) {
            throw new IllegalArgumentException("the amount of a transfer must not be negative: " + amount);
        }
    }

    /** In short form: {@code 0->1:25}. */
    @Override
    public String toString() {
        return from + "->" + to + ":" + amount;
    }
}
