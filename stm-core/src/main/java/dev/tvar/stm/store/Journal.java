package dev.tvar.stm.store;

import dev.tvar.stm.STM;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StoredValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Goal. At every moment the disk holds the outcome of a prefix of the serial order. An acknowledged commit is on disk. A commit
 * that did not reach the disk is reported: to its caller, to flush, or to close.
 *
 * Mechanism. One writer thread opens a snapshot, collects the changes since the last group, with the bytes that the transactions
 * encoded before they committed, and writes them atomically as one group. After its commit, a committer takes the next request
 * number and waits until a snapshot that was opened after that has been written. Committers that arrive during a write share the
 * next group: this is group commit without a timer.
 *
 * Correctness. A snapshot is an instant of the serial order. The notes of changes are transactional, so they are complete at
 * that instant, and the group takes the disk from the outcome of one prefix to that of a longer one. A transaction is never on
 * disk without the transactions from which it read. A number taken after a commit orders the commit before the snapshot.
 *
 * Failure. After the first failed write, nothing more is written. Later commits are refused before they change anything;
 * transactions that have committed by then but have no number get the failure instead.
 *
 * Cost. One hand-off to the writer thread per commit, one snapshot and one write per group. No transaction waits for the disk
 * while it is open.
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

    /** Whether the writer thread has decided to write no more groups. */
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
     * Waits until the commits of this thread are as durable as the policy demands.
     *
     * @throws StorageException if they are not known to be on disk or, in the background, will not reach it
     */
    void acknowledge() {
        if (background) {
            request();
        } else {
            flush();
        }
    }

    /** Waits until all earlier commits are on disk. Ignores interrupts. */
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

    /** Writes all earlier commits to a new file. */
    void backup(Path target) {
        checkOpen();
        flush();
        storage.backup(target);
    }

    /** Writes the remaining changes and closes the file. The first call throws if a commit was not written. */
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

    /** Waits for requests and returns the newest; {@link #NONE} if the store is closing and no request is left. */
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

    /** Refuses all later commits. Waiting callers get the reason when the file has been closed. */
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
