package dev.tvar.stm.testing.bank;

/** A property of every run of the bank, whatever its threads do. */
public enum Law {
    /** The sum of every committed audit is exactly the total. */
    AUDITS_SEE_THE_TOTAL("every audit sees exactly the total"),
    /** The same in attempts of an audit that were aborted later: no body ever sees half of a transfer. */
    ATTEMPTS_SEE_THE_TOTAL("every attempt of an audit sees exactly the total"),
    /** No transaction or snapshot ever saw a balance below zero. */
    NO_NEGATIVE_BALANCE("no balance is ever negative"),
    /** The multiset of successful transfers explains every final balance exactly. */
    TRANSFERS_EXPLAIN_BALANCES("the successful transfers explain every final balance"),
    /** No transfer or audit ended with an exception. */
    NOTHING_THROWS("no transfer or audit throws"),
    /** All threads ended within the time limit. */
    THE_RUN_ENDS("every transfer and audit ends");

    private final String text;

    Law(String text) {
        this.text = text;
    }

    /** The law in words. */
    @Override
    public String toString() {
        return text;
    }
}
