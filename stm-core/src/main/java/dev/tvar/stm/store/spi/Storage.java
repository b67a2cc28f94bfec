package dev.tvar.stm.store.spi;

import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.SyncPolicy;
import java.nio.file.Path;
import java.util.Map;

/**
 * The disk under a durable store: named byte strings, written in groups. Made by a {@link StorageProvider}. One thread at
 * a time calls it.
 */
public interface Storage extends AutoCloseable {
    /**
     * Everything that is there, as of the last group that was written whole.
     *
     * @return the values by key
     * @throws StorageException if it cannot be read
     */
    Map<String, StoredValue> load();

    /**
     * Writes a group, all or nothing, whatever happens to the process; groups survive in the order in which they were
     * written. When it returns, the group is as safe as the {@link SyncPolicy} asks.
     *
     * @param group the new values by key
     * @throws StorageException if it cannot be written; the storage is then not used again but to be closed
     */
    void write(Map<String, StoredValue> group);

    /**
     * Copies the last group written, and all before it, to a new file that the same engine opens. Any thread may call it,
     * also while another one writes.
     *
     * @param target the new file
     * @throws StorageException if the target exists or cannot be written, or a value of this storage cannot be read; the
     *     storage stays usable
     * @throws UnsupportedOperationException if the engine has no backup
     */
    default void backup(Path target) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backup");
    }

    /** Gives back the file, so that it can be opened again. */
    @Override
    void close();
}
