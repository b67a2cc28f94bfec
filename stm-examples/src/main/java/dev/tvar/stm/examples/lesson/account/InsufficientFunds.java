package dev.tvar.stm.examples.lesson.account;

import dev.tvar.stm.examples.support.Text;

/** Somebody asked an account for more than it holds; nothing was taken. */
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
     * What was asked for.
     *
     * @return more than the balance
     */
    public long requested() {
        return requested;
    }

    /**
     * What there was.
     *
     * @return the balance when the request was refused
     */
    public long balance() {
        return balance;
    }
}
