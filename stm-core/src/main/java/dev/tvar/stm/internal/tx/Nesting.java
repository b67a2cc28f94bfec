package dev.tvar.stm.internal.tx;

import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.internal.access.Savepoints.Savepoint;
import dev.tvar.stm.internal.seam.Recorder;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Nested parts of an attempt, and the choice between them. */
public final class Nesting {
    private Nesting() {}

    /** Runs the body of a transaction that joins this attempt, as a nested part. */
    static <R extends @Nullable Object, X extends Throwable> R join(
            Attempt attempt, TxnBody<? extends R, ? extends X> body) throws X {
        Hooks hooks = attempt.hooks();
        if (hooks != null && hooks.isDeciding) {
            throw new IllegalStateException(
                    "a CommitDecider must not run a transaction: the writes of the transaction over which it"
                            + " decides are complete; run it before, in the body, or after, in a hook");
        }
        return Nesting.<R, X>nested(attempt, body);
    }

    /** Runs a nested part, with a handle of its own. */
    static <R extends @Nullable Object, X extends Throwable> R nested(
            Attempt attempt, TxnBody<? extends R, ? extends X> body) throws X {
        TxnHandle tx = new TxnHandle(attempt, attempt.owner);
        Savepoint savepoint = attempt.savepoints().save();
        Hooks hooks = attempt.hooks();
        int commitHooks = hooks == null ? 0 : hooks.commitCount();
        int rollbackHooks = hooks == null ? 0 : hooks.rollbackCount();
        int participants = hooks == null ? 0 : hooks.participantCount();
        boolean keep = false;
        try {
            R result = TxnHandle.<R, X>lend(tx, body);
            attempt.refuseIfClosed(); // the body may have swallowed it
            keep = true;
            return result;
        } finally {
            if (keep) {
                attempt.savepoints().keep(savepoint);
            } else {
                undo(attempt, savepoint, commitHooks, rollbackHooks, participants);
            }
        }
    }

    static <R extends @Nullable Object, X extends Throwable> R orElse(
            Attempt attempt, TxnBody<? extends R, ? extends X> first, TxnBody<? extends R, ? extends X> second)
            throws X {
        try {
            return Nesting.<R, X>nested(attempt, first);
        } catch (Throwable t) {
            if (!attempt.forgivesRetry()) {
                throw t;
            }
        }
        Recorder.triesAlternative();
        return Nesting.<R, X>nested(attempt, second);
    }

    /** Undoes a nested part; if that fails (the stack is full, say) nothing of the attempt can commit. */
    private static void undo(
            Attempt attempt, Savepoint savepoint, int commitHooks, int rollbackHooks, int participants) {
        try {
            Recorder.undid();
            attempt.savepoints().undo(savepoint);
            Hooks hooks = attempt.hooks();
            if (hooks != null) {
                hooks.truncate(commitHooks, rollbackHooks, participants);
            }
        } catch (Error e) {
            attempt.failed(e);
            throw e;
        }
    }

    /**
     * Runs the first of several bodies that does not retry.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the bodies may throw
     * @param tx the transaction
     * @param first the body to try first
     * @param others those to try after it
     * @return the result of the body that did not retry
     * @throws X any exception that leaves the body
     */
    public static <R extends @Nullable Object, X extends Throwable> R firstThatGoes(
            Txn tx, TxnBody<? extends R, ? extends X> first, Iterator<TxnBody<? extends R, ? extends X>> others)
            throws X {
        if (!others.hasNext()) {
            return first.call(tx);
        }
        return tx.<R, X>orElse(first, again -> Nesting.<R, X>firstThatGoes(again, others.next(), others));
    }
}
