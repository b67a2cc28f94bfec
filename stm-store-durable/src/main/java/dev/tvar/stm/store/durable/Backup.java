package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * Copies a store file up to the end of a group. That part of the log does not change any more, so the writer of the
 * store can continue. The marks do change: they may name later groups, so the copy gets marks of its own. The copy is
 * forced, marked, and read again with all checksums before it gets its name.
 *
 * @param disk the disk
 * @param damage the damage of the source
 * @param file the name of the source, whose access rights the copy gets
 * @param source the file, opened for this copy alone; {@link #to} closes it
 * @param identity the identity of the source and the copy
 * @param end the end of the last group to be copied
 * @param allocated the length that the last group names
 * @param number the last group
 */
record Backup(
        Disk disk, Damage damage, Path file, DiskFile source, long identity, long end, long allocated, long number) {
    private static final int CHUNK = 256 << 10;

    void to(Path name) {
        try (source) {
            Path target = disk.locate(name);
            if (Temporary.is(target)) {
                throw Temporary.refusal();
            }
            if (disk.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Path copy = Temporary.of(target);
            try (DiskFile created = disk.create(copy, file)) {
                rename(created, copy, target);
            }
        } catch (IOException e) {
            throw new StorageException(
                    "the file " + damage.name() + " was not backed up to " + name + ": " + Reason.of(e), e);
        }
    }

    private void rename(DiskFile created, Path copy, Path target) throws IOException {
        try {
            write(created);
            disk.rename(copy, target);
        } finally {
            disk.delete(copy);
        }
        try {
            disk.syncFolder(LogStorage.folder(target));
        } catch (IOException e) {
            disk.delete(target);
            throw e;
        }
    }

    private void write(DiskFile target) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long at = 0; at < end; at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, end - at));
            source.read(chunk, at);
            target.write(chunk.flip(), at);
        }
        target.write(ByteBuffer.allocate(Sector.SIZE), allocated - Sector.SIZE);
        LogFile.resetMarks(target, identity);
        target.force();
        LogReader found = new LogReader(target, damage).read((key, value, location) -> {});
        if (found.number() != number) {
            throw damage.of("group " + (found.number() + 1) + " is not whole");
        }
        new LogFile(target, found).settle(found);
    }
}
