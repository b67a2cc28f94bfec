package dev.tvar.stm.examples.engine;

/** A bank that can take every load of the comparison: its tellers can also wait for funds, and die half way. */
public interface Contender extends Bank {
    @Override
    Clerk teller();

    /**
     * As {@link #audit()}, and keeps the total that was seen as part of the same step, where the model has such a thing.
     *
     * @return the total that was seen
     */
    default long auditAndNote() {
        return audit();
    }
}
