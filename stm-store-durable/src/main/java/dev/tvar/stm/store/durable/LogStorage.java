package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StoredValue;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store in one {@link LogFile}, with the location of every key's newest entry in memory. After a
 * failure nothing is written any more: the state of a file in the operating system after a failed
 * force is unknown, and a second force that succeeds does not prove that the data of the first are on
 * the device.
 */
final class LogStorage implements Storage {
    /** A compaction begins when this much of the log is not live, and not before that is half of the log. */
    static final long SLACK = 1 << 20;

    private final Disk disk;
    private final Path file;
    private final Damage damage;
    private final SyncPolicy sync;
    private final Closeable lock;
    private final long slack;

    private LogFile log;
    private Map<String, Location> index = new HashMap<>();

    /** The bytes of the entries in the index. */
    private long live;

    /** The entries read on opening, until {@link #load} takes them. */
    private @Nullable Map<String, StoredValue> loaded = new LinkedHashMap<>();

    private @Nullable Compaction compaction;

    /** No compaction begins before the log has this length. */
    private long compactFrom;

    private @Nullable Throwable failure;

    /** Reads a store file that is locked, and marks it as closed. */
    LogStorage(Disk disk, Path file, Damage damage, SyncPolicy sync, Closeable lock, long slack) throws IOException {
        this.disk = disk;
        this.file = file;
        this.damage = damage;
        this.sync = sync;
        this.lock = lock;
        this.slack = slack;
        Map<String, StoredValue> values = new LinkedHashMap<>();
        DiskFile opened = disk.open(file);
        try {
            LogReader found = new LogReader(opened, damage).read((key, value, location) -> {
                values.put(key, value);
                place(key, location);
            });
            log = new LogFile(opened, found);
            log.settle(found);
            if (isOverlong()) {
                compact(log.length());
            }
        } catch (IOException | RuntimeException | Error e) {
            closing(opened, e);
            throw e;
        }
        loaded = values;
    }

    private static void closing(Closeable what, Throwable because) {
        try {
            what.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private void place(String key, Location location) {
        Location before = index.put(key, location);
        live += location.length() - (before == null ? 0 : before.length());
    }

    @Override
    public synchronized Map<String, StoredValue> load() {
        Map<String, StoredValue> first = loaded;
        if (first != null) {
            loaded = null;
            return first;
        }
        Map<String, StoredValue> all = new LinkedHashMap<>();
        try {
            new LogReader(log.file, damage).read((key, value, location) -> all.put(key, value));
        } catch (IOException e) {
            throw new StorageException("the file " + damage.name() + " cannot be read: " + Reason.of(e), e);
        }
        return all;
    }

    @Override
    public synchronized void write(Map<String, StoredValue> group) {
        checkUsable();
        loaded = null;
        long before = log.length();
        try {
            log.mark(); // of the groups before, under the force of this one
            append(group);
            if (sync == SyncPolicy.FORCE) {
                log.force();
            }
            if (!disk.exists(file)) {
                throw new NoSuchFileException(
                        file.toString(), null, "it was deleted or renamed while the store was open");
            }
        } catch (IOException e) {
            failure = e;
            throw new StorageException(
                    "a group of commits could not be written to " + damage.name() + ": " + Reason.of(e), e);
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
        try {
            compact(log.length() - before);
        } catch (IOException | RuntimeException e) {
            failure = e; // the group itself is on disk; the next one is refused
        } catch (Error e) {
            failure = e; // the compaction may have lost keys: close() must not finish it
            throw e;
        }
    }

    private void checkUsable() {
        if (failure != null) {
            String why = failure instanceof IOException io ? Reason.of(io) : String.valueOf(failure.getMessage());
            throw new StorageException(
                    "the file " + damage.name() + " is not written any more since this failed: " + why
                            + "; close the store and open it again",
                    failure);
        }
    }

    private void append(Map<String, StoredValue> group) throws IOException {
        List<Entry> entries = new ArrayList<>(group.size());
        long bytes = 0;
        for (Map.Entry<String, StoredValue> changed : group.entrySet()) {
            Entry entry = Entry.of(changed.getKey(), changed.getValue());
            entries.add(entry);
            bytes += entry.length();
        }
        log.begin(bytes, entries.size());
        List<Location> locations = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            locations.add(log.put(entry));
        }
        log.endGroup();
        for (int i = 0; i < locations.size(); i++) {
            place(entries.get(i).key(), locations.get(i));
        }
        if (compaction != null) {
            compaction.changed(group.keySet());
        }
    }

    // ---- compaction

    private void compact(long written) throws IOException {
        if (compaction == null && log.length() > 2 * live + slack && log.length() >= compactFrom) {
            try {
                compaction = new Compaction(disk, file, index.keySet());
            } catch (IOException e) {
                compactFrom = log.length() + live + slack; // no room for a second file: the first one serves
                disk.delete(Temporary.of(file));
            }
        }
        if (compaction != null && copied(compaction, written)) {
            adopt(compaction);
        }
    }

    /** Copies a part; returns whether the second file is complete and forced. */
    private boolean copied(Compaction running, long written) throws IOException {
        try {
            if (!running.step(log, index, written, damage)) {
                return false;
            }
            running.force();
            return true;
        } catch (IOException e) {
            compaction = null;
            compactFrom = log.length() + live + slack;
            running.abandon();
            return false;
        }
    }

    private void adopt(Compaction complete) throws IOException {
        disk.replace(complete.path(), file);
        LogFile old = log;
        try (old) {
            log = complete.target();
            index = complete.copied();
            compaction = null;
            disk.syncFolder(folder(file));
        }
    }

    static Path folder(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException("it has no folder");
        }
        return folder;
    }

    // ---- backup and end

    @Override
    public void backup(Path target) {
        Backup backup;
        synchronized (this) {
            checkUsable();
            try {
                backup = new Backup(
                        disk,
                        damage,
                        file,
                        disk.open(file),
                        log.sector.identity(),
                        log.end(),
                        log.allocated(),
                        log.number());
            } catch (IOException e) {
                throw new StorageException("the file " + damage.name() + " cannot be read: " + Reason.of(e), e);
            }
        }
        backup.to(target);
    }

    /**
     * Forces the groups that the policy has not forced yet, and marks them as forced, so that opening detects every damage.
     *
     * @throws StorageException if that fails; the file is closed nevertheless
     */
    @Override
    public synchronized void close() {
        try (lock) {
            try {
                endCompaction();
                if (failure == null) {
                    log.confirm();
                }
            } finally {
                log.close();
            }
        } catch (IOException e) {
            throw new StorageException("the file " + damage.name() + " could not be closed: " + Reason.of(e), e);
        } finally {
            failure = failure == null ? new IOException("it is closed") : failure;
        }
    }

    /** Whether a file that is always closed or killed soon after opening would grow without bound. */
    private boolean isOverlong() {
        return log.length() > 3 * live + 2 * slack;
    }

    /** Finishes the compaction if the file is too long; otherwise abandons it. */
    private void endCompaction() throws IOException {
        while (compaction != null && failure == null && isOverlong()) {
            compact(log.length());
        }
        if (compaction != null) {
            compaction.abandon();
            compaction = null;
        }
    }
}
