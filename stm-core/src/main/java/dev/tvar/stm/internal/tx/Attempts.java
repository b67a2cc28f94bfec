package dev.tvar.stm.internal.tx;

import dev.tvar.stm.ReadBody;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.snapshot.Snapshot;
import dev.tvar.stm.internal.snapshot.Snapshots;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The loop around a transaction: run the body, commit; on conflict back off and run it again, on retry wait and run it
 * again, on an exception roll back and let it propagate to the caller.
 */
public final class Attempts {
    /** Sentinel result: the attempt has retried. */
    private static final Object WAITS = new Object();

    private Attempts() {}

    /**
     * Runs a transaction, or joins the running one.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param options how to run it
     * @param body the body to run
     * @return the result of the attempt that committed
     * @throws X any exception that leaves the body
     */
    public static <R extends @Nullable Object, X extends Throwable> R atomically(
            TxnOptions options, TxnBody<? extends R, ? extends X> body) throws X {
        Objects.requireNonNull(body, "body");
        Context context = Context.current();
        if (context.depth > 0) {
            Transaction running = context.transaction();
            if (running != null) {
                return running.<R, X>join(body);
            }
            if (context.snapshot != null) {
                throw new IllegalStateException("a transaction cannot begin inside a snapshot, which only reads");
            }
        }
        Call call = context.begin(options);
        try {
            call.beginFirstAttempt();
            if (Strict.isOn()) {
                Strict.<R, X>rehearse(call, body);
            }
            while (true) {
                R result = Attempts.<R, X>untilItCommitsOrWaits(call, body);
                if (result != WAITS) {
                    return result;
                }
                // park from this shallow frame: a parked virtual thread retains its whole stack
                call.awaitChange(call.transaction.patienceLeft());
                call.beginNextAttempt();
            }
        } finally {
            context.depth--;
            context.end(call);
        }
    }

    /**
     * Returns the result of the body once it has committed; {@link #WAITS} if it has to wait before it is run again.
     */
    @SuppressWarnings("unchecked") // the sentinel goes no further than the caller above
    private static <R extends @Nullable Object, X extends Throwable> R untilItCommitsOrWaits(
            Call call, TxnBody<? extends R, ? extends X> body) throws X {
        Transaction tx = call.transaction;
        while (true) {
            boolean committed = false;
            try {
                tx.begin();
                R result = TxnHandle.<R, X>lend(new TxnHandle(tx, Thread.currentThread()), body);
                committed = tx.commit();
                if (committed) {
                    return result;
                }
            } catch (Throwable t) {
                if (tx.doom() == null && !(t instanceof Signal)) {
                    Probe.aborted(AbortKind.EXCEPTION, call.name(), call.attempts());
                    Recorder.thrown(t);
                    throw t;
                }
            } finally {
                tx.running = false; // a plain write: whatever fails now, the attempt has ended
                if (Seam.ON) {
                    recordEnd(call, tx, committed);
                }
                if (tx.hasLeftovers()) {
                    endWithCare(call, tx, committed);
                }
            }
            tx.throwFault();
            if (tx.doom() == Signal.RETRY) {
                return (R) WAITS;
            }
            call.recoverFromConflict();
            call.beginNextAttempt();
        }
    }

    static void recordEnd(Call call, Transaction tx, boolean committed) {
        if (committed) {
            Recorder.committed();
        } else {
            Recorder.wasLost(tx.doom() == Signal.RETRY ? AbortKind.RETRY : call.kindOfLoss(), tx.lastConflict());
        }
    }

    /** The slow path of the end of an attempt: reports to diagnostics, releases the ticket, runs hooks. */
    static void endWithCare(Call call, Transaction tx, boolean committed) {
        if (committed && call.watched != null) {
            Probe.committed(call.watched, tx, call.attempts());
        }
        call.giveTicketBack();
        Hooks hooks = tx.hooks();
        if (hooks != null) {
            hooks.run(committed);
        }
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
    public static <R extends @Nullable Object, X extends Throwable> R snapshot(ReadBody<? extends R, ? extends X> body)
            throws X {
        Objects.requireNonNull(body, "body");
        Context context = Context.current();
        Transaction running = context.transaction();
        if (running != null) {
            return TxnHandle.<R, X>lend(running.handle(), body::call);
        }
        if (context.snapshot != null) {
            return Attempts.<R, X>read(new SnapshotTxn(context.snapshot, context.snapshot.owner), body);
        }
        Snapshot snapshot = new Snapshot();
        Recorder.beganSnapshot(snapshot);
        context.depth++;
        try {
            Snapshots.open(snapshot);
            context.snapshot = snapshot;
            return Attempts.<R, X>read(new SnapshotTxn(snapshot, Thread.currentThread()), body);
        } finally {
            context.depth--;
            context.snapshot = null;
            snapshot.ended = true; // a plain write: whatever fails now, no more values are saved for it
            Snapshots.close(snapshot);
            Probe.snapshotEnded(snapshot);
            Recorder.committed();
        }
    }

    private static <R extends @Nullable Object, X extends Throwable> R read(
            SnapshotTxn tx, ReadBody<? extends R, ? extends X> body) throws X {
        try {
            return body.call(tx);
        } finally {
            tx.bound = Snapshot.NOTHING; // a plain write, not a call, which would let the handle escape
        }
    }

    /**
     * Runs the first of several bodies that does not retry.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the bodies may throw
     * @param tx the transaction
     * @param first the body to try first
     * @param others those to try after it
     * @return the result of the body that did not retry
     * @throws X any exception that leaves the body
     */
    public static <R extends @Nullable Object, X extends Throwable> R firstThatGoes(
            Txn tx, TxnBody<? extends R, ? extends X> first, Iterator<TxnBody<? extends R, ? extends X>> others)
            throws X {
        if (!others.hasNext()) {
            return first.call(tx);
        }
        return tx.<R, X>orElse(first, again -> Attempts.<R, X>firstThatGoes(again, others.next(), others));
    }
}
