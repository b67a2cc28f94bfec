package dev.tvar.stm.store.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Passes each operation to another disk; a test overrides those that shall fail, or during which something happens. */
class HookedDisk implements Disk {
    private final Disk disk;

    HookedDisk(Disk disk) {
        this.disk = disk;
    }

    /** Called before each write to a file that was created on this disk. */
    void beforeWrite(Path file) {}

    @Override
    public Path locate(Path file) throws IOException {
        return disk.locate(file);
    }

    @Override
    public boolean exists(Path file) {
        return disk.exists(file);
    }

    @Override
    public Closeable lock(Path file) throws IOException {
        return disk.lock(file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public DiskFile create(Path file, @Nullable Path like) throws IOException {
        return new HookedFile(file, disk.create(file, like));
    }

    @Override
    public void replace(Path file, Path newName) throws IOException {
        disk.replace(file, newName);
    }

    @Override
    public void rename(Path file, Path newName) throws IOException {
        disk.rename(file, newName);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        disk.syncFolder(folder);
    }

    private final class HookedFile implements DiskFile {
        private final Path name;
        private final DiskFile file;

        HookedFile(Path name, DiskFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            file.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            beforeWrite(name);
            file.write(from, position);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
