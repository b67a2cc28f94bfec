package dev.tvar.stm.internal;

import dev.tvar.stm.TxnBody;
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
    // ---- for the life of the call that owns it
    private final Thread owner = Thread.currentThread();
    private final Call call;
    private final ReadSet reads;
    private final RangeSet ranges;
    private final WriteSet writes;

    // ---- for the attempt
    /** Each attempt has a number of its own. */
    private long attempt;

    /** Set while an attempt runs. */
    boolean running;

    /** All that was read belongs to an instant at which the clock showed this. */
    private long readVersion;

    /** Why this attempt cannot commit, once it cannot: also if the body swallows the signal. */
    private @Nullable Signal doom;

    /** What went wrong while a nested part was undone, so that the attempt is in no state to go on. */
    private @Nullable Error fault;

    private @Nullable Hooks hooks;

    /** How long {@code retryFor} is still willing to wait, and how much patience was used up before it. */
    private long patienceLeft;

    private long patienceSpent;

    Transaction(Call call) {
        this.call = call;
        reads = call.reads;
        ranges = call.ranges;
        writes = call.writes;
    }

    // ---- the life of an attempt, as the loop sees it

    /** Begins an attempt. */
    TxnHandle begin() {
        attempt++;
        running = true;
        readVersion = Clock.now();
        doom = null;
        fault = null;
        hooks = null;
        patienceLeft = Deadline.NEVER;
        patienceSpent = 0;
        return handle();
    }

    /** The right to use the present attempt. */
    TxnHandle handle() {
        return new TxnHandle(this, attempt);
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
        int own = writes.find(cell);
        if (own >= 0) {
            return writes.ref(own);
        }
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (!Stamp.isLocked(word)) {
                Object value = cell.value;
                if (cell.isStill(word) && admits(word)) {
                    reads.record(cell, Stamp.version(word));
                    return value;
                }
            } else {
                Spin.pause(spins);
            }
        }
    }

    /** Reads a variable. */
    public long read(LongCell cell) {
        int own = writes.find(cell);
        if (own < 0) {
            return readCommitted(cell);
        }
        if (writes.isAdd(own)) {
            long sum = cell.sum(readCommitted(cell), writes.num(own));
            writes.put(own, cell, sum);
        }
        return writes.num(own);
    }

    private long readCommitted(LongCell cell) {
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (!Stamp.isLocked(word)) {
                long value = cell.value;
                if (cell.isStill(word) && admits(word)) {
                    reads.record(cell, Stamp.version(word));
                    return value;
                }
            } else {
                Spin.pause(spins);
            }
        }
    }

    /** Whether the version belongs to the instant of this attempt; if not, moves the instant up, to be asked again. */
    private boolean admits(long word) {
        long version = Stamp.version(word);
        if (version <= readVersion) {
            return true;
        }
        long now = Clock.now();
        for (int round = 0; now < version || round < Commit.ROUNDS_FOR_ANSWERS; round++) {
            if (now < version || round > 0) {
                now = Clock.leap();
            }
            if (holdsAt(now)) {
                readVersion = now;
                return false;
            }
        }
        throw doomed(call.conflictOver(ranges.culprit()));
    }

    /** Whether what was read belongs to an instant at which the clock showed this; false to ask again for a later one. */
    private boolean holdsAt(long instant) {
        Cell changed = reads.firstChanged(writes);
        RangeSet.Verdict answers = RangeSet.Verdict.HOLD;
        if (changed == null) {
            answers = ranges.at(instant, writes);
            changed = answers == RangeSet.Verdict.CHANGED ? ranges.culprit() : null;
        }
        if (changed != null && Seam.goes(Seam.Step.VALIDATE_EXTENSION, changed)) {
            throw doomed(call.conflictOver(changed));
        }
        return answers != RangeSet.Verdict.TOO_NEW;
    }

    /** Compares a variable with a bound, and depends on the answer only. */
    public boolean isAtLeast(LongCell cell, long bound) {
        int own = writes.find(cell);
        if (own >= 0 && !writes.isAdd(own)) {
            return writes.num(own) >= bound;
        }
        long added = own < 0 ? 0 : writes.num(own);
        long needed = bound - added;
        if (((bound ^ added) & (bound ^ needed)) < 0) { // beyond what a long can be: the answer is known
            return added > 0;
        }
        return isCommittedAtLeast(cell, needed);
    }

    private boolean isCommittedAtLeast(LongCell cell, long needed) {
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (!Stamp.isLocked(word)) {
                boolean answer = cell.value >= needed;
                if (cell.isStill(word) && admits(word)) {
                    long lowest = answer ? needed : Long.MIN_VALUE;
                    long highest = answer ? Long.MAX_VALUE : needed - 1;
                    ranges.narrow(cell, Stamp.version(word), lowest, highest);
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
        int own = writes.find(cell);
        writes.put(own, cell, value);
        return own < 0;
    }

    /** Writes a variable. */
    public void write(LongCell cell, long value) {
        writes.put(writes.find(cell), cell, value);
    }

    /** Adds to a variable: blindly, unless this attempt knows its value or the adds overflow among themselves. */
    public void add(LongCell cell, long delta) {
        int own = writes.find(cell);
        long added = own < 0 ? 0 : writes.num(own);
        boolean blind = own < 0 ? reads.find(cell) < 0 : writes.isAdd(own) && !LongCell.overflows(added, delta);
        if (blind) {
            writes.putAdd(own, cell, added + delta);
        } else {
            writes.put(own, cell, cell.sum(read(cell), delta));
        }
    }

    // ---- waiting

    /** Dooms the attempt to wait. */
    Signal retry() {
        return doomed(Signal.RETRY);
    }

    /** Dooms the attempt to wait, unless the call has waited that long already. */
    void retryFor(Duration patience) {
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
        WriteSet.Savepoint savepoint = writes.save();
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
                writes.keep(savepoint);
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
        }
        return this.<R, X>nested(tx, second);
    }

    /** Undoes a nested part; if that fails (the stack is full, say) nothing of the attempt can commit. */
    private void undo(WriteSet.Savepoint savepoint, int commitHooks, int rollbackHooks) {
        try {
            writes.undo(savepoint);
            if (hooks != null && Seam.goes(Seam.Step.FORGET_HOOKS, null)) {
                hooks.truncate(commitHooks, rollbackHooks);
            }
        } catch (Error e) {
            fault = e;
            doom = Signal.CONFLICT;
            throw e;
        }
    }

    /** The hooks of this attempt, made when first asked for. */
    Hooks hooksToAddTo() {
        Hooks present = hooks;
        if (present == null) {
            present = new Hooks();
            hooks = present;
        }
        return present;
    }

    // ---- checks

    private Signal doomed(Signal signal) {
        doom = signal;
        return signal;
    }

    /** Throws unless the caller is the owner in the given attempt, and that may still commit. */
    void checkUse(long handleAttempt) {
        if (Seam.goes(Seam.Step.CHECK_OWNER, null)) {
            Context.checkThread("transaction", owner);
            if (handleAttempt != attempt || !running) {
                throw new IllegalStateException(
                        "this attempt of the transaction has ended; its Txn must not leave the body");
            }
        }
        if (doom != null) {
            throw doom; // the body swallowed it: nothing of this attempt can commit
        }
    }
}
