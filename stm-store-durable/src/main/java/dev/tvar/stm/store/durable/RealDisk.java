package dev.tvar.stm.store.durable;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The disk of the operating system.
 *
 * <p>The lock is on a file of its own, {@code NAME.lock}, which stays when the store is closed: a compaction replaces the file
 * of the store, and a lock of a replaced file excludes no one. Under POSIX a process loses all its locks on a file when it
 * closes any channel to it; so each lock is also noted within the process, before the lock file is opened.
 */
final class RealDisk implements Disk {
    static final Disk INSTANCE = new RealDisk();

    private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    private RealDisk() {}

    @Override
    public Path locate(Path file) throws IOException {
        if (exists(file)) {
            Path real = file.toRealPath();
            if (!Files.isRegularFile(real)) {
                throw new IOException("it is not a regular file" + (Files.isDirectory(real) ? " but a folder" : ""));
            }
            return real;
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is a symbolic link to a file that does not exist");
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path name = file.getFileName();
        if (folder == null || name == null) {
            throw new IOException("it is not a regular file");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        return folder.toRealPath().resolve(name);
    }

    @Override
    public boolean exists(Path file) {
        return Files.exists(file);
    }

    @Override
    public Closeable lock(Path file) throws IOException {
        Path name = file.resolveSibling(file.getFileName() + ".lock");
        if (!LOCKED.add(name)) {
            throw new LockedException();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(name, CREATE, WRITE);
            if (tryLock(channel) == null) {
                throw new LockedException();
            }
        } catch (IOException e) {
            unlock(name, channel);
            throw e;
        }
        FileChannel locked = channel;
        return () -> {
            if (locked.isOpen()) {
                unlock(name, locked);
            }
        };
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) { // taken by this class under another class loader
            return null;
        }
    }

    private static void unlock(Path name, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            LOCKED.remove(name);
        }
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new ChannelFile(FileChannel.open(file, READ, WRITE));
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return new ChannelFile(FileChannel.open(file, READ, WRITE, CREATE, TRUNCATE_EXISTING));
    }

    @Override
    public void replace(Path file, Path newName) throws IOException {
        Files.move(file, newName, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void rename(Path file, Path newName) throws IOException {
        Files.move(file, newName);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows cannot open a folder; NTFS logs its changes
        }
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no folder " + folder + " any more", e);
        }
    }

    private record ChannelFile(FileChannel channel) implements DiskFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            long at = position;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    return;
                }
                at += count;
            }
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            long at = position;
            while (from.hasRemaining()) {
                at += channel.write(from, at);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
