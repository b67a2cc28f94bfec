package dev.tvar.stm.store;

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

    /** Gives back the file, so that it can be opened again. */
    @Override
    void close();
}
