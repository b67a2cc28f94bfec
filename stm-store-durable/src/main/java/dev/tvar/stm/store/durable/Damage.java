package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.StorageException;
import java.nio.file.Path;

/**
 * Creates the exceptions for a damaged store file.
 *
 * @param name the file, as the user named it
 */
record Damage(Path name) {
    private static final String ADVICE =
            "Nothing was changed in it. Restore a backup of TStore.backup; a copy that was made by"
                    + " other means while the store was open is no backup";

    /** A sector is neither empty nor as the log wrote it. */
    StorageException at(long position, long group) {
        return of("the checksum of the 512 bytes at " + position + ", in group " + group + ", is wrong");
    }

    StorageException of(String what) {
        return new StorageException("the file " + name + " is damaged: " + what + ". " + ADVICE);
    }

    StorageException cutShort(long size, long wanted) {
        return new StorageException(
                "the file " + name + " was cut short: it has " + size + " of at least " + wanted + " bytes. " + ADVICE);
    }
}
