package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StorageProvider;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps a store in one file, a log with checksums. The file is locked while it is open, by the file {@code NAME.lock}
 * next to it, which stays. {@code NAME.tvar-new} exists while a new file is created or the log is compacted.
 */
public final class LogStorageProvider implements StorageProvider {
    private final Disk disk;
    private final long slack;

    /** Called by the service loader. */
    public LogStorageProvider() {
        this(RealDisk.INSTANCE, LogStorage.SLACK);
    }

    /** On another disk, with compactions that begin earlier or later. */
    LogStorageProvider(Disk disk, long slack) {
        this.disk = disk;
        this.slack = slack;
    }

    @Override
    public Storage open(Path name, SyncPolicy sync) {
        Damage damage = new Damage(name);
        try {
            Path file = disk.locate(name);
            if (Temporary.is(file)) {
                throw Temporary.refusal();
            }
            if (disk.exists(file)) {
                try (DiskFile unlocked =
                        disk.open(file)) { // refuses foreign files before it creates a lock file next to them
                    new LogReader(unlocked, damage);
                }
            }
            return openLocked(file, damage, sync, disk.lock(file));
        } catch (Disk.LockedException e) {
            throw new StorageException(
                    "the file " + name + " is open in another store, of this process or another;" + " close that first",
                    e);
        } catch (IOException e) {
            throw new StorageException("the file " + name + " cannot be opened: " + Reason.of(e), e);
        }
    }

    private Storage openLocked(Path file, Damage damage, SyncPolicy sync, Closeable lock) throws IOException {
        try {
            disk.delete(Temporary.of(file));
            if (!disk.exists(file)) {
                create(file);
            }
            return new LogStorage(disk, file, damage, sync, lock, slack);
        } catch (IOException | RuntimeException | Error e) {
            try (lock) {
                throw e;
            }
        }
    }

    /** Creates an empty store, which gets its name when it is complete. */
    private void create(Path file) throws IOException {
        Path incomplete = Temporary.of(file);
        LogFile.create(disk, incomplete, null).close();
        disk.replace(incomplete, file);
        disk.syncFolder(LogStorage.folder(file));
    }
}
