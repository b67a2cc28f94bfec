package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * Copies a store file up to the end of a group. That part of the file does not change any more, so the writer of the store
 * continues. The copy is forced, marked, and read again with all checksums before it gets its name.
 *
 * @param disk where
 * @param damage of the source
 * @param source the file, opened for this copy alone; {@link #to} closes it
 * @param end the end of the last group to be copied
 * @param allocated the length that the last group names
 * @param number the last group
 */
record Backup(Disk disk, Damage damage, DiskFile source, long end, long allocated, long number) {
    private static final int CHUNK = 256 << 10;

    void to(Path name) {
        try (source) {
            Path target = disk.locate(name);
            if (disk.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Path copy = Temporary.of(target);
            if (disk.exists(copy)) {
                throw new FileAlreadyExistsException(copy.toString());
            }
            try {
                write(copy);
                disk.rename(copy, target);
            } finally {
                disk.delete(copy);
            }
            disk.syncFolder(LogStorage.folder(target));
        } catch (IOException e) {
            throw new StorageException(
                    "the file " + damage.name() + " was not backed up to " + name + ": " + Reason.of(e), e);
        }
    }

    private void write(Path copy) throws IOException {
        try (DiskFile target = disk.create(copy)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (long at = 0; at < end; at += chunk.limit()) {
                chunk.clear().limit((int) Math.min(CHUNK, end - at));
                source.read(chunk, at);
                target.write(chunk.flip(), at);
            }
            target.write(ByteBuffer.allocate(Sector.SIZE), allocated - Sector.SIZE);
            target.force();
            LogReader found = new LogReader(target, damage).read((key, value, location) -> {});
            if (found.number() != number) {
                throw damage.of("group " + (found.number() + 1) + " is not whole");
            }
            new LogFile(target, found).settle(found);
        }
    }
}
