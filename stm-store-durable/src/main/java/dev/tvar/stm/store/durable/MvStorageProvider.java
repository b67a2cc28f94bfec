package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.Storage;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StorageProvider;
import dev.tvar.stm.store.SyncPolicy;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** Keeps a store in an MVStore file. The file is locked while it is open. */
public final class MvStorageProvider implements StorageProvider {
    /** What the bytes of a file mean; a file of another number is refused. */
    private static final int FORMAT = 1;

    /** For the service loader. */
    public MvStorageProvider() {}

    @Override
    public Storage open(Path file, SyncPolicy sync) {
        try {
            // Groups are committed by the writer thread of the store alone: a commit of the engine's own accord, from a
            // timer or a full buffer, would put half a group on disk.
            MVStore store = new MVStore.Builder()
                    .fileName(file.toAbsolutePath().toString())
                    .autoCommitDisabled()
                    .open();
            return checked(file, store, sync);
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new StorageException(
                        "the file " + file + " is open in another store, of this process or another; close that first",
                        e);
            }
            throw new StorageException("the file " + file + " cannot be opened: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) { // the engine's way to say that there is no such folder
            throw new StorageException("the file " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static Storage checked(Path file, MVStore store, SyncPolicy sync) {
        boolean isNew = store.getMapNames().isEmpty();
        if (!isNew && store.getStoreVersion() != FORMAT) {
            store.closeImmediately();
            throw new StorageException(
                    "the file " + file + " was not written by this library, or by a later version of it");
        }
        store.setRetentionTime(0); // see MvStorage on the space of dead chunks
        if (isNew) {
            store.setStoreVersion(FORMAT);
        }
        return new MvStorage(store, sync);
    }
}
