package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.ClosedException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast: each subscription gets every message that is published after it was opened, in order. A
 * message is stored once, however many subscriptions there are, and becomes garbage when the last of
 * them has taken it.
 *
 * <pre>{@code
 * THub<String> news = THub.unbounded();
 * TSubscription<String> mine = STM.atomically(news::subscribe);
 *
 * STM.run(tx -> news.publish(tx, "hello"));
 * System.out.println(STM.atomically(mine::take));
 * }</pre>
 *
 * <p><b>Unbounded</b> hubs never let a publisher wait; a subscription that is not read keeps all messages since the
 * last one it took.
 * <b>Bounded</b> hubs let publishers wait while {@code capacity} messages have not been taken by every subscription; so a
 * subscription that is no longer read must be {@linkplain TSubscription#close closed}.
 *
 * <p><b>Lossy subscriptions</b> never make a publisher wait, in any hub, and keep a given number of messages at most: when
 * they are full, {@link #subscribeDropping} loses the new message, {@link #subscribeSliding} the oldest.
 *
 * <p><b>Closing</b> the hub ends it: no message is accepted any more, and each subscription ends when it has taken the
 * messages that are left. {@link TSubscription#takeOrNull} then returns null.
 *
 * <p><b>Conflicts.</b> Publishers conflict with each other and with subscribing transactions; the readers of different
 * subscriptions do not conflict. A publisher conflicts with the reader of a lossy subscription that is full or empty, and
 * takes time in proportion to the number of lossy subscriptions. Messages must not be null, and should be immutable. All methods may be called by any
 * thread.
 *
 * @param <E> the type of the messages
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
public final class THub<E> {
    /** A message in the chain; {@code unread} counts the subscriptions that have not taken it, in bounded hubs only. */
    record Message<E>(E payload, @Nullable TLong unread, TVar<@Nullable Message<E>> next) {}

    /** The given name, or null. */
    private final @Nullable String name;

    /** The name of its variables, which includes the hub's name where there are many. */
    private final String label;

    private final String nextName;

    /** Where the next message will be put; null when closed. */
    private final TVar<@Nullable TVar<@Nullable Message<E>>> end;

    /** The number of subscriptions that share the chain. */
    private final TLong subscriptions;

    private final TVar<List<Inbox.Lossy<E>>> lossy;

    /** The number of further messages that there is room for; null if unbounded. */
    private final @Nullable TLong free;

    private THub(@Nullable String name, @Nullable Long capacity) {
        if (capacity != null && capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
        this.name = name;
        label = name == null ? "THub" : name;
        nextName = label + ".next";
        end = TVar.named(label + ".end", TVar.<@Nullable Message<E>>named(nextName, null));
        subscriptions = TLong.named(label + ".subscriptions", 0);
        lossy = TVar.named(label + ".lossy", List.of());
        free = capacity == null ? null : TLong.named(label + ".free", capacity);
    }

    /**
     * A hub whose publishers never wait.
     *
     * @param <E> the type of the messages
     * @return the hub
     */
    public static <E> THub<E> unbounded() {
        return new THub<>(null, null);
    }

    /**
     * A hub whose publishers wait for the slowest subscription.
     *
     * @param <E> the type of the messages
     * @param capacity the maximum number of messages that some subscription has not taken yet, at least 1
     * @return the hub
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public static <E> THub<E> bounded(long capacity) {
        return new THub<>(null, capacity);
    }

    /**
     * A hub whose publishers never wait, with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the messages
     * @param name its name; need not be unique
     * @return the hub
     */
    public static <E> THub<E> namedUnbounded(String name) {
        return new THub<>(Objects.requireNonNull(name, "name"), null);
    }

    /**
     * A hub whose publishers wait for the slowest subscription, with a name, which error messages and {@link #toString}
     * show.
     *
     * @param <E> the type of the messages
     * @param name its name; need not be unique
     * @param capacity the maximum number of messages that some subscription has not taken yet, at least 1
     * @return the hub
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public static <E> THub<E> namedBounded(String name, long capacity) {
        return new THub<>(Objects.requireNonNull(name, "name"), capacity);
    }

    /**
     * Sends a message to all subscriptions; in a bounded hub, waits until there is room.
     *
     * @param tx the caller's transaction
     * @param message the message to send
     * @throws NullPointerException if the message is null
     * @throws ClosedException if the hub is closed, also while waiting for room
     */
    public void publish(Txn tx, E message) {
        if (!tryPublish(tx, message)) {
            if (isClosed(tx)) {
                throw new ClosedException(
                        this + " is closed and accepts no more messages; tryPublish returns false in this case");
            }
            tx.retry();
        }
    }

    /**
     * Sends a message to all subscriptions, if the hub is open and there is room. Never waits.
     *
     * @param tx the caller's transaction
     * @param message the message to send
     * @return false if the hub is closed, or bounded and full
     * @throws NullPointerException if the message is null
     */
    public boolean tryPublish(Txn tx, E message) {
        Objects.requireNonNull(message, "a THub does not send null");
        TVar<@Nullable Message<E>> last = end.get(tx);
        if (last == null || !append(tx, last, message)) {
            return false;
        }
        for (Inbox.Lossy<E> inbox : lossy.get(tx)) {
            inbox.deliver(tx, message);
        }
        return true;
    }

    private boolean append(Txn tx, TVar<@Nullable Message<E>> last, E message) {
        TLong unread = null;
        if (free != null) {
            long readers = subscriptions.get(tx);
            if (readers == 0) {
                return true; // there is no subscription that could take it
            }
            if (!free.isAtLeast(tx, 1)) {
                return false;
            }
            free.add(tx, -1);
            unread = name == null ? TLong.of(readers) : TLong.named(nextName, readers);
        }
        TVar<@Nullable Message<E>> next = TVar.named(nextName, null);
        end.set(tx, next);
        last.set(tx, new Message<>(message, unread, next));
        return true;
    }

    /**
     * Subscribes to the messages that are published after this transaction. A subscription to a closed hub has ended.
     *
     * @param tx the caller's transaction
     * @return the subscription
     */
    public TSubscription<E> subscribe(Txn tx) {
        TVar<@Nullable Message<E>> start = end.get(tx);
        subscriptions.add(tx, 1);
        return new TSubscription<>(
                this,
                new Inbox.Shared<>(this, label + ".position", start != null ? start : TVar.named(nextName, null)));
    }

    /**
     * As {@link #subscribe}; when the subscription has {@code capacity} messages, it loses the new ones.
     *
     * @param tx the caller's transaction
     * @param capacity the maximum number of messages that it keeps, at least 1
     * @return the subscription; {@link TSubscription#dropped} counts the messages that it lost
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public TSubscription<E> subscribeDropping(Txn tx, long capacity) {
        return subscribe(tx, capacity, false);
    }

    /**
     * As {@link #subscribe}; when the subscription has {@code capacity} messages, it loses its oldest one for each new one.
     *
     * @param tx the caller's transaction
     * @param capacity the maximum number of messages that it keeps, at least 1
     * @return the subscription; {@link TSubscription#dropped} counts the messages that it lost
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public TSubscription<E> subscribeSliding(Txn tx, long capacity) {
        return subscribe(tx, capacity, true);
    }

    private TSubscription<E> subscribe(Txn tx, long capacity, boolean slides) {
        Inbox.Lossy<E> inbox = new Inbox.Lossy<>(this, label + ".inbox", capacity, slides);
        lossy.update(tx, all -> Stream.concat(all.stream(), Stream.of(inbox)).toList());
        return new TSubscription<>(this, inbox);
    }

    void unsubscribe(Txn tx, Inbox.Lossy<E> inbox) {
        lossy.update(tx, all -> all.stream().filter(other -> other != inbox).toList());
    }

    /** The message is the next one that the subscription would have taken. */
    void unsubscribe(Txn tx, @Nullable Message<E> next) {
        subscriptions.add(tx, -1);
        if (free != null) {
            for (Message<E> left = next; left != null; left = left.next.get(tx)) {
                markTaken(tx, left);
            }
        }
    }

    /**
     * Closes the hub for further messages. Wakes all publishers and subscribers that wait. Does nothing if the hub is
     * closed. A closed hub cannot be opened again.
     *
     * @param tx the caller's transaction
     */
    public void close(Txn tx) {
        end.set(tx, null);
    }

    /**
     * Whether the hub accepts no more messages; subscriptions may still have messages to take.
     *
     * @param tx the caller's transaction or snapshot
     * @return true after {@link #close}
     */
    public boolean isClosed(ReadTxn tx) {
        return end.get(tx) == null;
    }

    void markTaken(Txn tx, Message<E> message) {
        TLong unread = message.unread;
        if (unread == null || free == null) {
            return;
        }
        if (unread.isAtLeast(tx, 2)) {
            unread.add(tx, -1);
        } else {
            free.add(tx, 1); // the last one makes room
        }
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
