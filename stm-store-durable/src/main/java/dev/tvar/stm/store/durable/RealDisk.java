package dev.tvar.stm.store.durable;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The disk of the operating system.
 *
 * <p>The lock is on a file of its own, {@code NAME.lock}, which stays when the store is closed: a compaction replaces
 * the file of the store, and a lock of a replaced file excludes no other process. Under POSIX a process loses all its
 * locks on a file when it closes any channel to it; so each lock is also recorded within the process, before the lock
 * file is opened. A copy of this class under another class loader has records of its own: a channel that finds the lock
 * held by this process is not closed.
 */
final class RealDisk implements Disk {
    static final Disk INSTANCE = new RealDisk();

    private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    /** Channels to files that another class loader of this process has locked, for the next attempt. */
    private static final Map<Path, FileChannel> UNCLOSED = new ConcurrentHashMap<>();

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private RealDisk() {}

    @Override
    public Path locate(Path file) throws IOException {
        if (exists(file)) {
            Path real = file.toRealPath();
            if (!Files.isRegularFile(real)) {
                throw new IOException("it is not a regular file" + (Files.isDirectory(real) ? " but a folder" : ""));
            }
            requireOneName(real);
            return real;
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is a symbolic link to a file that does not exist");
        }
        Path folder = file.toAbsolutePath().getParent(); // unnormalised: '..' after a link is the parent of its target
        Path name = file.getFileName();
        if (folder == null || name == null) {
            throw new IOException("it is not a regular file");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        return folder.toRealPath().resolve(name);
    }

    /** Refuses hard links: two names have two locks, so two stores would write to the same file. */
    private static void requireOneName(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(file, "unix:nlink") instanceof Integer names
                && names > 1) {
            throw new IOException("it has " + names + " names (hard links), and a change under one of them would change"
                    + " the others; make a copy and open that");
        }
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
        FileChannel channel = UNCLOSED.remove(name);
        try {
            if (channel == null) {
                channel = FileChannel.open(name, CREATE, WRITE);
            }
            if (channel.tryLock() == null) {
                throw new LockedException();
            }
        } catch (OverlappingFileLockException e) {
            UNCLOSED.put(name, requireNonNull(channel));
            unlock(name, null);
            throw new LockedException();
        } catch (IOException | RuntimeException | Error e) {
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
    public DiskFile create(Path file, @Nullable Path like) throws IOException {
        PosixFileAttributeView wanted =
                like == null ? null : Files.getFileAttributeView(like, PosixFileAttributeView.class);
        Set<StandardOpenOption> options = EnumSet.of(READ, WRITE, CREATE_NEW);
        if (wanted == null) {
            return new ChannelFile(FileChannel.open(file, options));
        }
        PosixFileAttributes access = wanted.readAttributes();
        FileChannel channel = FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            copyAccess(access, Files.getFileAttributeView(file, PosixFileAttributeView.class));
            return new ChannelFile(channel);
        } catch (IOException | RuntimeException | Error e) {
            try (channel) {
                throw e;
            }
        }
    }

    private static void copyAccess(PosixFileAttributes from, PosixFileAttributeView to) throws IOException {
        PosixFileAttributes now = to.readAttributes();
        try {
            if (!now.group().equals(from.group())) {
                to.setGroup(from.group());
            }
            if (!now.owner().equals(from.owner())) {
                to.setOwner(from.owner());
            }
        } catch (FileSystemException e) {
            return; // only some users may change owners: the file stays this user's own, and readable by no other
            // user
        }
        to.setPermissions(from.permissions());
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
