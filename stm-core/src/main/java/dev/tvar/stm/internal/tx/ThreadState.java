package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.snapshot.Snapshot;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The engine's state for a thread: the call that the thread is in or keeps for its next transaction, and its open
 * snapshot.
 *
 * <p>A thread holds its context by a weak reference. A thread-local value is reachable from its thread for as long as that lives. In a
 * container the threads of a pool outlive an application that has this library in a class loader of its own; a strongly
 * held context would keep that loader alive, and with it all classes of the application. While a transaction or
 * snapshot runs, the frames of {@link Transaction} and {@link SnapshotTxn} hold the context. Between two of them a garbage collection may take it,
 * and the next transaction makes a new one.
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

    /** The context of the calling thread; the caller holds it for as long as the thread is in a call or a snapshot. */
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

    /**
     * The number of calls and snapshots that this thread is in: more than one where a hook runs a transaction. Counted
     * down by a plain write where one ends, before anything that could fail.
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

    /** Begins a call: the kept one, if it can be reused, else a new one. */
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
     * Separate from {@link #begin}, so that the compiler can inline that method. Virtual threads are many, so they do
     * not keep a call for later. The virtual threads of a schedule explorer do keep it, so that they drive the engine
     * as platform threads do.
     */
    private Transaction renew() {
        Transaction outer = depth > 0 ? transaction : null;
        Transaction fresh = new Transaction(
                outer, outer == null && (Seam.isScheduled() || !Threads.isVirtual(Thread.currentThread())));
        transaction = fresh;
        return fresh;
    }

    /** Cleans up after a call, which does not count any more. */
    void end(Transaction ended) {
        ended.end();
        if (!ended.isReusable()) {
            transaction = ended.outer;
        }
    }
}
