package dev.tvar.stm.internal.tx;

import dev.tvar.stm.ReadBody;
import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.RefCell;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.snapshot.Snapshot;
import dev.tvar.stm.internal.snapshot.Snapshots;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a snapshot's body: the right to read in the snapshot. Like {@link TxnHandle}, it is stored nowhere, so
 * that the compiler keeps it in registers: a read is three loads and two comparisons.
 */
public final class SnapshotTxn implements ReadTxn {
    private static final String ENDED = "this snapshot has ended; its ReadTxn must not leave the body";

    private final Snapshot snapshot;

    /** A copy of the snapshot's thread, which saves each read a load. */
    private final Thread owner;

    /** A copy of the snapshot's bound, and {@link Snapshot#NOTHING} when the body has ended. */
    long bound;

    SnapshotTxn(Snapshot snapshot) {
        this.snapshot = snapshot;
        owner = snapshot.owner;
        bound = snapshot.bound;
    }

    /**
     * Reads at one instant; inside a transaction or snapshot, at the instant of that one.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param body the body to run
     * @return its result
     * @throws X any exception that leaves the body
     */
    public static <R extends @Nullable Object, X extends Throwable> R run(ReadBody<? extends R, ? extends X> body)
            throws X {
        Objects.requireNonNull(body, "body");
        ThreadState thread = ThreadState.current();
        Attempt running = thread.running();
        if (running != null) {
            return TxnHandle.<R, X>lend(new TxnHandle(running, running.owner), body::call);
        }
        if (thread.snapshot != null) {
            return SnapshotTxn.<R, X>read(new SnapshotTxn(thread.snapshot), body);
        }
        Snapshot snapshot = new Snapshot();
        Recorder.beganSnapshot(snapshot);
        thread.depth++;
        try {
            Snapshots.open(snapshot);
            thread.snapshot = snapshot;
            return SnapshotTxn.<R, X>read(new SnapshotTxn(snapshot), body);
        } finally {
            thread.depth--;
            thread.snapshot = null;
            snapshot.ended = true; // a plain write: whatever fails now, no more values are saved for it
            Snapshots.close(snapshot);
            Probe.snapshotEnded(snapshot);
            Recorder.committed();
        }
    }

    /**
     * Reads through a snapshot of the test harness, which is not open and takes its values from elsewhere. Until the body
     * ends, this thread counts as inside that snapshot, whatever it runs.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param past the snapshot; its bound is older than every stamp, so that every read reaches its methods
     * @param body the body to run
     * @return its result
     * @throws X any exception that leaves the body
     */
    public static <R extends @Nullable Object, X extends Throwable> R in(
            Snapshot past, ReadBody<? extends R, ? extends X> body) throws X {
        ThreadState outer = ThreadState.current();
        ThreadState.forget();
        ThreadState inner = ThreadState.current();
        inner.depth++;
        inner.snapshot = past;
        try {
            return SnapshotTxn.<R, X>read(new SnapshotTxn(past), body);
        } finally {
            inner.depth--;
            inner.snapshot = null;
            ThreadState.resume(outer);
        }
    }

    private static <R extends @Nullable Object, X extends Throwable> R read(
            SnapshotTxn tx, ReadBody<? extends R, ? extends X> body) throws X {
        try {
            return OwnCode.<R, X>call(tx, body);
        } finally {
            tx.bound = Snapshot.NOTHING; // a plain write, which cannot fail
        }
    }

    /**
     * Returns the value of a variable at the instant.
     *
     * @param cell the variable
     * @return its value
     */
    public @Nullable Object read(RefCell cell) {
        if (Thread.currentThread() == owner) {
            long word = Seqlock.stamp(cell);
            Object value = cell.value;
            if (word <= bound && Seqlock.isStill(cell, word)) {
                Recorder.sawRef(cell, Stamp.version(word), false, value);
                return value;
            }
        }
        return readSlowly(cell);
    }

    /**
     * Returns the value of a variable at the instant.
     *
     * @param cell the variable
     * @return its value
     */
    public long read(LongCell cell) {
        if (Thread.currentThread() == owner) {
            long word = Seqlock.stamp(cell);
            long value = cell.value;
            if (word <= bound && Seqlock.isStill(cell, word)) {
                Recorder.sawLong(cell, Stamp.version(word), false, value);
                return value;
            }
            if (Stamp.isNewer(
                    Seqlock.stamp(cell), bound)) { // not the word from above: it would take a register in the loop
                Seam.goes(Step.LOOK_AT_PREVIOUS, cell);
                long previous = Seqlock.previous(cell);
                if (!snapshot.hasSaved(cell)) {
                    Recorder.sawLong(cell, Stamp.version(bound), true, previous);
                    return previous;
                }
            }
        }
        return readSlowly(cell);
    }

    /**
     * Reads a variable that has changed or is locked; throws unless the caller is the owner and the body that received this
     * handle still runs. One call and no more, too large to be inlined where it is rare: the compiler inlines a body that it
     * has compiled by itself only if that code is small.
     */
    private @Nullable Object readSlowly(RefCell cell) {
        Threads.checkOwner("snapshot", snapshot.owner);
        if (hasEnded()) {
            throw new IllegalStateException(ENDED);
        }
        return snapshot.read(cell);
    }

    private boolean hasEnded() {
        return bound == Snapshot.NOTHING || snapshot.ended;
    }

    /** As for a reference. */
    private long readSlowly(LongCell cell) {
        Threads.checkOwner("snapshot", snapshot.owner);
        if (hasEnded()) {
            throw new IllegalStateException(ENDED);
        }
        return snapshot.read(cell);
    }

    /**
     * Calls a body by compiled code of its own: HotSpot does not inline a method of an exception class into other code, and
     * nothing else keeps it from inlining a short method. A loop over many variables contains the call for a variable that is
     * locked, and so all that is used after the loop would be moved between registers and stack in each round, also what
     * belongs to the callers (docs/decisions/0075-a-snapshot-has-code-of-its-own.md).
     */
    @SuppressWarnings("serial") // never created
    static final class OwnCode extends Error {
        private OwnCode() {}

        static <R extends @Nullable Object, X extends Throwable> R call(
                SnapshotTxn tx, ReadBody<? extends R, ? extends X> body) throws X {
            return body.call(tx);
        }
    }
}
