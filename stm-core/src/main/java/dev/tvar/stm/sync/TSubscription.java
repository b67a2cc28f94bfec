package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.sync.THub.Message;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a {@link THub} that one subscriber has not taken yet; created by {@link THub#subscribe}. If several
 * threads take from it, each message goes to one of them.
 *
 * @param <E> the type of the messages
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
public final class TSubscription<E> {
    private final THub<E> hub;

    /** Where the next message is or will be; null when closed. */
    private final TVar<@Nullable TVar<@Nullable Message<E>>> position;

    TSubscription(THub<E> hub, String name, TVar<@Nullable Message<E>> start) {
        this.hub = hub;
        position = TVar.named(name, start);
    }

    /**
     * Takes the next message; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the message
     * @throws IllegalStateException if the subscription is closed
     */
    public E take(Txn tx) {
        E message = poll(tx);
        return message != null ? message : tx.retry();
    }

    /**
     * Takes the next message, if there is one. Never waits.
     *
     * @param tx the caller's transaction
     * @return the message, or null if all were taken
     * @throws IllegalStateException if the subscription is closed
     */
    public @Nullable E poll(Txn tx) {
        Message<E> message = open(tx).get(tx);
        if (message == null) {
            return null;
        }
        position.set(tx, message.next());
        hub.markTaken(tx, message);
        return message.payload();
    }

    /**
     * Whether there is no message to take. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if {@link #take} would wait
     * @throws IllegalStateException if the subscription is closed
     */
    public boolean isEmpty(ReadTxn tx) {
        return open(tx).get(tx) == null;
    }

    /**
     * Ends the subscription: it keeps no message and makes no publisher wait. Does nothing if it is already closed.
     *
     * @param tx the caller's transaction
     */
    public void close(Txn tx) {
        TVar<@Nullable Message<E>> here = position.get(tx);
        if (here != null) {
            position.set(tx, null);
            hub.unsubscribe(tx, here);
        }
    }

    private TVar<@Nullable Message<E>> open(ReadTxn tx) {
        TVar<@Nullable Message<E>> here = position.get(tx);
        if (here == null) {
            throw new IllegalStateException("this subscription is closed");
        }
        return here;
    }
}
