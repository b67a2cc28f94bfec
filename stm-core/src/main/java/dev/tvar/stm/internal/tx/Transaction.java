package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.cell.Callback;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.diagnostics.Switch;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.seam.Seam;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code atomically}: runs attempts of its body until one commits, and keeps what lasts over the attempts,
 * limits and counts. On a conflict it backs off, on retry it waits, and an exception rolls the attempt back and reaches
 * the caller.
 *
 * <p>A thread reuses one object for its next transactions, so that a steady stream of them does not allocate it, but
 * only for a limited number of them, so that it is not promoted to the old generation. Storing a reference into an
 * object of the old generation costs a full fence under the G1 collector, and each variable that is read or written is
 * such a store (docs/decisions/0004-young-sets.md).
 */
public final class Transaction {
    /**
     * The number of transactions that one object serves: few enough for it to stay young, enough to make the cost of
     * its allocation negligible.
     */
    private static final int USES = 1 << 17;

    // ---- for the life of the object
    /** The transaction in whose hook this one was begun, to be restored at the end. */
    final @Nullable Transaction outer;

    /** The remaining uses; negated while in use, so that an object whose {@code end()} failed is never reused. */
    private int usesLeft;

    final Attempt attempt = new Attempt();
    final Backoff backoff = new Backoff(this);

    // ---- for the transaction
    private TxnOptions options = TxnOptions.defaults();
    long deadline = Deadline.NEVER;

    /** The record of this transaction for diagnostics, while a session is open. */
    @Nullable
    LiveCall watched;

    /** What decides whether an asynchronous transaction may continue. */
    @Nullable
    AsyncControl async;

    // ---- for the attempt
    /** Whether the attempt waits in retry. */
    boolean waiting;

    /** Whether the attempt is committed, and only its slow end is left. */
    boolean isCommitted;

    /** The callbacks that the commit of the attempt has woken, to be handed over when it has ended. */
    @Nullable
    Callback woken;

    /**
     * A transaction that is not in use.
     *
     * @param outer the transaction in whose hook it is begun
     * @param kept whether the object is to serve further transactions
     */
    Transaction(@Nullable Transaction outer, boolean kept) {
        this.outer = outer;
        usesLeft = kept ? USES : 1;
    }

    /** Runs attempts until one commits; the first of them is counted already. */
    <R extends @Nullable Object, X extends Throwable> R run(TxnBody<? extends R, ? extends X> body) throws X {
        R result = null;
        Throwable thrown = null;
        try {
            beginAttempt();
            result = TxnHandle.<R, X>lend(new TxnHandle(attempt, Thread.currentThread()), body);
        } catch (Throwable t) {
            thrown = t;
        }
        return this.<R, X>complete(body, result, null, thrown);
    }

    /**
     * Commits the attempt whose body has just ended, and runs further attempts until one commits.
     *
     * @param result what the body returned
     * @param tried the outcome of a commit that failed already, or null
     * @param thrown what the body, or the commit, has thrown
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // a body throws X only; its result is null only if R allows it
    <R extends @Nullable Object, X extends Throwable> R complete(
            TxnBody<? extends R, ? extends X> body,
            @Nullable R result,
            @Nullable Outcome tried,
            @Nullable Throwable thrown)
            throws X {
        while (true) {
            Outcome outcome = Outcome.CHANGED;
            try {
                if (thrown != null && !isCommitted) {
                    throw (X) thrown;
                }
                outcome = isCommitted ? Outcome.COMMITTED : tried != null ? tried : commit();
                if (outcome == Outcome.COMMITTED) {
                    return result;
                }
            } catch (Throwable t) {
                outcome = attempt.loss();
                if (!attempt.isLostBy(t)) {
                    Probe.aborted(AbortKind.EXCEPTION, name(), attempts());
                    Recorder.thrown(t);
                    throw t;
                }
            } finally {
                attempt.running = false; // a plain write: whatever fails now, the attempt has ended
                isCommitted = false;
                endAttempt(outcome);
            }
            attempt.throwFault();
            if (outcome == Outcome.RETRY) {
                Retry.awaitChange(this, attempt.patienceLeft()); // a shallow frame: a parked thread keeps its stack
            } else {
                backoff.recover(outcome);
            }
            beginNextAttempt();
            tried = null;
            thrown = null;
            try {
                beginAttempt();
                result = TxnHandle.<R, X>lend(new TxnHandle(attempt, Thread.currentThread()), body);
            } catch (Throwable t) {
                thrown = t;
            }
        }
    }

    /** Begins an attempt. */
    void beginAttempt() {
        Recorder.began(this, name(), attempts());
        attempt.begin();
    }

    void endAttempt(Outcome outcome) {
        if (Seam.ON) {
            recordEnd(outcome);
        }
        if (attempt.needsSlowEnd()) {
            SlowEnd.end(this, outcome == Outcome.COMMITTED);
        }
    }

    void recordEnd(Outcome ended) {
        if (ended == Outcome.COMMITTED) {
            Recorder.committed();
        } else {
            Recorder.wasLost(ended.kind(), attempt.conflict());
        }
    }

    /** Hands over a callback, woken by the commit of the running attempt, when that attempt has ended. */
    void handOverAtEnd(Callback callback) {
        attempt.needSlowEnd();
        woken = callback.after(woken);
    }

    // ---- the commit

    Outcome commit() {
        return attempt.needsSlowEnd() ? SlowEnd.commit(this) : Commit.commit(attempt, null);
    }

    // ---- reuse

    boolean isReusable() {
        return usesLeft > 0;
    }

    void begin(TxnOptions newOptions) {
        usesLeft = -usesLeft;
        if (newOptions != options) {
            adopt(newOptions);
        }
    }

    private void adopt(TxnOptions newOptions) {
        options = newOptions;
        deadline = Deadline.of(newOptions.timeout());
        if (deadline != Deadline.NEVER) {
            attempt.needSlowEnd();
        }
    }

    /** Releases everything: the ticket, and all references to variables, values, hooks and exceptions. */
    void end() {
        attempt.clear();
        if (attempt.needsSlowEnd()) {
            forgetAll();
        }
        usesLeft = -usesLeft - 1;
    }

    private void forgetAll() {
        backoff.giveTicketBack();
        if (watched != null) {
            Probe.end(watched);
            watched = null;
        }
        backoff.forget();
        attempt.forgetTransaction();
        waiting = false;
        async = null;
        options = TxnOptions.defaults();
        deadline = Deadline.NEVER;
    }

    /** Begins or continues an asynchronous transaction on this thread, in place of {@link #beginFirstAttempt}. */
    void adopt(AsyncControl newAsync, long newDeadline, int attemptsMade, int attemptsLost) {
        async = newAsync;
        deadline = newDeadline;
        attempt.needSlowEnd();
        beginFirstAttempt();
        attempt.number = Math.max(attempt.number, attemptsMade);
        backoff.resume(attemptsLost);
    }

    // ---- attempts

    /** Counts the first attempt, which is made regardless of the limits; the deadline may still prevent its commit. */
    void beginFirstAttempt() {
        if (Switch.watchesCalls()) {
            watched = Probe.begin(options.name());
            attempt.needSlowEnd();
        }
        attempt.number = 1;
    }

    /**
     * Counts another attempt if the limits allow one, clears the set for it, and queues for the ticket if enough
     * attempts were lost.
     */
    void beginNextAttempt() {
        if (isLastAttempt()) {
            throw GiveUp.tooManyAttempts(this);
        }
        checkDeadline();
        attempt.clear();
        attempt.forgetLeftovers();
        waiting = false;
        backoff.takeTicketIfDue();
        attempt.number++;
    }

    boolean isLastAttempt() {
        return attempts() == options.maxAttempts();
    }

    /** Throws if the deadline has passed, or an asynchronous transaction was cancelled. */
    void checkDeadline() {
        if (async != null) {
            async.requireOpen();
        }
        if (Deadline.hasPassed(deadline)) {
            throw GiveUp.timeout(this);
        }
    }

    // ---- for exceptions and diagnostics

    /** The name of the transaction, or null. */
    @Nullable
    String name() {
        return watched == null ? options.name() : watched.name();
    }

    /** The number of attempts, including the running one. */
    int attempts() {
        return attempt.number;
    }

    TxnOptions options() {
        return options;
    }
}
