package dev.tvar.stm.store;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Goal. What is on disk is, at every moment, the outcome of a prefix of the serial order; and who is told that a commit
 * is durable finds it there.
 *
 * Mechanism. One writer thread. It opens a snapshot, collects in it the slots that have changed since the last group, with
 * their values, and writes them as one group, all or nothing. A committer comes after its transaction has committed, takes
 * the next number and waits until a snapshot that was opened after that has been written. Those who come while a group is
 * being written share the next one: that is the group commit, and it needs no timer.
 *
 * Why it is right. A snapshot is an instant of the serial order; the notes of the changes are transactional, so they are
 * complete at that instant; so the group takes the disk from the outcome of one prefix to that of a longer one. A
 * transaction that read what another wrote is never on disk without it, though neither names the other. A number taken
 * after the commit means that the commit is before the snapshot.
 *
 * Cost. One hand-off to the writer thread per commit, one snapshot and one write per group; no transaction waits for the
 * disk while it is open, nor for another to reach it.
 */
final class Journal {
    private static final long NONE = -1;

    private final Storage storage;
    private final Codecs codecs;
    private final Changes changes;
    private final boolean background;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition answered = lock.newCondition();

    // ---- guarded by lock
    private long requested;
    private long written;
    private boolean closing;
    private boolean ended;
    private @Nullable Throwable failure;

    private final Thread writer = new Thread(this::writeGroups, "tvar-store-writer");

    Journal(Storage storage, Codecs codecs, Changes changes, SyncPolicy sync) {
        this.storage = storage;
        this.codecs = codecs;
        this.changes = changes;
        background = sync == SyncPolicy.LATER;
        writer.setDaemon(true);
    }

    void start() {
        writer.start();
    }

    /** Returns when what this thread has committed is as safe as the policy asks. */
    void acknowledge() {
        if (background) {
            request();
        } else {
            flush();
        }
    }

    /** Returns when everything that was committed before is on disk. Does not end early for an interrupt. */
    void flush() {
        lock.lock();
        try {
            if (ended) {
                throw notOnDisk();
            }
            long own = request();
            while (written < own && !ended) {
                answered.awaitUninterruptibly();
            }
            if (written < own) {
                throw notOnDisk();
            }
        } finally {
            lock.unlock();
        }
    }

    private long request() {
        lock.lock();
        try {
            asked.signal();
            return ++requested;
        } finally {
            lock.unlock();
        }
    }

    private StorageException notOnDisk() {
        String what = "committed in memory, but not known to be on disk: ";
        return failure == null
                ? new StorageException(what + "the store is closed")
                : new StorageException(what + failure, failure);
    }

    /** Throws if a write has failed. */
    void checkWritten() {
        lock.lock();
        try {
            if (failure != null) {
                throw notOnDisk();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Refuses what comes after a failure or after the end. */
    void checkOpen() {
        lock.lock();
        try {
            if (failure != null) {
                throw new StorageException("the store is out of use since a write to disk failed: " + failure, failure);
            }
            if (closing) {
                throw new IllegalStateException("the store is closed");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was committed before to a new file. */
    void backup(Path target) {
        checkOpen();
        flush();
        storage.backup(target);
    }

    /** Writes what is left and gives back the file. */
    void close() {
        lock.lock();
        try {
            closing = true;
            request();
            while (!ended) {
                answered.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the writer thread

    private void writeGroups() {
        Throwable thrown = null;
        try (storage) {
            for (long upTo = awaitRequest(); upTo != NONE; upTo = awaitRequest()) {
                writeGroup();
                answer(upTo);
            }
        } catch (Throwable t) {
            thrown = t; // each who waits is told
        }
        end(thrown);
    }

    /** The newest request; none if the store is to be closed and nothing is left to do. */
    private long awaitRequest() {
        lock.lock();
        try {
            while (requested == written && !closing) {
                asked.awaitUninterruptibly();
            }
            return requested == written ? NONE : requested;
        } finally {
            lock.unlock();
        }
    }

    private void answer(long upTo) {
        lock.lock();
        try {
            written = upTo;
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Throwable thrown) {
        lock.lock();
        try {
            failure = thrown;
            ended = true;
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void writeGroup() {
        Map<Slot, Versioned> changed = STM.snapshot(this::collect);
        if (changed.isEmpty()) {
            return;
        }
        Map<String, StoredValue> group = new LinkedHashMap<>();
        changed.forEach((slot, versioned) -> group.put(slot.key.name(), codecs.encode(slot.key, versioned)));
        storage.write(group);
        changes.forget();
    }

    private Map<Slot, Versioned> collect(ReadTxn tx) {
        Map<Slot, Versioned> changed = new LinkedHashMap<>();
        for (Slot slot : changes.collect(tx)) {
            changed.put(slot, slot.read(tx));
        }
        return changed;
    }
}
