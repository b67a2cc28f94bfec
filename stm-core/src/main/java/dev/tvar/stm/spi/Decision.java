package dev.tvar.stm.spi;

import dev.tvar.stm.TVar;
import org.jspecify.annotations.Nullable;

/** The decision of a {@link CommitDecider}. */
public final class Decision {
    /** The outcome for the attempt. */
    enum Kind {
        COMMITTED,
        LOCAL,
        LOST
    }

    private static final Decision COMMITTED = new Decision(Kind.COMMITTED, null);
    private static final Decision LOCAL = new Decision(Kind.LOCAL, null);

    private final Kind kind;
    private final @Nullable TVar<?> over;

    private Decision(Kind kind, @Nullable TVar<?> over) {
        this.kind = kind;
        this.over = over;
    }

    /**
     * The transaction has committed elsewhere.
     *
     * @return always the same
     */
    public static Decision committed() {
        return COMMITTED;
    }

    /**
     * There is nothing to decide elsewhere: the transaction is to commit in this process as usual. This is the case,
     * for example, where the writes that concern the decider were undone with a branch that retried.
     *
     * @return always the same
     */
    public static Decision local() {
        return LOCAL;
    }

    /**
     * Another transaction committed first: nothing was written, and the body is to run again.
     *
     * @param over the variable over which the attempt is lost, for diagnostics
     * @return the decision
     */
    public static Decision lostOver(TVar<?> over) {
        return new Decision(Kind.LOST, over);
    }

    /**
     * Whether the transaction has committed elsewhere.
     *
     * @return true for {@link #committed()}
     */
    public boolean isCommitted() {
        return kind == Kind.COMMITTED;
    }

    /**
     * Whether the transaction is to commit in this process.
     *
     * @return true for {@link #local()}
     */
    public boolean isLocal() {
        return kind == Kind.LOCAL;
    }

    /**
     * The variable over which the attempt is lost.
     *
     * @return null unless made by {@link #lostOver}
     */
    public @Nullable TVar<?> over() {
        return over;
    }
}
