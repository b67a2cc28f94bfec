package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TBoundedQueue;
import dev.tvar.stm.sync.THub.Message;
import org.jspecify.annotations.Nullable;

/** The messages of one subscription. */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
sealed interface Inbox<E> {
    /** Takes the next message; null if there is none. */
    @Nullable
    E poll(Txn tx);

    boolean isEmpty(ReadTxn tx);

    /** Whether the subscription was not closed. */
    boolean isOpen(ReadTxn tx);

    /** Ends an open subscription. */
    void close(Txn tx);

    /** The number of messages that were lost. */
    long dropped(ReadTxn tx);

    /** A place in the chain of messages that all such subscriptions share; nothing is lost. */
    final class Shared<E> implements Inbox<E> {
        private final THub<E> hub;

        /** Where the next message is or will be; null when closed. */
        private final TVar<@Nullable TVar<@Nullable Message<E>>> position;

        Shared(THub<E> hub, String name, TVar<@Nullable Message<E>> start) {
            this.hub = hub;
            position = TVar.named(name, start);
        }

        private @Nullable Message<E> message(ReadTxn tx) {
            TVar<@Nullable Message<E>> here = position.get(tx);
            return here == null ? null : here.get(tx);
        }

        @Override
        public @Nullable E poll(Txn tx) {
            Message<E> message = message(tx);
            if (message == null) {
                return null;
            }
            position.set(tx, message.next());
            hub.markTaken(tx, message);
            return message.payload();
        }

        @Override
        public boolean isEmpty(ReadTxn tx) {
            return message(tx) == null;
        }

        @Override
        public boolean isOpen(ReadTxn tx) {
            return position.get(tx) != null;
        }

        @Override
        public void close(Txn tx) {
            hub.unsubscribe(tx, message(tx));
            position.set(tx, null);
        }

        @Override
        public long dropped(ReadTxn tx) {
            return 0;
        }
    }

    /**
     * A bounded queue of its own, into which publishers put each message; when it is full, a message is lost. (A place in
     * the shared chain would keep all messages behind it in memory.)
     */
    final class Lossy<E> implements Inbox<E> {
        private final THub<E> hub;
        private final TBoundedQueue<E> queue;

        /** Whether the oldest message is lost, in place of the new one. */
        private final boolean slides;

        private final TLong lost;
        private final TVar<Boolean> closed;

        Lossy(THub<E> hub, String name, long capacity, boolean slides) {
            this.hub = hub;
            queue = TBoundedQueue.named(name, capacity);
            this.slides = slides;
            lost = TLong.named(name + ".dropped", 0);
            closed = TVar.named(name + ".closed", false);
        }

        void deliver(Txn tx, E message) {
            if (queue.offer(tx, message)) {
                return;
            }
            lost.add(tx, 1);
            if (slides) {
                queue.poll(tx);
                queue.put(tx, message);
            }
        }

        @Override
        public @Nullable E poll(Txn tx) {
            return queue.poll(tx);
        }

        @Override
        public boolean isEmpty(ReadTxn tx) {
            return queue.isEmpty(tx);
        }

        @Override
        public boolean isOpen(ReadTxn tx) {
            return !closed.get(tx);
        }

        @Override
        public void close(Txn tx) {
            closed.set(tx, true);
            queue.clear(tx);
            hub.unsubscribe(tx, this);
        }

        @Override
        public long dropped(ReadTxn tx) {
            return lost.get(tx);
        }
    }
}
