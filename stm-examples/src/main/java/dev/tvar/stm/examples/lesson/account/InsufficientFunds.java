package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.support.Text;

/** Thrown for a withdrawal of more than the balance; nothing was taken. */
public final class InsufficientFunds extends Exception {
    private static final long serialVersionUID = 1L;

    private final long requested;
    private final long balance;

    InsufficientFunds(long requested, long balance) {
        super(Text.format("asked for %,d of %,d", requested, balance));
        this.requested = requested;
        this.balance = balance;
    }

    /**
     * The requested amount.
     *
     * @return more than the balance
     */
    public long requested() {
        return requested;
    }

    /**
     * The balance.
     *
     * @return the balance when the request was refused
     */
    public long balance() {
        return balance;
    }
}
