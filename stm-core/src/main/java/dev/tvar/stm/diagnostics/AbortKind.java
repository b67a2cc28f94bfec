package dev.tvar.stm.diagnostics;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;

/** Why an attempt of a transaction ended without a commit. */
public enum AbortKind {
    /** Another transaction wrote a TVar that the attempt had read. */
    READ_CHANGED,
    /** An answer of {@link TLong#isAtLeast} changed. */
    ANSWER_CHANGED,
    /** A TVar that the attempt needed for its commit stayed locked by another commit for too long. */
    LOCKED,
    /** It gave way to a transaction that had lost {@value STM#ATTEMPTS_BEFORE_TICKET} attempts. */
    TICKET,
    /** The body called {@link Txn#retry}, {@link Txn#check} or {@link Txn#retryFor} and waits. */
    RETRY,
    /** An exception left the body, a sum did not fit in a long, or the time limit had passed at the commit. */
    EXCEPTION;

    /**
     * Returns whether another transaction was the reason, so that this one runs again at once.
     *
     * @return false for {@link #RETRY} and {@link #EXCEPTION}
     */
    public boolean isConflict() {
        return this != RETRY && this != EXCEPTION;
    }
}
