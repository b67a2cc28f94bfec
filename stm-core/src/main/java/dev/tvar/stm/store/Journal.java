package dev.tvar.stm.store;

import dev.tvar.stm.STM;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Goal. What is on disk is, at every moment, the outcome of a prefix of the serial order; a caller whose commit was
 * acknowledged finds it there; and each commit that did not reach the disk is reported: to its caller, to flush, or to close.
 *
 * Mechanism. One writer thread. It opens a snapshot, collects in it what has changed since the last group, with the bytes that
 * the transactions have encoded before they committed, and writes that as one group, all or nothing. A committer takes the next
 * number after its transaction has committed, and waits until a snapshot that was opened after that has been written. Committers
 * that arrive while a group is being written share the next one: that is the group commit, and it needs no timer.
 *
 * Why it is right. A snapshot is an instant of the serial order; the notes of the changes are transactional, so they are
 * complete at that instant; so the group takes the disk from the outcome of one prefix to that of a longer one. A
 * transaction that read what another wrote is never on disk without it, though neither names the other. A number taken
 * after the commit means that the commit is before the snapshot.
 *
 * Failure. After the first write that fails the disk stays behind for good: commits are refused before they change anything,
 * and those that had committed by then get the failure instead of a number.
 *
 * Cost. One hand-off to the writer thread per commit, one snapshot and one write per group; no transaction waits for the
 * disk while it is open, nor for another to reach it.
 */
final class Journal {
    private static final long NONE = -1;

    private final Storage storage;
    private final Changes changes;
    private final boolean background;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition answered = lock.newCondition();

    // ---- guarded by lock
    private long requested;
    private long written;
    private boolean closing;

    /** No group is written any more. */
    private boolean stopped;

    private boolean ended;
    private boolean closed;

    /** Why a group could not be written. */
    private @Nullable Throwable failure;

    /** Why the storage could not be closed. */
    private @Nullable Throwable closingFailure;

    private final Thread writer = new Thread(this::run, "tvar-store-writer");

    Journal(Storage storage, Changes changes, SyncPolicy sync) {
        this.storage = storage;
        this.changes = changes;
        background = sync == SyncPolicy.LATER;
        writer.setDaemon(true);
    }

    void start() {
        writer.start();
    }

    /**
     * Returns when what this thread has committed is as safe as the policy asks.
     *
     * @throws StorageException if it is not known to be, or, in the background, will not be
     */
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
            if (stopped || failure != null) {
                throw notOnDisk();
            }
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

    /** Refuses a commit after a failure or after the end. */
    void checkOpen() {
        lock.lock();
        try {
            if (failure != null) {
                throw new StorageException(
                        "nothing was committed: the store is out of use since a write to disk failed (" + failure
                                + "); close it and open it again",
                        failure);
            }
            if (closing) {
                throw new IllegalStateException("nothing was committed: the store is closed");
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

    /** Writes what is left and gives back the file; then throws, the first time, if something was not written. */
    void close() {
        lock.lock();
        try {
            closing = true;
            requested++;
            asked.signal();
            while (!ended) {
                answered.awaitUninterruptibly();
            }
            if (closed) {
                return;
            }
            closed = true;
            if (failure != null) {
                throw new StorageException(
                        "the store was closed, but its last commits did not reach the disk: " + failure, failure);
            }
            if (closingFailure != null) {
                throw new StorageException(
                        "everything was written, but the file could not be closed: " + closingFailure, closingFailure);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the writer thread

    private void run() {
        try {
            writeGroups();
        } catch (Throwable t) {
            fail(t);
        }
        Throwable unclosed = null;
        try {
            storage.close();
        } catch (Throwable t) {
            unclosed = t;
        }
        end(unclosed);
    }

    private void writeGroups() {
        for (long upTo = awaitRequest(); upTo != NONE; upTo = awaitRequest()) {
            writeGroup();
            answer(upTo);
        }
    }

    /** The newest request; none if the store is to be closed and nothing is left to do. */
    private long awaitRequest() {
        lock.lock();
        try {
            while (requested == written && !closing) {
                asked.awaitUninterruptibly();
            }
            stopped = requested == written;
            return stopped ? NONE : requested;
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

    /** From now on commits are refused; callers that wait get the reason when the file is closed. */
    private void fail(Throwable unwritten) {
        lock.lock();
        try {
            failure = unwritten;
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Throwable unclosed) {
        lock.lock();
        try {
            closingFailure = unclosed;
            ended = true;
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void writeGroup() {
        Map<String, StoredValue> group = STM.snapshot(changes::collect);
        if (!group.isEmpty()) {
            storage.write(group);
            changes.forget();
        }
    }
}
