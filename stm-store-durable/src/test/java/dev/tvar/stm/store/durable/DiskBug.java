package dev.tvar.stm.store.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A disk that behaves as the log would behave with a bug in it. */
enum DiskBug {
    NONE,
    /** The force of a group, or of a lengthening, is left out. */
    NO_FORCE,
    /** A group is acknowledged first, and forced before the next change. */
    ACKNOWLEDGE_BEFORE_FORCE,
    /** The folder is not forced after a rename. */
    NO_FOLDER_SYNC,
    /** A new file gets its name without having been forced. */
    RENAME_BEFORE_FORCE,
    /** A mark, and the groups that it names, are written under one force. */
    MARK_WITH_ITS_GROUPS,
    /** The remains of an incomplete group are not erased. */
    LEFTOVERS_STAY,
    /** A group found on opening that may be in memory only is not written again. */
    FOUND_GROUPS_ARE_TRUSTED,
    /** Checksums of sectors are not checked on reading. */
    NO_SECTOR_CHECKSUM;

    Disk over(MemoryDisk disk) {
        return this == NONE ? disk : new BuggyDisk(disk);
    }

    private final class BuggyDisk extends HookedDisk {
        private @Nullable BuggyFile incomplete;

        BuggyDisk(MemoryDisk disk) {
            super(disk);
        }

        @Override
        public DiskFile open(Path file) throws IOException {
            return new BuggyFile(super.open(file), false);
        }

        @Override
        public DiskFile create(Path file, @Nullable Path like) throws IOException {
            incomplete = new BuggyFile(super.create(file, like), true);
            return incomplete;
        }

        @Override
        public void replace(Path file, Path newName) throws IOException {
            super.replace(file, newName);
            if (incomplete != null) {
                incomplete.isNew = false;
            }
        }

        @Override
        public void syncFolder(Path folder) throws IOException {
            if (DiskBug.this != NO_FOLDER_SYNC) {
                super.syncFolder(folder);
            }
        }
    }

    private final class BuggyFile extends HookedDisk.HookedFile {
        private boolean isNew;
        private boolean owesForce;

        BuggyFile(DiskFile file, boolean isNew) {
            super(file);
            this.isNew = isNew;
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            int from = into.position();
            file.read(into, position);
            if (DiskBug.this == NO_SECTOR_CHECKSUM && position > 0) {
                ByteBuffer header = ByteBuffer.allocate(Sector.SIZE);
                file.read(header, 0);
                Sector sector = new Sector(header.getLong(Sector.HEAD + LogFile.MAGIC.length + Integer.BYTES));
                for (int at = from; at + Sector.SIZE <= into.position(); at += Sector.SIZE) {
                    if (Sector.number(into, at) != 0) {
                        sector.seal(into, at, position + at - from, Sector.number(into, at), Sector.forced(into, at));
                    }
                }
            }
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            boolean isMark = position < LogFile.START;
            if (owesForce && !isMark) {
                file.force();
            }
            owesForce = owesForce && isMark && DiskBug.this == ACKNOWLEDGE_BEFORE_FORCE;
            boolean isOneSector = from.remaining() == Sector.SIZE && position >= LogFile.START;
            boolean isEmpty = isOneSector && Sector.isZero(from, from.position(), Sector.SIZE);
            if (DiskBug.this == LEFTOVERS_STAY && isEmpty) {
                return;
            }
            // only the recovery rewrites existing sectors
            if (DiskBug.this == FOUND_GROUPS_ARE_TRUSTED && isOneSector && !isEmpty && isThere(from, position)) {
                return;
            }
            file.write(from, position);
        }

        private boolean isThere(ByteBuffer from, long position) throws IOException {
            ByteBuffer there = ByteBuffer.allocate(Sector.SIZE);
            file.read(there, position);
            return there.flip().equals(from);
        }

        @Override
        public void force() throws IOException {
            switch (DiskBug.this) {
                case NO_FORCE -> {}
                case ACKNOWLEDGE_BEFORE_FORCE, MARK_WITH_ITS_GROUPS -> owesForce = true;
                case RENAME_BEFORE_FORCE -> {
                    if (!isNew) {
                        file.force();
                    }
                }
                default -> file.force();
            }
        }

        @Override
        public void close() throws IOException {
            if (owesForce) {
                file.force();
            }
            file.close();
        }
    }
}
