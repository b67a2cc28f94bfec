package dev.tvar.stm.store.spi;

import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import java.nio.file.Path;

/**
 * Opens files for {@link TStore#open}. Found by {@link java.util.ServiceLoader}, or given with
 * {@link StoreOptions#withStorage}. The artifact {@code dev.tvar:stm-store-durable} has one.
 */
@FunctionalInterface
public interface StorageProvider {
    /**
     * Opens a file, or makes it.
     *
     * @param file where
     * @param sync how safe a written group must be
     * @return the storage, which holds the file until it is closed: no one else can open it meanwhile
     * @throws StorageException if another store, of this or another process, has it open, or it cannot be read
     */
    Storage open(Path file, SyncPolicy sync);
}
