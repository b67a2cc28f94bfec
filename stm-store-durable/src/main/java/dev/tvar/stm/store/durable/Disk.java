package dev.tvar.stm.store.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file operations of the log. The tests replace them with a disk that loses power, gets full or fails.
 *
 * <p>The log relies on this model of power failures: a sector of 512 bytes that was written after the last
 * {@linkplain DiskFile#force force} of its file has its old or its new content, each sector by itself; a file that grew
 * after its last force has its old length, its new one or one between, and reads as zeros where nothing was written; a
 * folder shows a prefix of the changes made after its last {@linkplain #syncFolder sync}.
 */
interface Disk {
    /**
     * The file of a path, with links resolved.
     *
     * @throws IOException if it exists and is not a file, or its folder does not exist
     */
    Path locate(Path file) throws IOException;

    boolean exists(Path file);

    /**
     * Acquires the lock of a store for this process; closing the result releases it.
     *
     * @throws LockedException if this or another process has it
     */
    Closeable lock(Path file) throws IOException;

    /** Opens an existing file for reading and writing. */
    DiskFile open(Path file) throws IOException;

    /**
     * Creates a file for reading and writing.
     *
     * @param like a file whose access rights the new one gets from the start; null for the default rights
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name
     */
    DiskFile create(Path file, @Nullable Path like) throws IOException;

    /** Renames a file atomically, replacing an existing file of the new name. */
    void replace(Path file, Path newName) throws IOException;

    /**
     * Renames a file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of the new name
     */
    void rename(Path file, Path newName) throws IOException;

    /** Deletes a file, if it exists. */
    void delete(Path file) throws IOException;

    /** Forces the names in a folder to the device. */
    void syncFolder(Path folder) throws IOException;

    /** Another store has the lock. */
    final class LockedException extends IOException {
        private static final long serialVersionUID = 1L;

        LockedException() {
            super("it is open in another store, of this process or another; close that first");
        }
    }
}
