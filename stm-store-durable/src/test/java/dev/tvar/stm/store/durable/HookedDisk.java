package dev.tvar.stm.store.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Passes each operation to another disk; a test overrides operations that must fail or have a side effect. */
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
    public DiskFile create(Path name, @Nullable Path like) throws IOException {
        return new HookedFile(disk.create(name, like)) {
            @Override
            public void write(ByteBuffer from, long position) throws IOException {
                beforeWrite(name);
                super.write(from, position);
            }
        };
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

    /** Passes each operation to another file. */
    static class HookedFile implements DiskFile {
        final DiskFile file;

        HookedFile(DiskFile file) {
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
