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
    private final Attempt attempt;

    /**
     * A copy of the attempt's thread, so that the compiler sees that it is the current thread; null when the body that
     * received this has ended.
     */
    private @Nullable Thread owner;

    TxnHandle(Attempt attempt, Thread owner) {
        this.attempt = attempt;
        this.owner = owner;
    }

    /**
     * Runs a body with a handle that is valid until the body ends. The handle is a parameter of a method of its own,
     * and {@code owner} is cleared by a plain write, not by a call: so the compiler sees that the handle does not escape.
     */
    static <R extends @Nullable Object, X extends Throwable> R lend(
            TxnHandle tx, TxnBody<? extends R, ? extends X> body) throws X {
        try {
            return body.call(tx);
        } finally {
            tx.owner = null;
        }
    }

    /**
     * The attempt, if this is its own thread and the body runs: for barriers, which check themselves whether it is
     * doomed.
     */
    public Attempt barriers() {
        if (Thread.currentThread() != owner) {
            attempt.refuse(owner == null);
        }
        return attempt;
    }

    /** The attempt, if this is its own thread, the body runs, and it may still commit. */
    public Attempt usable() {
        Attempt usable = barriers();
        usable.refuseIfClosed();
        return usable;
    }

    @Override
    public int attempt() {
        return usable().number;
    }

    @Override
    public <T> T retry() {
        throw usable().retry();
    }

    @Override
    public void check(boolean condition) {
        Attempt checked = usable();
        if (!condition) {
            throw checked.retry();
        }
    }

    @Override
    public <T> @Nullable T retryFor(Duration patience) {
        usable().retryFor(patience);
        return null;
    }

    @Override
    public <R extends @Nullable Object, X extends Throwable> R orElse(
            TxnBody<? extends R, ? extends X> first, TxnBody<? extends R, ? extends X> second) throws X {
        return Nesting.<R, X>orElse(usable(), first, Objects.requireNonNull(second, "second"));
    }

    @Override
    public <R extends @Nullable Object, X extends Throwable> R nested(TxnBody<? extends R, ? extends X> body) throws X {
        return Nesting.<R, X>nested(usable(), body);
    }

    @Override
    public void afterCommit(Runnable hook) {
        usable().hooksToAddTo().addAfterCommit(hook);
    }

    @Override
    public void afterRollback(Runnable hook) {
        usable().hooksToAddTo().addAfterRollback(hook);
    }

    @Override
    public void enlist(CommitParticipant participant) {
        usable().hooksToAddTo().enlist(participant);
    }

    @Override
    public void commitThrough(CommitDecider decider) {
        usable().hooksToAddTo().commitThrough(Objects.requireNonNull(decider, "decider"));
    }
}
