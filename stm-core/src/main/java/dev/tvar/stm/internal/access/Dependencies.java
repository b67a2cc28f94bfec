package dev.tvar.stm.internal.access;

/**
 * The variables and answers on which an attempt depended when it retried, for a wait that outlives the attempt: as much
 * of its set as the wait needs.
 */
public final class Dependencies extends AccessSet {
    private static final int DEPENDED_ON = Access.READ | Access.ANSWERED;

    /** Takes the answers of the attempt over, whose set must be cleared before it is used again. */
    public Dependencies(AccessSet attempt) {
        for (Access a = attempt.first(), end = attempt.end(); a != end; a = AccessSet.next(a)) {
            if (a.isDependedOn()) {
                recordRead(null, a.cell, a.word, 0);
                Access own = last();
                if (own != null) {
                    own.flags = a.flags & DEPENDED_ON;
                    own.answers = a.answers;
                }
                a.answers = null;
                everFlagged |= a.flags & Access.ANSWERED;
            }
        }
    }

    /** Enters the variables into an empty set, to be named in an exception. */
    public void nameIn(AccessSet attempt) {
        for (Access a = first(), end = end(); a != end; a = AccessSet.next(a)) {
            attempt.recordRead(null, a.cell, a.word, 0);
        }
    }

    @Override
    public void refuseIfClosed() {
        // never closed
    }

    @Override
    protected void endQuick() {
        // no barrier uses it
    }

    @Override
    protected void beginQuick() {
        // as above
    }
}
