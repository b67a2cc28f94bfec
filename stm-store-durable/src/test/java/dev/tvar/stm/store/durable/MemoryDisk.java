package dev.tvar.stm.store.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A disk in memory that records every change; {@link Device} chooses the changes that survive a power failure. */
final class MemoryDisk implements Disk {
    /** A change of the disk, or of the state that a run has acknowledged. */
    sealed interface Change {}

    record Created(Path name, Inode inode) implements Change {}

    record Written(Inode inode, int position, byte[] bytes) implements Change {}

    record Forced(Inode inode) implements Change {}

    /** A force that has failed: the system drops unwritten data, but still shows them. */
    record Dropped(Inode inode) implements Change {}

    record Renamed(Path from, Path to) implements Change {}

    record Deleted(Path name) implements Change {}

    record Synced() implements Change {}

    /** From here on one of these states must be found. */
    record Promised(Promise promise) implements Change {}

    /** A file, whatever its name. */
    static final class Inode {
        byte[] bytes;
        int size;

        Inode(byte[] bytes) {
            this.bytes = bytes;
            size = bytes.length;
        }

        void write(int position, byte[] from) {
            size = Math.max(size, position + from.length);
            if (size > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size, 2 * bytes.length));
            }
            System.arraycopy(from, 0, bytes, position, from.length);
        }
    }

    final Map<Path, Inode> names = new TreeMap<>();
    final List<Change> changes = new ArrayList<>();
    boolean nextForceFails;

    /** The number of further writes for which the disk has room. */
    int writesLeft = Integer.MAX_VALUE;

    private final Set<Path> locked = new HashSet<>();

    Inode file(Path name) throws NoSuchFileException {
        Inode inode = names.get(name);
        if (inode == null) {
            throw new NoSuchFileException(name.toString());
        }
        return inode;
    }

    /** The state after the end of the process: locks are released, all writes are present. */
    void killProcess() {
        locked.clear();
    }

    @Override
    public Path locate(Path file) {
        return file;
    }

    @Override
    public boolean exists(Path file) {
        return names.containsKey(file);
    }

    @Override
    public Closeable lock(Path file) throws IOException {
        if (!locked.add(file)) {
            throw new LockedException();
        }
        return () -> locked.remove(file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new OpenFile(file(file));
    }

    @Override
    public DiskFile create(Path file, @Nullable Path like) throws IOException {
        if (names.containsKey(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Inode inode = new Inode(new byte[0]);
        names.put(file, inode);
        changes.add(new Created(file, inode));
        return new OpenFile(inode);
    }

    @Override
    public void replace(Path file, Path newName) throws IOException {
        names.put(newName, file(file));
        names.remove(file);
        changes.add(new Renamed(file, newName));
    }

    @Override
    public void rename(Path file, Path newName) throws IOException {
        if (names.containsKey(newName)) {
            throw new FileAlreadyExistsException(newName.toString());
        }
        replace(file, newName);
    }

    @Override
    public void delete(Path file) {
        if (names.remove(file) != null) {
            changes.add(new Deleted(file));
        }
    }

    @Override
    public void syncFolder(Path folder) {
        changes.add(new Synced());
    }

    final class OpenFile implements DiskFile {
        final Inode inode;

        OpenFile(Inode inode) {
            this.inode = inode;
        }

        @Override
        public long size() {
            return inode.size;
        }

        @Override
        public void read(ByteBuffer into, long position) {
            int count = (int) Math.max(0, Math.min(into.remaining(), inode.size - position));
            if (count > 0) {
                into.put(inode.bytes, (int) position, count);
            }
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            boolean full = writesLeft-- <= 0;
            byte[] bytes = new byte[full ? from.remaining() / 2 : from.remaining()];
            from.get(bytes);
            inode.write((int) position, bytes);
            changes.add(new Written(inode, (int) position, bytes));
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void force() throws IOException {
            if (nextForceFails) {
                nextForceFails = false;
                changes.add(new Dropped(inode));
                throw new IOException("Input/output error");
            }
            changes.add(new Forced(inode));
        }

        @Override
        public void close() {}
    }
}
