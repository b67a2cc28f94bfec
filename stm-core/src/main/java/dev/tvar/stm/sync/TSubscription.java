package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.ClosedException;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a {@link THub} that one subscriber has not taken yet; created by {@link THub#subscribe}, {@link
 * THub#subscribeDropping} or {@link THub#subscribeSliding}. If several threads take from it, each message goes to one of
 * them.
 *
 * <p>It ends when the hub is closed and all messages were taken, or at once when the subscription is closed.
 *
 * @param <E> the type of the messages
 */
public final class TSubscription<E> {
    private final THub<E> hub;
    private final Inbox<E> inbox;

    TSubscription(THub<E> hub, Inbox<E> inbox) {
        this.hub = hub;
        this.inbox = inbox;
    }

    /**
     * Takes the next message; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the message
     * @throws ClosedException if the subscription has ended, also while waiting
     */
    public E take(Txn tx) {
        E message = takeOrNull(tx);
        if (message == null) {
            requireOpen(tx);
            throw new ClosedException(
                    hub + " is closed, and all its messages were taken; takeOrNull returns null in this case");
        }
        return message;
    }

    /**
     * Takes the next message; waits until there is one or the subscription has ended.
     *
     * @param tx the caller's transaction
     * @return the message, or null if the subscription has ended, so that there will never be another one
     */
    public @Nullable E takeOrNull(Txn tx) {
        E message = inbox.poll(tx);
        if (message == null) {
            tx.check(!inbox.isOpen(tx) || hub.isClosed(tx));
        }
        return message;
    }

    /**
     * Takes the next message, if there is one. Never waits.
     *
     * @param tx the caller's transaction
     * @return the message, or null if all were taken
     * @throws ClosedException if the subscription is closed
     */
    public @Nullable E poll(Txn tx) {
        requireOpen(tx);
        return inbox.poll(tx);
    }

    /**
     * Whether there is no message to take. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if {@link #poll} would return null
     * @throws ClosedException if the subscription is closed
     */
    public boolean isEmpty(ReadTxn tx) {
        requireOpen(tx);
        return inbox.isEmpty(tx);
    }

    /**
     * How many messages this subscription has lost since it was created, because it was full.
     *
     * @param tx the caller's transaction or snapshot
     * @return the number; always 0 for {@link THub#subscribe}
     */
    public long dropped(ReadTxn tx) {
        return inbox.dropped(tx);
    }

    /**
     * Ends the subscription: it keeps no message and makes no publisher wait. Does nothing if it is already closed.
     *
     * @param tx the caller's transaction
     */
    public void close(Txn tx) {
        if (inbox.isOpen(tx)) {
            inbox.close(tx);
        }
    }

    private void requireOpen(ReadTxn tx) {
        if (!inbox.isOpen(tx)) {
            throw new ClosedException(
                    "this subscription to " + hub + " is closed; takeOrNull returns null in this case");
        }
    }
}
