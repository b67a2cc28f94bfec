package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.access.Dependencies;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/*
 * Goal. A transaction that holds no thread while it waits in retry: the same attempts, limits and ticket as in the blocking
 * form, on the threads of an executor.
 *
 * Mechanism. The executor runs this object. It borrows the Transaction of its thread, which runs attempts as usual: it backs
 * off after a conflict, and takes the ticket for an attempt that it makes at once, so that no holder of the ticket waits
 * for the executor. Where the blocking form would park, Retry throws SUSPENDED instead. This object then keeps what
 * outlives the attempt (counts, and what it depended on), gives the Transaction back, registers a callback (Retry), and
 * returns to the executor. A wake-up, a time-out or a cancellation ends the wait; the first two hand this object to the
 * executor again. After a wake-up it runs the body only if what the attempt depended on has changed: attempts are limited, and
 * isAtLeast promises that a waiter stays asleep while its answer is the same, so a callback that runs the body at every change
 * would give both another meaning than in the blocking form.
 *
 * Why a cancelled transaction does not commit. The phase is OPEN, and a cancellation sets it to ENDED by a CAS; an attempt
 * that is about to commit sets it to COMMITTING by a CAS, and rolls back if it cannot. If that commit is lost, the
 * transaction is open again, or ended if a cancellation was asked for meanwhile.
 *
 * Why a cancelled transaction leaves no waiter behind. Either the cancellation finds the armed callback and deregisters it;
 * or it finds none, or one that still registers, and then the thread that registers it sees, after arming it, that the
 * phase is ENDED. Both are volatile accesses in the opposite order on the two threads, so one of them sees the other.
 *
 * Cost. While it waits for one variable: this object, the callback, its place, and the dependency, together about 300
 * bytes; an entry of the timer if there is a deadline. A conflict can occupy the thread of the executor for half a
 * millisecond, or until the ticket is free; if it gave the thread back there, the executor would decide when the holder of the
 * ticket runs, while all writers wait. A commit to a variable with 100,000 callbacks makes 100,000 calls of execute.
 */

/**
 * One asynchronous transaction. Its fields belong to the thread that runs it, except for the phase and the wait; the
 * executor passes them to the next one.
 *
 * @param <R> the type of the result
 */
public final class AsyncTransaction<R extends @Nullable Object> implements AsyncControl, Runnable {
    /**
     * Receives the end of the transaction, once; not called if {@link AsyncTransaction#end} has ended it.
     *
     * @param <R> the type of the result
     */
    public interface Completion<R extends @Nullable Object> {
        /**
         * The transaction has committed.
         *
         * @param result the result of its body
         */
        void completed(R result);

        /**
         * The transaction has failed; nothing was written.
         *
         * @param failure the exception, as the blocking form would throw it
         */
        void failed(Throwable failure);
    }

    private static final int OPEN = 0;
    private static final int COMMITTING = 1;
    private static final int CANCELLED_IF_LOST = 2;
    private static final int ENDED = 3;

    /** Not a VarHandle: linking one needs much stack, and the end of a transaction must not fail. */
    @SuppressWarnings("rawtypes") // the class of a generic type
    private static final AtomicIntegerFieldUpdater<AsyncTransaction> PHASE =
            AtomicIntegerFieldUpdater.newUpdater(AsyncTransaction.class, "phase");

    private final TxnOptions options;
    private final TxnBody<? extends R, ?> body;
    private final Executor executor;
    private final Completion<? super R> completion;
    private final long deadline;

    private volatile int phase = OPEN;

    private int attempts;
    private int conflicts;
    private long waitedNanos;

    /** The present wait, or the one that has just ended. */
    private volatile @Nullable AsyncWait wait;

    /**
     * A transaction that has not begun; its time limit counts from here.
     *
     * @param options how to run it
     * @param body the body to run
     * @param executor runs it, at the beginning and after each wait
     * @param completion receives its result
     */
    public AsyncTransaction(
            TxnOptions options, TxnBody<? extends R, ?> body, Executor executor, Completion<? super R> completion) {
        this.options = options;
        this.body = body;
        this.executor = executor;
        this.completion = completion;
        deadline = Deadline.of(options.timeout());
    }

    /** Hands it to its executor for the first time; if that refuses, the transaction has failed. */
    public void start() {
        try {
            executor.execute(this);
        } catch (Throwable t) {
            finish(null, t);
        }
    }

    // ---- on the executor

    /** Begins or continues the transaction; called by the executor, once for each time that it was handed over. */
    @Override
    public void run() {
        StackReserve.reserve(StackReserve.TO_CLEAN_UP); // the end of the transaction must reach its completion
        try {
            AsyncWait ended = wait;
            boolean runs = isOpen() && (ended == null || !ended.isResumed());
            while (runs) {
                AsyncWait next = attempt();
                runs = next != null && !next.begin();
            }
        } catch (Throwable t) { // memory or stack ran out between two attempts
            giveUp(t);
        }
    }

    /** Runs attempts until one commits, fails or retries; returns the wait to begin if it retried. */
    private @Nullable AsyncWait attempt() {
        ThreadState thread = ThreadState.current();
        if (thread.running() != null || thread.snapshot != null) {
            finish(
                    null,
                    new IllegalStateException("the executor " + executor + " ran an asynchronous transaction inside a "
                            + (thread.snapshot != null ? "snapshot" : "transaction")
                            + " of its thread; it must run the tasks that it is given outside of both"));
            return null;
        }
        R result = null;
        Throwable failure = null;
        AsyncWait next = null;
        Transaction transaction = thread.begin(options);
        try {
            begin(transaction);
            result = transaction.<R, Throwable>run(body);
        } catch (Throwable t) {
            failure = t;
            next = t == Signal.SUSPENDED ? keep(transaction) : null;
        } finally {
            thread.depth--;
            thread.end(transaction);
        }
        if (next == null) {
            finish(result, failure);
        } else {
            Probe.suspends();
        }
        return next;
    }

    /** Gives what lasts over the attempts to the transaction of this thread, and counts the next attempt. */
    private void begin(Transaction transaction) throws Throwable {
        transaction.adopt(this, deadline, attempts, conflicts);
        AsyncWait ended = wait;
        if (ended != null) {
            transaction.attempt.waitedNanos = waitedNanos + ended.nanos();
            if (Deadline.hasPassed(deadline)) {
                transaction.waiting = true;
                ended.nameIn(transaction.attempt);
            }
            transaction.beginNextAttempt();
        } else if (Strict.isOn()) {
            Strict.<R, Throwable>rehearse(transaction, body);
        }
    }

    /** Keeps what outlives the attempt that has retried, and returns its wait. */
    private AsyncWait keep(Transaction transaction) {
        attempts = transaction.attempts();
        conflicts = transaction.backoff.conflicts();
        waitedNanos = transaction.attempt.waitedNanos;
        long patience = transaction.attempt.patienceLeft();
        long wake = patience == Deadline.NEVER ? Deadline.NEVER : Deadline.in(patience);
        return new AsyncWait(
                this, new Dependencies(transaction.attempt), Deadline.now(), Deadline.earlier(deadline, wake));
    }

    @SuppressWarnings("NullAway") // R may be nullable
    private void finish(@Nullable R result, @Nullable Throwable failure) {
        if (PHASE.getAndSet(this, ENDED) == ENDED) {
            return; // cancelled
        }
        if (failure == null) {
            completion.completed(result);
        } else {
            completion.failed(failure);
        }
    }

    // ---- cancellation

    boolean isOpen() {
        return phase != ENDED;
    }

    /**
     * Ends the transaction from outside, by any thread, unless it has committed or is about to.
     *
     * @param ifLost whether a transaction that is about to commit ends if that commit is lost
     * @return true if this call has ended it: nothing was written, and nothing will be
     */
    public boolean end(boolean ifLost) {
        Seam.goes(Step.DECIDE, null);
        if (PHASE.compareAndSet(this, OPEN, ENDED)) {
            release();
            return true;
        }
        if (ifLost) {
            PHASE.compareAndSet(this, COMMITTING, CANCELLED_IF_LOST);
        }
        return false;
    }

    /** Ends the present wait, if there is one, and leaves nothing of it, even if it was handed over already. */
    void release() {
        AsyncWait present = wait;
        if (present != null) {
            present.end();
            present.leave();
        }
    }

    @Override
    public void beginCommit() {
        if (Seam.goes(Step.DECIDE, null) && !PHASE.compareAndSet(this, OPEN, COMMITTING)) {
            throw new CancellationException();
        }
    }

    @Override
    public void requireOpen() {
        if (!PHASE.compareAndSet(this, COMMITTING, OPEN) && phase != OPEN) {
            throw new CancellationException();
        }
    }

    // ---- called by the wait

    /** A wait begins: from here on, the end of the transaction ends it. */
    void waits(AsyncWait begun) {
        wait = begun;
    }

    /** Hands the transaction to its executor, to continue. */
    void handOver() {
        try {
            if (Seam.goes(Step.HAND_OVER, null)) {
                executor.execute(this);
            }
        } catch (Throwable t) {
            refused(t);
        }
    }

    /** The executor has refused to continue the transaction. */
    private void refused(Throwable failure) {
        try {
            try { // not here, in the thread of the commit that woke it
                CompletableFuture.runAsync(new Refusal(this, failure));
            } catch (Throwable t) {
                giveUp(failure);
            }
        } catch (Throwable ignored) {
            // not even that is possible: the commit of the calling thread must not fail for it
        }
    }

    private void giveUp(Throwable failure) {
        release();
        finish(null, failure);
    }

    /** The end of a transaction that its executor has refused. Not a lambda: there may be no stack to link one. */
    record Refusal(AsyncTransaction<?> transaction, Throwable failure) implements Runnable {
        @Override
        public void run() {
            transaction.giveUp(failure);
        }
    }
}
