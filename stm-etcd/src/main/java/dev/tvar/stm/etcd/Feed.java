package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.etcd.EtcdException.Reason;
import dev.tvar.stm.store.spi.StoredValue;
import io.etcd.jetcd.api.Event;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Advance the mirror from one revision of the store to the next without gaps, and continue when servers fail and
 * return.
 *
 * Mechanism. Read all keys at one revision; then one watch from the next revision on. etcd keeps all changes of one
 * revision in one message, and messages in order; each message is shown as one transaction. If the watch ends, or a
 * server does not respond to a probe, another watch begins at the revision after the last one shown. If that revision
 * was compacted, all keys are read again, and the differences are shown as one transaction.
 *
 * Cost. The mirror holds every key of the store. One stream per process.
 */
final class Feed implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Feed.class.getName());

    private final Connection connection;
    private final Layout layout;
    private final long patienceNanos;
    private final Snapshots snapshots;
    private final Thread thread = new Thread(this::run, "tvar-etcd-watch");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    // ---- guarded by lock
    private Consumer<Map<String, StoredValue>> mirror = changed -> {};
    private Set<String> present = new HashSet<>();
    private @Nullable WatchStream stream;

    // ---- written under the lock
    private volatile long revision;
    private volatile @Nullable ByteString claimWithin;
    private volatile @Nullable EtcdException failure;
    private volatile boolean closed;

    Feed(Connection connection, Layout layout, EtcdOptions options) {
        this.connection = connection;
        this.layout = layout;
        patienceNanos = options.timeouts.request().toNanos();
        snapshots = new Snapshots(connection, layout);
        thread.setDaemon(true);
    }

    /** Fills the mirror, and keeps it up to date from then on. */
    void start(Consumer<Map<String, StoredValue>> target, long limitNanos) {
        mirror = target;
        load(limitNanos);
        thread.start();
    }

    boolean isClosed() {
        return closed;
    }

    long revision() {
        return revision;
    }

    /**
     * A prefix within that of the store that another store has claimed, according to the mirror; null if there is none.
     */
    @Nullable
    ByteString claimWithin() {
        return claimWithin;
    }

    /** The newest revision shown, if it has exactly these keys. */
    OptionalLong revisionWith(Set<String> names) {
        lock.lock();
        try {
            return present.equals(names) ? OptionalLong.of(revision) : OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Throws if the store has failed or is closed. */
    void checkOpen() {
        EtcdException failed = failure;
        if (failed != null) {
            throw new EtcdException(failed.reason(), "the store is out of use: " + failed.getMessage(), failed);
        }
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** Returns when the mirror shows this revision, or has failed. Preserves the interrupt flag. */
    void awaitRevision(long wanted) {
        awaitRevision(wanted, Long.MAX_VALUE);
    }

    /** The same with a time limit; returns whether the mirror shows the revision. */
    boolean awaitRevision(long wanted, long limitNanos) {
        if (revision >= wanted) {
            return true;
        }
        boolean interrupted = false;
        long begun = System.nanoTime();
        lock.lock();
        try {
            while (revision < wanted && !closed && failure == null) {
                long left = limitNanos - (System.nanoTime() - begun);
                if (left <= 0) {
                    return false;
                }
                try {
                    moved.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return revision >= wanted;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // ---- the thread

    private void run() {
        boolean complete = true;
        while (!closed && failure == null) {
            try {
                if (!complete) {
                    load(patienceNanos);
                }
                complete = watchUntilItEnds();
            } catch (EtcdException e) {
                if (e.reason() == Reason.WRONG_CLUSTER) {
                    fail(e);
                    return;
                }
                LOG.log(System.Logger.Level.INFO, "reading the store again failed: " + e.getMessage());
            } catch (StatusRuntimeException e) {
                LOG.log(System.Logger.Level.INFO, "reading the store again failed: " + e.getStatus());
            } catch (RuntimeException | Error e) {
                fail(new EtcdException(Reason.REFUSED, "the mirror of the store has failed: " + e, e));
                throw e;
            }
            if (!closed && failure == null) {
                Connection.pause();
            }
        }
    }

    /** Watches; false if everything must be read again. */
    private boolean watchUntilItEnds() {
        checkHistory(connection.newestRevision(patienceNanos)); // a watch would wait forever for a lost revision
        Endpoint endpoint = connection.current();
        WatchStream watch = new WatchStream(this, connection, endpoint);
        lock.lock();
        try {
            stream = watch;
        } finally {
            lock.unlock();
        }
        StatusRuntimeException end = watch.follow(layout.all, Layout.endOf(layout.all), revision + 1, patienceNanos);
        if (closed) {
            return true;
        }
        LOG.log(System.Logger.Level.INFO, "the watch on {0} has ended: {1}", endpoint, end.getStatus());
        if (Failures.isCompacted(end)) {
            return false;
        }
        if (Failures.asksForLogin(end)) {
            connection.login(endpoint);
        }
        connection.leave(endpoint);
        return true;
    }

    private void load(long limitNanos) {
        Snapshots.Contents all = snapshots.read(limitNanos);
        lock.lock();
        try {
            checkHistory(all.revision());
            claimWithin = all.claimWithin();
            Map<String, StoredValue> changed = new HashMap<>(all.values());
            present.forEach(name -> changed.putIfAbsent(name, Snapshots.ABSENT));
            mirror.accept(changed);
            present = new HashSet<>(all.values().keySet());
            advance(all.revision());
        } finally {
            lock.unlock();
        }
    }

    private void checkHistory(long newest) {
        if (newest < revision) {
            throw new EtcdException(
                    Reason.WRONG_CLUSTER,
                    "the cluster is at revision " + newest + " and has been at " + revision
                            + ": it has lost part of its history",
                    null);
        }
    }

    /** Shows the changes reported by a watch, unless another watch has replaced it. */
    void show(WatchStream from, List<Event> events) {
        lock.lock();
        try {
            if (stream != from || closed) {
                return;
            }
            long reached = revision;
            Map<String, StoredValue> changed = new HashMap<>();
            for (Event event : events) {
                long at = event.getKv().getModRevision();
                if (at > revision) {
                    reached = Math.max(reached, at);
                    note(event, changed);
                }
            }
            if (!changed.isEmpty()) {
                mirror.accept(changed);
            }
            advance(reached);
        } finally {
            lock.unlock();
        }
    }

    private void note(Event event, Map<String, StoredValue> changed) {
        ByteString key = event.getKv().getKey();
        if (layout.isClaimWithin(key, event.getKv().getValue())) {
            claimWithin = event.getKv().getValue();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "another store uses the prefix {0}, which is within the prefix of this store",
                    event.getKv().getValue().toStringUtf8());
        }
        String name = layout.nameOf(key);
        if (name == null) {
            return;
        }
        if (event.getType() == Event.EventType.DELETE) {
            present.remove(name);
            changed.put(name, Snapshots.ABSENT);
        } else {
            present.add(name);
            changed.put(
                    name,
                    Layout.unpack(event.getKv().getModRevision(), event.getKv().getValue()));
        }
    }

    private void advance(long reached) {
        revision = reached;
        moved.signalAll();
    }

    /** Marks the store as failed. */
    void fail(EtcdException e) {
        lock.lock();
        try {
            failure = e;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
            if (stream != null) {
                stream.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a limited time for the end of the thread. */
    void join() {
        try {
            thread.join(TimeUnit.NANOSECONDS.toMillis(patienceNanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
