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
 * Those who wait for their turn, first come, first served: a doubly linked list, so that one can leave from the middle.
 * Each waits for the variable in front of itself only, so a departure wakes one neighbour and not everyone.
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
final class Line {
    /** Runs transactions without limits. */
    static final TxnExecutor UNLIMITED = STM.with(TxnOptions.defaults());

    /** The place of one that waits; null where there is no neighbour. */
    private record Place(TVar<@Nullable Place> ahead, TVar<@Nullable Place> behind) {}

    private final TVar<@Nullable Place> last;

    Line(String name) {
        last = TVar.named(name, null);
    }

    boolean isEmpty(ReadTxn tx) {
        return last.get(tx) == null;
    }

    /**
     * Takes a place; then, in one transaction, waits to be the first, claims, leaves the line and runs the body. Whatever
     * happens, the place is given back.
     */
    <R extends @Nullable Object, X extends Throwable> R inTurn(
            TxnExecutor executor, TxnAction<RuntimeException> claim, TxnBody<? extends R, ? extends X> body) throws X {
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
        Place place = new Place(TVar.of(ahead), TVar.of(null));
        if (ahead != null) {
            ahead.behind.set(tx, place);
        }
        last.set(tx, place);
        return place;
    }

    private void leave(Txn tx, Place place) {
        Place ahead = place.ahead.get(tx);
        Place behind = place.behind.get(tx);
        if (ahead != null) {
            ahead.behind.set(tx, behind);
        }
        if (behind != null) {
            behind.ahead.set(tx, ahead);
        } else {
            last.set(tx, ahead);
        }
    }

    /** Runs a transaction that must not fail because the thread is interrupted; the interrupt is kept for later. */
    static void runToTheEnd(TxnAction<RuntimeException> action) {
        boolean interrupted = Thread.interrupted();
        for (boolean done = false; !done; ) {
            try {
                STM.run(action);
                done = true;
            } catch (TxnInterruptedException e) {
                interrupted = Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
