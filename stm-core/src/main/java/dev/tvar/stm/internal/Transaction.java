package dev.tvar.stm.internal;

import dev.tvar.stm.TxnBody;
import dev.tvar.stm.internal.Answers.Verdict;
import dev.tvar.stm.internal.Savepoints.Savepoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A transaction during its attempts: the barriers between a body and the cells, savepoints, and the checks that keep a
 * {@code Txn} in its own thread and time. Belongs to one thread, which uses it for one attempt after the other.
 *
 * <p>The invariant of the barriers (opacity): every cell in the read set had the recorded version when the clock showed
 * {@link #readVersion}, at one instant; see {@code Clock}. A cell with a later version is let in only after the whole read
 * set was found unchanged at a later instant (read-version extension: Riegel, Felber and Fetzer, "A Lazy Snapshot
 * Algorithm with Eager Validation", DISC 2006).
 */
public final class Transaction {
    /** Up to so many variables are checked one by one for each newer one that is read; beyond that the bound is moved. */
    private static final int FEW = 3;

    private static final long NONE = 0;

    // ---- for the life of the call that owns it
    private final Thread owner = Thread.currentThread();
    private final Call call;
    private final AccessSet accesses;

    // ---- for the attempt
    /** Each attempt has a number of its own. */
    private long attempt;

    /** The number of the running attempt as long as it may still commit, its negative once it is doomed, else none. */
    private long usable = NONE;

    /** A bound: no variable had a later version when it was read, or all that was read before still held just after. */
    private long readVersion;

    /** Whether any of the fields below was set. */
    private boolean hasLeftovers;

    /** Why this attempt cannot commit, once it cannot: also if the body swallows the signal. */
    private @Nullable Signal doom;

    /** What went wrong while a nested part was undone, so that the attempt is in no state to go on. */
    private @Nullable Error fault;

    private @Nullable Hooks hooks;

    /** How long {@code retryFor} is still willing to wait, and how much patience was used up before it. */
    private long patienceLeft = Deadline.NEVER;

    private long patienceSpent;

    Transaction(Call call) {
        this.call = call;
        accesses = call.accesses;
    }

    // ---- the life of an attempt, as the loop sees it

    /** Begins an attempt; only for the owner. */
    TxnHandle begin() {
        long number = attempt + 1;
        attempt = number;
        usable = number;
        readVersion = Clock.now();
        if (hasLeftovers) {
            forget();
        }
        return new TxnHandle(this, number, Thread.currentThread());
    }

    /** The right to use the present attempt. */
    TxnHandle handle() {
        return new TxnHandle(this, attempt, owner);
    }

    /** Ends the attempt by a plain write: whatever fails now, it has ended. */
    void end() {
        usable = NONE;
    }

    private void forget() {
        doom = null;
        fault = null;
        hooks = null;
        patienceLeft = Deadline.NEVER;
        patienceSpent = 0;
        hasLeftovers = false;
    }

    boolean isRunning() {
        return usable != NONE;
    }

    boolean commit() {
        if (doom != null && Seam.goes(Seam.Step.REFUSE_DOOMED, null)) {
            return false;
        }
        call.checkDeadline();
        return Commit.commit(call);
    }

    @Nullable
    Signal doom() {
        return doom;
    }

    /** Throws what made it impossible to undo a nested part: the body may have swallowed it, its caller must know. */
    void throwFault() {
        if (fault != null) {
            throw fault;
        }
    }

    @Nullable
    Hooks hooks() {
        return hooks;
    }

    long patienceLeft() {
        return patienceLeft;
    }

    // ---- read barrier

    /** Reads a variable. */
    public @Nullable Object read(RefCell cell) {
        Access own = accesses.findForRead(cell);
        if (own == null) {
            long word = cell.stamp();
            Object value = cell.value;
            if (cell.isStill(word) && goesTogether(word)) {
                accesses.recordRead(cell, word);
                return value;
            }
        }
        return readWithCare(cell, own);
    }

    private @Nullable Object readWithCare(RefCell cell, @Nullable Access own) {
        if (own != null && own.has(Access.SET)) {
            return own.ref;
        }
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (!Stamp.isLocked(word)) {
                Object value = cell.value;
                if (cell.isStill(word) && admits(word)) {
                    accesses.recordRead(own, cell, word);
                    return value;
                }
            } else {
                Spin.pause(spins);
            }
        }
    }

    /** Reads a variable. */
    public long read(LongCell cell) {
        Access own = accesses.findForRead(cell);
        if (own == null) {
            long word = cell.stamp();
            long value = cell.value;
            if (cell.isStill(word) && goesTogether(word)) {
                accesses.recordRead(cell, word);
                return value;
            }
        }
        return readWithCare(cell, own);
    }

    private long readWithCare(LongCell cell, @Nullable Access own) {
        if (own != null && own.has(Access.SET)) {
            return own.num;
        }
        long value = readCommitted(cell, own);
        if (own != null && own.has(Access.ADD)) {
            value = cell.sum(value, own.num);
            accesses.toWrite(own, cell, Access.SET).set(value);
        }
        return value;
    }

    private long readCommitted(LongCell cell, @Nullable Access own) {
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (!Stamp.isLocked(word)) {
                long value = cell.value;
                if (cell.isStill(word) && admits(word)) {
                    accesses.recordRead(own, cell, word);
                    return value;
                }
            } else {
                Spin.pause(spins);
            }
        }
    }

    /**
     * A quick look for the common case: whether a value that was just read goes together with all that was read before; false
     * if that takes more than a look.
     */
    private boolean goesTogether(long word) {
        return !Stamp.isLocked(word)
                && (Stamp.version(word) <= readVersion || accesses.size() <= FEW && accesses.isUntouched());
    }

    /**
     * Whether a value that was just read, at a stamp that was still the same after it, goes together with all that was read
     * before; if not, dooms the attempt or moves its bound up, for the read to be done again.
     */
    private boolean admits(long word) {
        return Stamp.version(word) <= readVersion || extendTo(Stamp.version(word));
    }

    /** Moves the bound of this attempt up to this version or beyond, or dooms it; false, for the read to be done again. */
    private boolean extendTo(long version) {
        long now = Clock.now();
        for (int round = 0; now < version || round < Commit.ROUNDS_FOR_ANSWERS; round++) {
            if (now < version || round > 0) {
                now = Clock.leap();
            }
            requireReadsHold();
            if (answersHoldAt(now)) {
                readVersion = now;
                return false;
            }
        }
        throw doomed(Signal.CONFLICT);
    }

    private void requireReadsHold() {
        if (!call.validation.readsHold() && Seam.goes(Seam.Step.VALIDATE_EXTENSION, null)) {
            throw doomed(Signal.CONFLICT);
        }
    }

    /** Whether the answers belong to an instant at which the clock showed this; false to ask again for a later one. */
    private boolean answersHoldAt(long instant) {
        Verdict answers = call.validation.answersAt(instant);
        if (answers == Verdict.CHANGED && Seam.goes(Seam.Step.VALIDATE_EXTENSION, null)) {
            throw doomed(Signal.CONFLICT);
        }
        return answers != Verdict.TOO_NEW;
    }

    /** Compares a variable with a bound, and depends on the answer only. */
    public boolean isAtLeast(LongCell cell, long bound) {
        Access own = accesses.find(cell);
        if (own == null || !own.isWritten()) {
            return isCommittedAtLeast(cell, bound, own);
        }
        if (own.has(Access.SET)) {
            return own.num >= bound;
        }
        long added = own.num;
        long needed = bound - added;
        if (((bound ^ added) & (bound ^ needed)) < 0) { // beyond what a long can be: the answer is known
            return added > 0;
        }
        return isCommittedAtLeast(cell, needed, own);
    }

    private boolean isCommittedAtLeast(LongCell cell, long needed, @Nullable Access own) {
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (!Stamp.isLocked(word)) {
                boolean answer = cell.value >= needed;
                if (cell.isStill(word) && admits(word)) {
                    long lowest = answer ? needed : Long.MIN_VALUE;
                    long highest = answer ? Long.MAX_VALUE : needed - 1;
                    accesses.recordAnswer(own, cell, Stamp.version(word), lowest, highest);
                    return answer;
                }
            } else {
                Spin.pause(spins);
            }
        }
    }

    // ---- write barrier

    /** Writes a variable; true if this attempt had not written it, or has undone that. */
    public boolean write(RefCell cell, @Nullable Object value) {
        Access own = accesses.find(cell);
        boolean first = own == null || !own.isWritten();
        accesses.toWrite(own, cell, Access.SET).set(value);
        return first;
    }

    /** Writes a variable. */
    public void write(LongCell cell, long value) {
        accesses.toWrite(accesses.find(cell), cell, Access.SET).set(value);
    }

    /** Adds to a variable: blindly, unless this attempt knows its value or the adds overflow among themselves. */
    public void add(LongCell cell, long delta) {
        Access own = accesses.find(cell);
        if (own == null || own.canAddUnseen(delta)) {
            accesses.toWrite(own, cell, Access.ADD).add(delta);
        } else {
            long sum = cell.sum(read(cell), delta);
            write(cell, sum);
        }
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

    <R extends @Nullable Object, X extends Throwable> R nested(TxnHandle tx, TxnBody<? extends R, ? extends X> body)
            throws X {
        Savepoint savepoint = accesses.savepoints.save();
        int commitHooks = hooks == null ? 0 : hooks.commitCount();
        int rollbackHooks = hooks == null ? 0 : hooks.rollbackCount();
        boolean keep = false;
        try {
            R result = body.call(tx);
            keep = doom == null;
            if (doom != null && Seam.goes(Seam.Step.REFUSE_DOOMED, null)) {
                throw doom; // the body swallowed it
            }
            return result;
        } finally {
            if (keep) {
                accesses.savepoints.keep(savepoint);
            } else {
                undo(savepoint, commitHooks, rollbackHooks);
            }
        }
    }

    <R extends @Nullable Object, X extends Throwable> R orElse(
            TxnHandle tx, TxnBody<? extends R, ? extends X> first, TxnBody<? extends R, ? extends X> second) throws X {
        try {
            return this.<R, X>nested(tx, first);
        } catch (Throwable t) {
            if (doom != Signal.RETRY) {
                throw t;
            }
            doom = null;
            usable = attempt;
        }
        return this.<R, X>nested(tx, second);
    }

    /** Undoes a nested part; if that fails (the stack is full, say) nothing of the attempt can commit. */
    private void undo(Savepoint savepoint, int commitHooks, int rollbackHooks) {
        try {
            accesses.savepoints.undo(savepoint);
            if (hooks != null && Seam.goes(Seam.Step.FORGET_HOOKS, null)) {
                hooks.truncate(commitHooks, rollbackHooks);
            }
        } catch (Error e) {
            fault = e;
            doomed(Signal.CONFLICT);
            throw e;
        }
    }

    /** The hooks of this attempt, made when first asked for. */
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

    private Signal doomed(Signal signal) {
        doom = signal;
        hasLeftovers = true;
        usable = -attempt;
        return signal;
    }

    /** Whether this attempt is running, and may still commit. */
    boolean isUsable(long handleAttempt) {
        return handleAttempt == usable;
    }

    /** Throws, for the reason why the caller must not use the given attempt. */
    void refuse(long handleAttempt) {
        if (Seam.goes(Seam.Step.CHECK_OWNER, null)) {
            Context.checkThread("transaction", owner);
            if (handleAttempt != attempt || !isRunning()) {
                throw new IllegalStateException(
                        "this attempt of the transaction has ended; its Txn must not leave the body");
            }
        }
        if (doom != null) {
            throw doom; // the body swallowed it: nothing of this attempt can commit
        }
    }
}
