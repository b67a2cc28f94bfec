package dev.tvar.stm.internal.access;

import dev.tvar.stm.internal.cell.Cell;
import org.jspecify.annotations.Nullable;

/** How an attempt ends: the locks of its commit, whether its end takes the slow path, and why it is lost. */
public abstract class AttemptEnd {
    /** The number of variables that the attempt has locked. */
    public int locks;

    /** Whether the attempt has the ticket: then it waits for locks without limit, and all others give way to it. */
    public boolean hasTicket;

    private Outcome loss = Outcome.CHANGED;

    private @Nullable Cell conflict;

    /** Whether the end of the attempt, and of its transaction, take the slow path; until the transaction ends. */
    private boolean needsSlowEnd;

    public final boolean needsSlowEnd() {
        return needsSlowEnd;
    }

    /**
     * From now on the ends take the slow path: there is a deadline or a hook, a conflict or a wait, or diagnostics watch
     * the transaction.
     */
    public final void needSlowEnd() {
        needsSlowEnd = true;
    }

    /** Records that the attempt is lost, why, and over which variable. */
    public final void lost(Outcome why, Cell over) {
        needsSlowEnd = true;
        loss = why;
        conflict = over;
    }

    /** Why the attempt is lost; {@link Outcome#CHANGED} unless another reason was recorded. */
    public Outcome loss() {
        return loss;
    }

    /** The variable over which this attempt, or else the one before, was lost. */
    public final @Nullable Cell conflict() {
        return conflict;
    }

    /** Forgets why the last attempt was lost; the variable stays known until the end of the transaction. */
    protected final void forgetLoss() {
        loss = Outcome.CHANGED;
    }

    /** Forgets the rest at the end of the transaction. */
    protected final void forgetConflict() {
        conflict = null;
        needsSlowEnd = false;
    }
}
