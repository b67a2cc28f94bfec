package dev.tvar.stm.internal;

import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: the barriers between a body and the cells, savepoints, and the checks that keep a {@code Txn} in its own
 * thread and time.
 *
 * <p>The invariant of the barriers (opacity): every cell in the read set had the recorded version when the clock showed
 * {@link #readVersion}, at one instant; see {@code Clock}. A cell with a later version is let in only after the whole read
 * set was found unchanged at a later instant (read-version extension: Riegel, Felber and Fetzer, "A Lazy Snapshot
 * Algorithm with Eager Validation", DISC 2006).
 */
public final class Transaction implements Txn {
    private final Thread owner = Thread.currentThread();
    private final Call call;
    private final ReadSet reads;
    private final RangeSet ranges;
    private final WriteSet writes;
    private @Nullable Hooks hooks;

    /** All that was read belongs to an instant at which the clock showed this. */
    private long readVersion = Clock.now();

    /** Why this attempt cannot commit, once it cannot: also if the body swallows the signal. */
    private @Nullable Signal doom;

    private boolean ended;

    /** How long {@link #retryFor} is still willing to wait, and how much patience was used up before it. */
    private long patienceLeft = Deadline.NEVER;

    private long patienceSpent;

    Transaction(Call call) {
        this.call = call;
        reads = call.reads;
        ranges = call.ranges;
        writes = call.writes;
    }

    // ---- the life of an attempt, as the loop sees it

    boolean commit() {
        if (doom != null && Seam.goes(Seam.Step.REFUSE_DOOMED, null)) {
            return false;
        }
        call.checkDeadline();
        return Commit.commit(call);
    }

    void end() {
        ended = true;
    }

    @Nullable
    Signal doom() {
        return doom;
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
        checkUse();
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
        checkUse();
        int own = writes.find(cell);
        if (own < 0) {
            return readCommitted(cell, true);
        }
        if (writes.isAdd(own)) {
            long sum = cell.sum(readCommitted(cell, true), writes.num(own));
            writes.put(cell, sum);
        }
        return writes.num(own);
    }

    private long readCommitted(LongCell cell, boolean record) {
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (!Stamp.isLocked(word)) {
                long value = cell.value;
                if (cell.isStill(word) && admits(word)) {
                    if (record) {
                        reads.record(cell, Stamp.version(word));
                    }
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
        if (now < version) {
            now = Clock.leap();
        }
        Cell changed = reads.firstChanged(writes);
        if (changed == null) {
            changed = ranges.firstChanged(writes);
        }
        if (changed != null && Seam.goes(Seam.Step.VALIDATE_EXTENSION, changed)) {
            throw doomed(call.conflictOver(changed));
        }
        readVersion = now;
        return false;
    }

    /** Compares a variable with a bound, and depends on the answer only. */
    public boolean isAtLeast(LongCell cell, long bound) {
        checkUse();
        int own = writes.find(cell);
        if (own >= 0 && !writes.isAdd(own)) {
            return writes.num(own) >= bound;
        }
        long added = own < 0 ? 0 : writes.num(own);
        long needed = bound - added;
        if (((bound ^ added) & (bound ^ needed)) < 0) { // beyond what a long can be: the answer is known
            return added > 0;
        }
        boolean answer = readCommitted(cell, false) >= needed;
        if (answer) {
            ranges.narrow(cell, needed, Long.MAX_VALUE);
        } else {
            ranges.narrow(cell, Long.MIN_VALUE, needed - 1);
        }
        return answer;
    }

    // ---- write barrier

    /** Writes a variable. */
    public void write(RefCell cell, @Nullable Object value) {
        checkUse();
        writes.put(cell, value);
    }

    /** Writes a variable. */
    public void write(LongCell cell, long value) {
        checkUse();
        writes.put(cell, value);
    }

    /** Adds to a variable: blindly, unless this attempt knows its value or the adds overflow among themselves. */
    public void add(LongCell cell, long delta) {
        checkUse();
        int own = writes.find(cell);
        long added = own < 0 ? 0 : writes.num(own);
        boolean blind = own < 0 ? reads.find(cell) < 0 : writes.isAdd(own) && !overflows(added, delta);
        if (blind) {
            writes.putAdd(cell, added + delta);
        } else {
            writes.put(cell, cell.sum(read(cell), delta));
        }
    }

    private static boolean overflows(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0;
    }

    // ---- waiting

    @Override
    public <T> T retry() {
        checkUse();
        throw doomed(Signal.RETRY);
    }

    @Override
    public void check(boolean condition) {
        checkUse();
        if (!condition) {
            throw doomed(Signal.RETRY);
        }
    }

    @Override
    public <T> @Nullable T retryFor(Duration patience) {
        checkUse();
        long total = patienceSpent + Deadline.nanos(patience);
        long left = total - call.waitedNanos();
        if (left <= 0) {
            patienceSpent = total;
            return null;
        }
        patienceLeft = Math.min(patienceLeft, left);
        throw doomed(Signal.RETRY);
    }

    // ---- nesting and choice

    @Override
    public <R extends @Nullable Object, X extends Throwable> R nested(TxnBody<? extends R, ? extends X> body) throws X {
        checkUse();
        WriteSet.Savepoint savepoint = writes.save();
        int commitHooks = hooks == null ? 0 : hooks.commitCount();
        int rollbackHooks = hooks == null ? 0 : hooks.rollbackCount();
        boolean keep = false;
        try {
            R result = body.call(this);
            keep = doom == null;
            if (doom != null && Seam.goes(Seam.Step.REFUSE_DOOMED, null)) {
                throw doom; // the body swallowed it
            }
            return result;
        } finally {
            if (keep) {
                writes.keep(savepoint);
            } else {
                writes.undo(savepoint);
                forgetHooks(commitHooks, rollbackHooks);
            }
        }
    }

    @Override
    public <R extends @Nullable Object, X extends Throwable> R orElse(
            TxnBody<? extends R, ? extends X> first, TxnBody<? extends R, ? extends X> second) throws X {
        checkUse();
        Objects.requireNonNull(second, "second");
        try {
            return this.<R, X>nested(first);
        } catch (Throwable t) {
            if (doom != Signal.RETRY) {
                throw t;
            }
            doom = null;
        }
        return this.<R, X>nested(second);
    }

    private void forgetHooks(int commitHooks, int rollbackHooks) {
        if (hooks != null && Seam.goes(Seam.Step.FORGET_HOOKS, null)) {
            hooks.truncate(commitHooks, rollbackHooks);
        }
    }

    // ---- hooks

    @Override
    public void afterCommit(Runnable hook) {
        checkUse();
        ownHooks().addAfterCommit(hook);
    }

    @Override
    public void afterRollback(Runnable hook) {
        checkUse();
        ownHooks().addAfterRollback(hook);
    }

    private Hooks ownHooks() {
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

    private void checkUse() {
        if (Seam.goes(Seam.Step.CHECK_OWNER, null)) {
            checkThread("transaction", owner);
            if (ended) {
                throw new IllegalStateException(
                        "this attempt of the transaction has ended; its Txn must not leave the body");
            }
        }
        if (doom != null) {
            throw doom; // the body swallowed it: nothing of this attempt can commit
        }
    }

    static void checkThread(String what, Thread owner) {
        Thread user = Thread.currentThread();
        if (user != owner) {
            throw new IllegalStateException("this " + what + " belongs to thread '" + owner.getName()
                    + "' and was used by thread '" + user.getName() + "'");
        }
    }
}
