package dev.tvar.stm.internal.tx;

import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.spi.CommitDecider;
import dev.tvar.stm.spi.CommitParticipant;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a body: the right to use a transaction until the body ends. Every run of a body has its own handle, so
 * that a leaked handle can be distinguished from the current one although the transaction object is reused. It is
 * stored nowhere, so that the compiler can eliminate it (escape analysis), together with the check whether it has
 * ended.
 */
public final class TxnHandle implements Txn {
    private final Transaction transaction;

    /** A copy of the transaction's thread: so the compiler sees that it is the current thread. */
    private final Thread owner;

    /** Set by {@link #lend}, or by another creator of this handle, when the body that received it has ended. */
    boolean ended;

    TxnHandle(Transaction transaction, Thread owner) {
        this.transaction = transaction;
        this.owner = owner;
    }

    /**
     * Runs a body with a handle that is valid until the body ends. The handle is a parameter of a method of its own,
     * and {@code ended} is set by a plain write, not by a call: so the compiler sees that the handle does not escape.
     */
    static <R extends @Nullable Object, X extends Throwable> R lend(
            TxnHandle tx, TxnBody<? extends R, ? extends X> body) throws X {
        try {
            return body.call(tx);
        } finally {
            tx.ended = true;
        }
    }

    /**
     * The transaction, if this is its own thread and the body runs: for barriers, which check themselves whether it is
     * doomed.
     */
    public Transaction barriers() {
        if (Thread.currentThread() != owner || ended) {
            transaction.refuse(ended);
        }
        return transaction;
    }

    /** The transaction, if this is its own thread, the body runs, and the attempt may still commit. */
    public Transaction transaction() {
        Transaction usable = barriers();
        usable.refuseIfClosed();
        return usable;
    }

    @Override
    public <T> T retry() {
        throw transaction().retry();
    }

    @Override
    public void check(boolean condition) {
        Transaction checked = transaction();
        if (!condition) {
            throw checked.retry();
        }
    }

    @Override
    public <T> @Nullable T retryFor(Duration patience) {
        transaction().retryFor(patience);
        return null;
    }

    @Override
    public <R extends @Nullable Object, X extends Throwable> R orElse(
            TxnBody<? extends R, ? extends X> first, TxnBody<? extends R, ? extends X> second) throws X {
        return transaction().<R, X>orElse(first, Objects.requireNonNull(second, "second"));
    }

    @Override
    public <R extends @Nullable Object, X extends Throwable> R nested(TxnBody<? extends R, ? extends X> body) throws X {
        return transaction().<R, X>nested(body);
    }

    @Override
    public void afterCommit(Runnable hook) {
        transaction().hooksToAddTo().addAfterCommit(hook);
    }

    @Override
    public void afterRollback(Runnable hook) {
        transaction().hooksToAddTo().addAfterRollback(hook);
    }

    @Override
    public void enlist(CommitParticipant participant) {
        transaction().hooksToAddTo().enlist(participant);
    }

    @Override
    public void commitThrough(CommitDecider decider) {
        transaction().commitThrough(Objects.requireNonNull(decider, "decider"));
    }
}
