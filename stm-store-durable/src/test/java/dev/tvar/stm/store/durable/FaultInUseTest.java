package dev.tvar.stm.store.durable;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StoredValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compactions and backups that fail midway, or run concurrently with writes to the store. */
class FaultInUseTest {
    private static final Path FILE = Path.of("folder", "store");
    private static final Path COPY = Path.of("folder", "copy");
    private static final int KEYS = 40;

    private final MemoryDisk memory = new MemoryDisk();

    @Test
    void aCompactionThatRunsOutOfMemoryLosesNoKey() {
        int thrown = 0;
        for (int write = 0; write < 30; write++) {
            OutOfMemory disk = new OutOfMemory(new MemoryDisk(), write);
            Storage storage = open(disk);
            int acknowledged = 0;
            try {
                while (acknowledged < 6) {
                    storage.write(
                            everyKey(acknowledged + 1, acknowledged % 2 == 0 ? 5_000 : 10)); // close() compacts, too
                    acknowledged++;
                }
            } catch (OutOfMemoryError e) {
                thrown++;
            }
            storage.close();
            Map<String, StoredValue> found = open(disk).load();
            assertEquals(KEYS, found.size(), "keys found after an error at write " + write + " of a compaction");
            long version = requireNonNull(found.get("key0")).version();
            assertTrue(
                    version == acknowledged || version == acknowledged + 1,
                    acknowledged + " groups were acknowledged, and " + version + " were found");
            assertTrue(found.values().stream().allMatch(value -> value.version() == version), "part of a group");
        }
        assertTrue(thrown > 5, "only " + thrown + " compactions ran out of memory");
    }

    /** The given write to files of compactions throws an error, once. */
    private static final class OutOfMemory extends HookedDisk {
        private final MemoryDisk memory;
        private int writesLeft;

        OutOfMemory(MemoryDisk memory, int writesLeft) {
            super(memory);
            this.memory = memory;
            this.writesLeft = writesLeft;
        }

        @Override
        void beforeWrite(Path file) {
            if (memory.exists(FILE) && memory.exists(Temporary.of(FILE)) && writesLeft-- == 0) {
                throw new OutOfMemoryError("planted");
            }
        }
    }

    @Test
    void aStoreThatIsKilledAfterEachCommitDoesNotGrow() throws IOException {
        int content = 20 * 50_000;
        for (int run = 0; run < 200; run++) {
            Storage storage = open(memory);
            storage.write(Map.of("key" + run % 20, new StoredValue(run, "bytes", new byte[50_000])));
            memory.killProcess();
            assertTrue(memory.file(FILE).size < 5 * content, "run " + run + ": " + memory.file(FILE).size + " bytes");
        }
        assertEquals(20, open(memory).load().size());
    }

    @Test
    void aBackupIsTheStateAtItsCallThoughEachLaterGroupMovesTheMarks() {
        class WrittenDuringBackups extends HookedDisk {
            private @Nullable Storage busy;

            WrittenDuringBackups() {
                super(memory);
            }

            @Override
            public DiskFile create(Path file, @Nullable Path like) throws IOException {
                if (busy != null) {
                    for (int version = 2; version < 6; version++) {
                        busy.write(everyKey(version));
                    }
                }
                return super.create(file, like);
            }
        }
        WrittenDuringBackups disk = new WrittenDuringBackups();
        try (Storage storage = new LogStorageProvider(disk, 1 << 30).open(FILE, SyncPolicy.FORCE)) {
            storage.write(everyKey(1));
            disk.busy = storage;
            storage.backup(COPY);
            disk.busy = null;
        }
        try (Storage copy = new LogStorageProvider(memory, 1000).open(COPY, SyncPolicy.FORCE)) {
            assertTrue(copy.load().values().stream().allMatch(value -> value.version() == 1));
        }
    }

    @Test
    void aBackupWhoseNameIsNotOnTheDeviceLeavesNoFile() {
        HookedDisk disk = new HookedDisk(memory) {
            @Override
            public void syncFolder(Path folder) throws IOException {
                if (memory.exists(COPY)) {
                    throw new IOException("planted");
                }
            }
        };
        try (Storage storage = open(disk)) {
            storage.write(everyKey(1));
            assertThrows(StorageException.class, () -> storage.backup(COPY));
            assertFalse(memory.exists(COPY), "a backup that failed has left its file");
            storage.write(everyKey(2));
        }
    }

    @Test
    void ofTwoBackupsToTheSameNameOneIsMadeAndTheOtherRefused() {
        class BackupDuringBackup extends HookedDisk {
            private @Nullable Storage storage;
            private int refused;

            BackupDuringBackup() {
                super(memory);
            }

            @Override
            public DiskFile create(Path file, @Nullable Path like) throws IOException {
                DiskFile created = super.create(file, like);
                Storage other = storage;
                storage = null;
                if (other != null) {
                    assertThrows(StorageException.class, () -> other.backup(COPY));
                    refused++;
                }
                return created;
            }
        }
        BackupDuringBackup disk = new BackupDuringBackup();
        try (Storage storage = new LogStorageProvider(disk, 1 << 30).open(FILE, SyncPolicy.FORCE)) {
            storage.write(everyKey(1));
            disk.storage = storage;
            storage.backup(COPY);
            assertEquals(1, disk.refused);
        }
        try (Storage copy = new LogStorageProvider(memory, 1000).open(COPY, SyncPolicy.FORCE)) {
            assertEquals(KEYS, copy.load().size());
        }
    }

    private static Storage open(Disk disk) {
        return new LogStorageProvider(disk, 1000).open(FILE, SyncPolicy.FORCE);
    }

    private static Map<String, StoredValue> everyKey(int version) {
        return everyKey(version, 5_000);
    }

    private static Map<String, StoredValue> everyKey(int version, int length) {
        Map<String, StoredValue> group = new HashMap<>();
        for (int key = 0; key < KEYS; key++) {
            group.put("key" + key, new StoredValue(version, "bytes", new byte[length]));
        }
        return group;
    }
}
