package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TxnBody;
import dev.tvar.stm.internal.access.Savepoints.Savepoint;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.spi.CommitDecider;
import dev.tvar.stm.spi.Decision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The life of an attempt: whether it may still commit and if not why, its nested parts, its hooks, and the checks that
 * confine a {@code Txn} to its own thread and body. One object serves the attempts of its thread, one after the other.
 */
abstract class Attempt extends Validation {
    // ---- for the life of the call that owns it
    final Thread owner = Thread.currentThread();

    // ---- for the attempt
    /** Whether an attempt is running. */
    boolean running;

    /** Whether any of the fields below was set, or the call is eventful: a single check on the fast path. */
    private boolean hasLeftovers;

    /** The reason why this attempt cannot commit, once there is one; it stays even if the body swallows the signal. */
    private @Nullable Signal doom;

    /** The error that occurred while a nested part was undone, after which the attempt cannot continue. */
    private @Nullable Error fault;

    private @Nullable Hooks hooks;

    /** The decider of the commit, if not this process alone. */
    private @Nullable CommitDecider decider;

    /** Whether the decider is being asked: the write set is complete. */
    private boolean isDeciding;

    /** The remaining time that {@code retryFor} may wait, and the patience that earlier calls used up. */
    private long patienceLeft = Deadline.NEVER;

    private long patienceSpent;

    final Call call;

    Attempt(Call call) {
        this.call = call;
    }

    // ---- the life of an attempt, called by the loop

    /** Clears the leftovers of the attempt, such as hooks: before the next attempt, and at the end of the call. */
    final void forgetLeftovers() {
        if (!hasLeftovers) {
            return;
        }
        doom = null;
        fault = null;
        hooks = null;
        decider = null;
        patienceLeft = Deadline.NEVER;
        patienceSpent = 0;
        hasLeftovers = call.eventful;
    }

    boolean isRunning() {
        return running;
    }

    boolean commit() {
        if (hasLeftovers) { // doomed, or to be decided elsewhere, perhaps
            return commitWithCare();
        }
        return Commit.commit(this, null);
    }

    private boolean commitWithCare() {
        if (isDoomed()) {
            return false;
        }
        call.checkDeadline();
        if (hooks != null && hooks.participantCount() > 0 && !isPrepared(hooks)) {
            return false;
        }
        return decider == null ? Commit.commit(this, call.watched) : commitThat(decider);
    }

    /**
     * Asks the participants to prepare the commit, unless the attempt is already lost; returns whether it may still
     * commit.
     */
    private boolean isPrepared(Hooks enlisted) {
        if (!readsHold()) {
            return false;
        }
        TxnHandle tx = handle();
        try {
            enlisted.prepare(tx);
        } finally {
            tx.ended = true;
        }
        return !isDoomed(); // a participant may have swallowed the signal
    }

    /**
     * Asks the decider while this call holds no lock and no ticket. Other threads would wait for those, perhaps even
     * the thread that the decider waits for.
     */
    private boolean commitThat(CommitDecider asked) {
        if (!readsHold()) {
            return false;
        }
        call.giveTicketBack();
        Decision decision = ask(asked);
        if (decision.isLocal()) {
            return Commit.commit(this, call.watched);
        }
        if (decision.over() != null) {
            conflictOver(decision.over());
        }
        return decision.isCommitted();
    }

    private Decision ask(CommitDecider asked) {
        TxnHandle tx = handle();
        isDeciding = true;
        try {
            return asked.decide(tx, uses());
        } finally {
            isDeciding = false;
            tx.ended = true;
        }
    }

    /** Returns the right to use the present attempt, for a body. The caller ends it when the body has ended. */
    abstract TxnHandle handle();

    /** Registers a decider, which is asked at the commit. */
    void commitThrough(CommitDecider asked) {
        if (decider != null && decider != asked) {
            throw new IllegalStateException("two deciders in one transaction, " + decider + " and " + asked
                    + ": a transaction commits in one place");
        }
        decider = asked;
        hasLeftovers = true;
    }

    private boolean isDoomed() {
        return doom != null;
    }

    @Nullable
    Signal doom() {
        return doom;
    }

    /**
     * Throws the error that made it impossible to undo a nested part: the body may have swallowed it, but its caller
     * must receive it.
     */
    void throwFault() {
        if (fault != null) {
            throw fault;
        }
    }

    boolean hasLeftovers() {
        return hasLeftovers;
    }

    @Override
    public final void noteEvent() {
        hasLeftovers = true;
        call.eventful = true;
    }

    @Nullable
    Hooks hooks() {
        return hooks;
    }

    long patienceLeft() {
        return patienceLeft;
    }

    // ---- waiting

    /** Dooms the attempt to wait. */
    Signal retry() {
        return doomed(Signal.RETRY);
    }

    /** Dooms the attempt to wait, unless the call has waited that long already. */
    void retryFor(Duration patience) {
        hasLeftovers = true;
        long total = patienceSpent + Deadline.nanos(patience);
        long left = total - call.waitedNanos();
        if (left > 0) {
            patienceLeft = Math.min(patienceLeft, left);
            throw retry();
        }
        patienceSpent = total;
    }

    // ---- nesting and choice

    /** Runs the body of a call that joins this attempt, as a nested part. */
    <R extends @Nullable Object, X extends Throwable> R join(TxnBody<? extends R, ? extends X> body) throws X {
        if (isDeciding) {
            throw new IllegalStateException(
                    "a CommitDecider must not run a transaction: the writes of the transaction over which it"
                            + " decides are complete; run it before, in the body, or after, in a hook");
        }
        return this.<R, X>nested(body);
    }

    /** Runs a nested part, with a handle of its own. */
    <R extends @Nullable Object, X extends Throwable> R nested(TxnBody<? extends R, ? extends X> body) throws X {
        TxnHandle tx = handle();
        Savepoint savepoint = savepoints().save();
        int commitHooks = hooks == null ? 0 : hooks.commitCount();
        int rollbackHooks = hooks == null ? 0 : hooks.rollbackCount();
        int participants = hooks == null ? 0 : hooks.participantCount();
        boolean keep = false;
        try {
            R result = TxnHandle.<R, X>lend(tx, body);
            refuseIfClosed(); // the body may have swallowed it
            keep = true;
            return result;
        } finally {
            if (keep) {
                savepoints().keep(savepoint);
            } else {
                undo(savepoint, commitHooks, rollbackHooks, participants);
            }
        }
    }

    <R extends @Nullable Object, X extends Throwable> R orElse(
            TxnBody<? extends R, ? extends X> first, TxnBody<? extends R, ? extends X> second) throws X {
        try {
            return this.<R, X>nested(first);
        } catch (Throwable t) {
            if (doom != Signal.RETRY) {
                throw t;
            }
            doom = null;
            reopen();
        }
        Recorder.triesAlternative();
        return this.<R, X>nested(second);
    }

    /** Undoes a nested part; if that fails (the stack is full, say) nothing of the attempt can commit. */
    private void undo(Savepoint savepoint, int commitHooks, int rollbackHooks, int participants) {
        try {
            Recorder.undid();
            savepoints().undo(savepoint);
            if (hooks != null) {
                hooks.truncate(commitHooks, rollbackHooks, participants);
            }
        } catch (Error e) {
            fault = e;
            doomed(Signal.CONFLICT);
            throw e;
        }
    }

    /** Returns the hooks of this attempt, created when first needed. */
    Hooks hooksToAddTo() {
        Hooks present = hooks;
        if (present == null) {
            present = new Hooks();
            hooks = present;
            hasLeftovers = true;
        }
        return present;
    }

    // ---- checks

    final Signal doomed(Signal signal) {
        doom = signal;
        hasLeftovers = true;
        close();
        return signal;
    }

    /**
     * Throws an exception with the reason why the caller must not use a handle: it has ended, or belongs to another
     * thread.
     */
    final void refuse(boolean ended) {
        Context.checkThread("transaction", owner);
        if (ended) {
            throw new IllegalStateException(
                    "the body to which this Txn was given has ended; a Txn must not leave its body");
        }
    }

    @Override
    public final void refuseIfClosed() {
        if (doom != null) {
            throw doom; // the body swallowed it: nothing of this attempt can commit
        }
    }
}
