package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.access.QuickSet;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.RefCell;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.seam.Recorder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One run of a body: the barriers between it and the variables, whether it may still commit and if not why, and its
 * hooks. One object serves the attempts of its thread, one after the other. It is its own access set, so that a barrier
 * needs one object.
 *
 * <p>Their invariant (opacity): there was one instant, after the clock showed {@link #bound}, at which everything read so far
 * had the version that was seen; see {@link Clock}. A variable whose version is at most the bound belongs to that
 * instant. A variable with a later version is admitted only after all earlier reads were found unchanged: a few are
 * checked one by one, more only together with a new bound (read-version extension: Riegel, Felber and Fetzer, "A Lazy
 * Snapshot Algorithm with Eager Validation", DISC 2006).
 */
public final class Attempt extends QuickSet {
    // ---- for the life of the object
    final Thread owner = Thread.currentThread();

    // ---- for the transaction
    /** The time that the transaction has waited in retry, over all attempts. */
    long waitedNanos;

    // ---- for the attempt
    /** Its number in the transaction, from 1. */
    int number;

    /** The clock at or before the instant to which all reads belong, as {@link Stamp#upTo}. */
    private long bound;

    /** Whether an attempt is running. */
    boolean running;

    /** The reason why this attempt cannot commit, once there is one; it stays even if the body swallows the signal. */
    private @Nullable Signal doom;

    /** The error that occurred while a nested part was undone, after which the attempt cannot continue. */
    private @Nullable Error fault;

    private @Nullable Hooks hooks;

    /** The remaining time that {@code retryFor} may wait, and the patience that earlier calls used up. */
    private long patienceLeft = Deadline.NEVER;

    private long patienceSpent;

    // ---- begin and end, called by the loop

    /** Begins an attempt; only for the owner. */
    void begin() {
        running = true;
        bound = Stamp.upTo(Clock.now());
    }

    /** Clears the leftovers of the attempt, such as hooks, except for its set. */
    void forgetLeftovers() {
        doom = null;
        fault = null;
        hooks = null;
        patienceLeft = Deadline.NEVER;
        patienceSpent = 0;
        forgetLoss();
    }

    /** Clears everything except for the set, at the end of the transaction. */
    void forgetTransaction() {
        forgetLeftovers();
        forgetConflict();
        waitedNanos = 0;
    }

    // ---- why it cannot commit

    boolean isDoomed() {
        return doom != null;
    }

    /** Whether this is the signal by which the attempt is lost, or follows from it. */
    boolean isLostBy(Throwable thrown) {
        return doom != null || thrown instanceof Signal;
    }

    @Override
    public Outcome loss() {
        return doom == Signal.RETRY ? Outcome.RETRY : super.loss();
    }

    Signal doomed(Signal signal) {
        doom = signal;
        needSlowEnd();
        close();
        return signal;
    }

    /** Lets the attempt continue after a branch that retried; returns false if it is lost for another reason. */
    boolean forgivesRetry() {
        if (doom != Signal.RETRY) {
            return false;
        }
        doom = null;
        reopen();
        return true;
    }

    /** Records that a nested part could not be undone: nothing of the attempt can commit. */
    void failed(Error error) {
        fault = error;
        doomed(Signal.CONFLICT);
    }

    /** Throws the error that made it impossible to undo a nested part, which the body may have swallowed. */
    void throwFault() {
        if (fault != null) {
            throw fault;
        }
    }

    /** Throws an exception with the reason why the caller must not use a handle: it has ended, or is another thread's. */
    void refuse(boolean ended) {
        Threads.checkOwner("transaction", owner);
        if (ended) {
            throw new IllegalStateException(
                    "the body to which this Txn was given has ended; a Txn must not leave its body");
        }
    }

    @Override
    public void refuseIfClosed() {
        if (doom != null) {
            throw doom; // the body swallowed it: nothing of this attempt can commit
        }
    }

    // ---- retry and hooks

    /** Dooms the attempt to wait. */
    Signal retry() {
        return doomed(Signal.RETRY);
    }

    /** Dooms the attempt to wait, unless the transaction has waited that long already. */
    void retryFor(Duration patience) {
        long total = patienceSpent + Deadline.nanos(patience);
        long left = total - waitedNanos;
        if (left > 0) {
            patienceLeft = Math.min(patienceLeft, left);
            throw retry();
        }
        patienceSpent = total; // not 0 only after a wait, so that the slow end clears it
    }

    long patienceLeft() {
        return patienceLeft;
    }

    @Nullable
    Hooks hooks() {
        return hooks;
    }

    /** Returns the hooks of this attempt, created when first needed. */
    Hooks hooksToAddTo() {
        Hooks present = hooks;
        if (present == null) {
            present = new Hooks();
            hooks = present;
            needSlowEnd();
        }
        return present;
    }

    // ---- read barrier

    @Override
    protected @Nullable Object readGenerally(RefCell cell) {
        Access own = findForRead(cell);
        if (own == null) {
            long word = Seqlock.stamp(cell);
            Object value = cell.value;
            if (Seqlock.isStill(cell, word) && goesTogether(word)) {
                recordRead(null, cell, word, 0);
                Recorder.sawRef(cell, Stamp.version(word), false, value);
                return value;
            }
        }
        return readWithCare(cell, own);
    }

    @Override
    protected @Nullable Object readAgain(RefCell cell, Access own) {
        if (!own.has(Access.SET)) {
            Object value = cell.value;
            if (Seqlock.isStill(cell, own.word)) {
                Recorder.sawRef(cell, Stamp.version(own.word), false, value);
                return value;
            }
        }
        return readWithCare(cell, own);
    }

    private @Nullable Object readWithCare(RefCell cell, @Nullable Access own) {
        if (own != null && own.has(Access.SET)) {
            Recorder.sawOwn(cell, 0, own.ref);
            return own.ref;
        }
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (!Stamp.isLocked(word)) {
                Object value = cell.value;
                if (Seqlock.isStill(cell, word) && admits(word)) {
                    recordRead(own, cell, word, 0);
                    Recorder.sawRef(cell, Stamp.version(word), false, value);
                    return value;
                }
            } else {
                Spin.pause(spins);
            }
        }
    }

    @Override
    protected long readGenerally(LongCell cell) {
        Access own = findForRead(cell);
        if (own == null) {
            long word = Seqlock.stamp(cell);
            long value = cell.value;
            if (Seqlock.isStill(cell, word) && goesTogether(word)) {
                recordRead(null, cell, word, value);
                Recorder.sawLong(cell, Stamp.version(word), false, value);
                return value;
            }
        }
        return readWithCare(cell, own);
    }

    private long readWithCare(LongCell cell, @Nullable Access own) {
        if (own != null && own.has(Access.SET)) {
            Recorder.sawOwn(cell, own.num, null);
            return own.num;
        }
        long value = readCommitted(cell, own);
        if (own != null && own.has(Access.ADD)) {
            value = Access.sum(cell, value, own.num);
            toWrite(own, cell, Access.SET).set(value);
            Recorder.sawOwn(cell, value, null);
        }
        return value;
    }

    private long readCommitted(LongCell cell, @Nullable Access own) {
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (!Stamp.isLocked(word)) {
                long value = cell.value;
                if (Seqlock.isStill(cell, word) && admits(word)) {
                    recordRead(own, cell, word, value);
                    Recorder.sawLong(cell, Stamp.version(word), false, value);
                    return value;
                }
            } else {
                Spin.pause(spins);
            }
        }
    }

    /**
     * The fast path: whether a value that was just read is consistent with all earlier reads; false if a quick check
     * cannot decide this.
     */
    boolean goesTogether(long word) {
        return word <= bound || !Stamp.isLocked(word) && Validation.isFewAndUntouched(this);
    }

    /**
     * Whether a value that was just read, at a stamp that was the same after the read, is consistent with all earlier
     * reads; if not, dooms the attempt or advances its bound, so that the read is repeated.
     */
    boolean admits(long word) {
        if (word <= bound) {
            return true;
        }
        bound = Stamp.upTo(Extension.to(Stamp.version(word), this));
        return false;
    }

    // ---- write barrier

    @Override
    protected boolean writeGenerally(RefCell cell, @Nullable Object value) {
        Access own = findForUse(cell);
        boolean first = own == null || !own.isWritten();
        toWrite(own, cell, Access.SET | REFERS).set(value);
        Recorder.wrote(cell, 0, value);
        return first;
    }

    @Override
    protected void writeGenerally(LongCell cell, long value) {
        toWrite(cell, Access.SET).set(value);
        Recorder.wrote(cell, value, null);
    }

    @Override
    protected void addGenerally(LongCell cell, long delta) {
        Access own = findForUse(cell);
        if (own == null || own.canAddUnseen(delta)) {
            // The quick barriers are off, or do not reach this entry: QuickSet.add enters the first two itself
            toWrite(own, cell, Access.ADD).add(delta);
            Recorder.added(cell, delta);
        } else {
            long sum = Access.sum(cell, read(cell), delta);
            write(cell, sum);
        }
    }

    @Override
    protected boolean isAtLeastGenerally(LongCell cell, long limit) {
        return Comparison.isAtLeast(this, cell, limit);
    }
}
