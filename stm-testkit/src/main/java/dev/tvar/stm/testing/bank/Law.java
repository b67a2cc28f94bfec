package dev.tvar.stm.testing.bank;

/**
 * A property of every run of the bank, whatever its threads do. The first six are judged on engines, all but one on services, as far
 * as the service offers the operation.
 */
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
    THE_RUN_ENDS("every transfer and audit ends"),
    /** For services: the sum of the final balances is the sum of the opening balances. */
    MONEY_IS_CONSERVED("the final balances add up to the opening balances"),
    /** For services: a call that was refused or that failed has changed nothing. */
    REFUSALS_LEAVE_NO_TRACE("a refused or failed call leaves no trace"),
    /** For services: calls with the same key move money once, and all answer the same. */
    KEYS_COUNT_ONCE("the same key moves money once and gets the same answer"),
    /** For services: each hold that was placed is captured, released or open, and no hold ends twice. */
    HOLDS_ADD_UP("each hold is captured once, released once or open"),
    /** For services: a client sees its own writes, and no older state after a newer one. */
    CLIENTS_SEE_THEIR_WRITES("a client sees its own writes and never an older state after a newer one"),
    /** For services: an order of all calls that respects real time explains every answer. */
    STRICTLY_SERIALISABLE("an order of all calls that respects real time explains every answer"),
    /** For services: no answer is null, unknown or incomplete. */
    ANSWERS_MAKE_SENSE("every answer makes sense");

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
