package dev.tvar.stm.examples.engine;

/** A bank for every load of the comparison: its tellers can also wait for funds, and fail mid-transfer. */
public interface Contender extends Bank {
    @Override
    Clerk teller();

    /**
     * As {@link #audit()}, and stores the total in the same transaction, if the engine has transactions.
     *
     * @return the total that was seen
     */
    default long auditAndNote() {
        return audit();
    }
}
