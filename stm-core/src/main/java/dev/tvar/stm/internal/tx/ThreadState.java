package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.cell.Callback;
import dev.tvar.stm.internal.snapshot.Snapshot;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The engine's state for a thread: the transaction that the thread runs, or an object that it keeps for its next one,
 * and its open snapshot.
 *
 * <p>A thread holds its state by a weak reference. A thread-local value is reachable for as long as its thread lives. In
 * a container the threads of a pool outlive an application that has this library in a class loader of its own; a
 * strongly held state would keep that loader alive, and with it all classes of the application. While a transaction or
 * snapshot runs, the frames of {@link Transaction} and {@link SnapshotTxn} hold the state. Between two of them a garbage
 * collection may free it, and the next transaction creates a new one.
 */
final class ThreadState {
    private static final ThreadLocal<@Nullable WeakReference<ThreadState>> CURRENT = new ThreadLocal<>();

    private @Nullable Transaction transaction;

    /** The open snapshot of this thread. */
    @Nullable
    Snapshot snapshot;

    /** Created when the thread waits for the first time; not used by virtual threads. */
    private @Nullable SpinThenPark spinThenPark;

    private ThreadState() {}

    /** The state of the calling thread; the caller holds it for as long as its transaction or snapshot runs. */
    static ThreadState current() {
        WeakReference<ThreadState> held = CURRENT.get();
        ThreadState state = held == null ? null : held.get();
        return state == null ? make() : state;
    }

    private static ThreadState make() {
        ThreadState made = new ThreadState();
        CURRENT.set(new WeakReference<>(made));
        return made;
    }

    /** Clears the engine's state for the calling thread. */
    static void forget() {
        CURRENT.remove();
    }

    /** Sets the state of the calling thread to one that it had. */
    static void resume(ThreadState state) {
        CURRENT.set(new WeakReference<>(state));
    }

    /**
     * The number of transactions and snapshots that this thread runs: more than one where a hook runs a transaction.
     * Decremented by a plain write where one ends, before anything that could fail.
     */
    int depth;

    SpinThenPark spinThenPark() {
        if (spinThenPark == null) {
            spinThenPark = new SpinThenPark();
        }
        return spinThenPark;
    }

    /** The running attempt of this thread. */
    @Nullable
    Attempt running() {
        return depth > 0 && transaction != null && transaction.attempt.running ? transaction.attempt : null;
    }

    /**
     * Hands a callback to its executor: at once, or after the running attempt of the calling thread. An executor runs user
     * code, perhaps the body of the woken transaction, which must neither join that attempt nor run while it holds
     * anything.
     */
    static void handOverOutsideAttempts(Callback woken) {
        ThreadState state = current();
        Transaction present = state.transaction;
        if (present == null || state.running() == null) {
            woken.handOver();
        } else {
            present.handOverAtEnd(woken);
        }
    }

    /** Begins a transaction, in the kept object if it can be reused, else in a new one. */
    Transaction begin(TxnOptions options) {
        Transaction next = transaction;
        if (next == null || !next.isReusable()) {
            next = renew();
        }
        next.begin(options);
        depth++;
        return next;
    }

    /**
     * Separate from {@link #begin}, so that the compiler can inline that method. A virtual thread keeps its object as
     * well: it is reachable through a weak reference only while no transaction runs, so a million idle threads keep
     * none after the next garbage collection.
     */
    private Transaction renew() {
        Transaction outer = depth > 0 ? transaction : null;
        Transaction fresh = new Transaction(outer, outer == null);
        transaction = fresh;
        return fresh;
    }

    /** Cleans up after a transaction, which does not count any more. */
    void end(Transaction ended) {
        ended.end();
        if (!ended.isReusable()) {
            transaction = ended.outer;
        }
    }
}
