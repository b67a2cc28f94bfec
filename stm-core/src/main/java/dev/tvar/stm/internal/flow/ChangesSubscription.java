package dev.tvar.stm.internal.flow;

import dev.tvar.stm.ReadBody;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.tx.AsyncTransaction;
import dev.tvar.stm.internal.tx.TxnHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Give a subscriber each new value of a read expression as it asks for values: never an old one when there is a
 * newer one, never two signals at once, and no work for values that the subscriber has not asked for.
 *
 * Mechanism. One asynchronous transaction per item. It runs the body; if there is nothing new it retries, and so waits,
 * without a thread, for a change of what the body read. Its end delivers the item and begins the next one, if there is
 * demand. The turn (the flag `busy`) belongs to at most one transaction and the delivery that follows it, or to no
 * thread while there is no demand: a request that finds it free takes it.
 *
 * Why the newest value is not missed. A value is computed after the demand for it, and the one before it was delivered
 * before: whatever has changed in between, the body reads it. While the transaction waits, a change wakes it (Retry). No
 * value is kept for later.
 *
 * Why no demand is missed. The turn is released first, and the demand read again after that; a request adds its demand
 * first, and tries to take the turn after that. So one of the two sees the other.
 *
 * Why there is no buffer, of one value or more. A value that is kept is old when it is delivered, and values that are computed
 * without demand cost readers and writers. Values that were skipped cannot be counted: commits between two reads leave one
 * version each, and versions have gaps. A number that the writers increase by a blind add counts them (versionedChanges).
 *
 * Cost. Two runs of the body per item: the first delivers it, the second finds nothing new and waits.
 *
 * The first transaction begins without demand, so that a body that throws is reported at once. Its value is thrown away
 * if there still is no demand when it ends.
 */

/** One subscriber's stream. */
final class ChangesSubscription<R> implements Flow.Subscription {
    private final ReadBody<? extends R, ?> body;
    private final BiFunction<? super @Nullable R, ? super R, ? extends @Nullable R> change;
    private final Executor executor;

    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean busy = new AtomicBoolean(true);

    /** Null when the stream has ended, so that no reference to the subscriber is left. */
    private volatile Flow.@Nullable Subscriber<? super R> subscriber;

    /** The error for a request that was not positive. */
    private volatile @Nullable IllegalArgumentException wrongRequest;

    /** The transaction that has the turn. */
    private volatile @Nullable AsyncTransaction<@Nullable R> running;

    /** The item delivered last; belongs to the turn. */
    private @Nullable R last;

    ChangesSubscription(
            ReadBody<? extends R, ?> body,
            BiFunction<? super @Nullable R, ? super R, ? extends @Nullable R> change,
            Executor executor,
            Flow.Subscriber<? super R> subscriber) {
        this.body = body;
        this.change = change;
        this.executor = executor;
        this.subscriber = subscriber;
    }

    /** Introduces this to the subscriber, and begins the first transaction. */
    void begin() {
        Flow.Subscriber<? super R> receiver = subscriber;
        if (receiver != null) {
            try {
                receiver.onSubscribe(this);
            } catch (Throwable t) {
                drop(t);
            }
            if (new Item().endsAtOnce()) {
                next();
            }
        }
    }

    // ---- calls of the subscriber

    @Override
    public void request(long count) {
        if (subscriber == null) {
            return;
        }
        if (count <= 0) {
            refuse(count);
        } else {
            demand.getAndUpdate(present -> present + count < 0 ? Long.MAX_VALUE : present + count);
        }
        if (busy.compareAndSet(false, true)) {
            next();
        }
    }

    /** Ends the stream with an error; at once if it waits. */
    private void refuse(long count) {
        wrongRequest = new IllegalArgumentException(
                "request(" + count + "): a subscriber must ask for at least one item (Reactive Streams, rule 3.9)");
        AsyncTransaction<@Nullable R> present = running;
        if (present != null && present.end(true)) {
            next();
        }
    }

    @Override
    public void cancel() {
        subscriber = null;
        AsyncTransaction<@Nullable R> present = running;
        if (present != null) {
            present.end(true);
        }
    }

    // ---- the turn

    /** Continues the stream; called with the turn, which it passes to a transaction or releases. */
    private void next() {
        do {
            while (demand.get() > 0 || wrongRequest != null) {
                if (isOver() || !new Item().endsAtOnce()) {
                    return;
                }
            }
            busy.set(false);
        } while ((demand.get() > 0 || wrongRequest != null) && busy.compareAndSet(false, true));
    }

    /** Whether there is nothing more to signal, after an error for a wrong request. */
    private boolean isOver() {
        IllegalArgumentException wrong = wrongRequest;
        if (wrong != null) {
            fail(wrong);
        }
        return subscriber == null;
    }

    private void fail(Throwable failure) {
        Flow.Subscriber<? super R> receiver = subscriber;
        subscriber = null;
        if (receiver != null) {
            try {
                receiver.onError(failure);
            } catch (Throwable t) {
                report(t);
            }
        }
    }

    /** Delivers an item, if there is demand for it. */
    private void deliver(R item) {
        Flow.Subscriber<? super R> receiver = subscriber;
        if (receiver != null && demand.get() > 0) {
            last = item;
            try {
                receiver.onNext(item);
            } catch (Throwable t) {
                drop(t);
            }
            demand.getAndUpdate(present -> present == Long.MAX_VALUE ? present : present - 1);
        }
    }

    private void complete() {
        Flow.Subscriber<? super R> receiver = subscriber;
        subscriber = null;
        if (receiver != null) {
            try {
                receiver.onComplete();
            } catch (Throwable t) {
                report(t);
            }
        }
    }

    /** Ends the stream for a subscriber that threw, as if it had cancelled (Reactive Streams, rule 2.13). */
    private void drop(Throwable thrown) {
        cancel();
        report(thrown);
    }

    private static void report(Throwable thrown) {
        Thread self = Thread.currentThread();
        try {
            self.getUncaughtExceptionHandler().uncaughtException(self, thrown);
        } catch (Throwable ignored) {
            // exceptions of the handler itself are ignored, as the JVM does
        }
    }

    /** The transaction that computes one item; its end delivers the item. */
    private final class Item implements AsyncTransaction.Completion<@Nullable R>, TxnBody<@Nullable R, Throwable> {
        private final Thread starter = Thread.currentThread();

        /** Whether the executor may run this inside {@link #endsAtOnce}; read and written by that thread only. */
        private boolean starting = true;

        private boolean ended;

        /** Whether the body read no variable, so that its value cannot change. */
        private boolean isConstant;

        /**
         * Starts the transaction; true if it has ended before this method returns, by an executor that runs its tasks in the
         * calling thread: then the caller continues, so that no stack grows from item to item.
         */
        boolean endsAtOnce() {
            AsyncTransaction<@Nullable R> transaction =
                    new AsyncTransaction<>(TxnOptions.defaults(), this, executor, this);
            running = transaction;
            if (subscriber == null || wrongRequest != null) { // the call may have come before there was one to end
                return transaction.end(true);
            }
            transaction.start();
            starting = false;
            return ended;
        }

        @Override
        @SuppressWarnings("NullAway") // it does not see that the result's type may be null
        public @Nullable R call(Txn tx) throws Throwable {
            R value = body.call(tx);
            if (value == null) {
                throw new NullPointerException(
                        "the body returned null, which a Flow.Subscriber cannot receive; return an Optional");
            }
            isConstant = Validation.dependsOnNothing(((TxnHandle) tx).usable());
            R item = change.apply(last, value);
            if (item == null && !isConstant) {
                tx.retry();
            }
            return item;
        }

        @Override
        public void completed(@Nullable R item) {
            if (wrongRequest == null) {
                boolean isLast = isConstant && (item == null || demand.get() > 0);
                if (item != null) {
                    deliver(item);
                }
                if (isLast) {
                    complete();
                }
            }
            proceed();
        }

        @Override
        public void failed(Throwable failure) {
            IllegalArgumentException wrong = wrongRequest;
            fail(wrong == null ? failure : wrong);
            proceed();
        }

        private void proceed() {
            if (starter == Thread.currentThread() && starting) {
                ended = true;
            } else {
                next();
            }
        }
    }
}
