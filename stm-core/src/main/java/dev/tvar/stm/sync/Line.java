package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import org.jspecify.annotations.Nullable;

/**
 * A first-in, first-out line of waiting threads: a doubly linked list, so that a thread can leave from the middle. Each
 * thread waits for the variable in front of its own place only, so a departure wakes one neighbour.
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
final class Line {
    /** Runs transactions without limits. */
    static final TxnExecutor UNLIMITED = STM.with(TxnOptions.defaults());

    /**
     * The place of a waiting thread; null where there is no neighbour. A place that was left is its own neighbour
     * behind.
     */
    private record Place(TVar<@Nullable Place> ahead, TVar<@Nullable Place> behind) {}

    private final String name;
    private final TVar<@Nullable Place> last;

    Line(String name) {
        this.name = name;
        last = TVar.named(name, null);
    }

    boolean isEmpty(ReadTxn tx) {
        return last.get(tx) == null;
    }

    /**
     * Takes a place; then, in one transaction, waits to be the first, claims, leaves the line and runs the body. If
     * that transaction fails, the place is released.
     *
     * <p>Inside a running transaction a place would not be visible to other threads. There it acquires and runs the
     * body, both as one nested part.
     *
     * @param acquire acquires, or waits; respects the line
     * @param claim acquires, or waits; ignores the line
     */
    <R extends @Nullable Object, X extends Throwable> R inTurn(
            TxnExecutor executor,
            TxnAction<RuntimeException> acquire,
            TxnAction<RuntimeException> claim,
            TxnBody<? extends R, ? extends X> body)
            throws X {
        if (isInsideTransaction()) {
            return executor.<R, X>atomically(tx -> {
                acquire.run(tx);
                return body.call(tx);
            });
        }
        Place place = executor.atomically(this::join);
        boolean served = false;
        try {
            R result = executor.<R, X>atomically(tx -> {
                tx.check(place.ahead.get(tx) == null);
                claim.run(tx);
                leave(tx, place);
                return body.call(tx);
            });
            served = true;
            return result;
        } finally {
            if (!served) {
                runToTheEnd(tx -> leave(tx, place));
            }
        }
    }

    private Place join(Txn tx) {
        Place ahead = last.get(tx);
        Place place = new Place(TVar.named(name, ahead), TVar.named(name, null));
        if (ahead != null) {
            ahead.behind.set(tx, place);
        }
        last.set(tx, place);
        return place;
    }

    /** Does nothing if the place was left before: a call may fail although its transaction has committed. */
    private void leave(Txn tx, Place place) {
        Place ahead = place.ahead.get(tx);
        Place behind = place.behind.get(tx);
        if (behind == place) {
            return;
        }
        if (ahead != null) {
            ahead.behind.set(tx, behind);
        }
        if (behind != null) {
            behind.ahead.set(tx, ahead);
        } else {
            last.set(tx, ahead);
        }
        place.behind.set(tx, place);
    }

    /** Whether the calling thread runs a transaction, which a new transaction would join. */
    static boolean isInsideTransaction() {
        return STM.<Boolean, RuntimeException>snapshot(tx -> tx instanceof Txn);
    }

    /**
     * Runs a transaction that must not fail because the thread is interrupted, and then sets the interrupt flag again. Only
     * for use outside any transaction: inside one, the end of an attempt would have to pass through here.
     */
    static void runToTheEnd(TxnAction<RuntimeException> action) {
        boolean interrupted = Thread.interrupted();
        try {
            for (boolean done = false; !done; ) {
                try {
                    STM.run(action);
                    done = true;
                } catch (TxnInterruptedException e) {
                    interrupted = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
