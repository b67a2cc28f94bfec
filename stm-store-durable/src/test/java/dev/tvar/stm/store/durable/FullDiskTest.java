package dev.tvar.stm.store.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tvar.stm.store.Checkout;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StoredValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that becomes full or read-only: every acknowledged commit is on disk, and no other is acknowledged. */
class FullDiskTest {
    private static final Path FILE = Path.of("folder", "store");
    private static final int GROUPS = 40;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aDiskThatIsFullAtAnyWriteKeepsWhatWasAcknowledged() {
        int refused = 0;
        for (int room = 0; room < 120; room++) {
            MemoryDisk disk = new MemoryDisk();
            disk.writesLeft = room;
            int acknowledged = writeUntilFull(disk);
            disk.writesLeft = Integer.MAX_VALUE;
            disk.killProcess();
            try (Storage again = new LogStorageProvider(disk, 10_000).open(FILE, SyncPolicy.FORCE)) {
                StoredValue found = again.load().get("counter");
                long version = found == null ? 0 : found.version();
                assertTrue(
                        version == acknowledged || version == acknowledged + 1,
                        "room for " + room + " writes: " + acknowledged + " acknowledged, " + version + " found");
            }
            refused += acknowledged < GROUPS ? 1 : 0;
        }
        assertTrue(refused > 50, "only " + refused + " disks got full");
    }

    /** The number of groups that were acknowledged. */
    private static int writeUntilFull(MemoryDisk disk) {
        Storage storage;
        try {
            storage = new LogStorageProvider(disk, 10_000).open(FILE, SyncPolicy.FORCE);
        } catch (StorageException e) {
            assertFalse(disk.exists(FILE), "an incomplete store has its name");
            return 0;
        }
        int acknowledged = 0;
        try {
            while (acknowledged < GROUPS) {
                storage.write(group(acknowledged + 1));
                acknowledged++;
            }
        } catch (StorageException e) {
            disk.writesLeft = Integer.MAX_VALUE; // room again: the storage must not take that for success
            assertThrows(StorageException.class, () -> storage.write(group(99)));
            storage.close();
        }
        return acknowledged;
    }

    private static Map<String, StoredValue> group(int version) {
        return Map.of("counter", new StoredValue(version, "bytes", new byte[2_000]));
    }

    @Test
    void aFullFileSystemAndAReadOnlyOneAreReported() throws IOException, InterruptedException {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()), "cannot mount a tmpfs");
        try {
            Path file = folder.resolve("store");
            long acknowledged = 0;
            TStore store = TStore.open(file);
            try {
                while (true) {
                    commit(store, "n" + acknowledged, acknowledged);
                    acknowledged++;
                }
            } catch (StorageException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("No space left on device"), e.getMessage());
            }
            assertThrows(StorageException.class, () -> commit(store, "late", 1));
            closeQuietly(store);
            try (TStore again = TStore.open(file)) {
                assertTrue(again.names().size() >= acknowledged, again.names().size() + " of " + acknowledged);
            }
            assertTrue(run("mount", "-o", "remount,ro", folder.toString()), "cannot remount");
            for (Path refused : new Path[] {file, folder.resolve("new")}) {
                StorageException e = assertThrows(StorageException.class, () -> TStore.open(refused));
                assertTrue(String.valueOf(e.getMessage()).contains("Read-only file system"), e.getMessage());
            }
        } finally {
            assertTrue(run("umount", folder.toString()), "cannot unmount");
        }
        assertEquals(0, java.util.Objects.requireNonNull(folder.toFile().list()).length);
    }

    /** A store whose writes have failed may report it once more. */
    private static void closeQuietly(TStore store) {
        try {
            store.close();
        } catch (StorageException reported) {
            assertTrue(String.valueOf(reported.getMessage()).contains("No space left"), reported.getMessage());
        }
    }

    private static void commit(TStore store, String key, long value) {
        Checkout checkout = store.checkout(key, "text");
        checkout.set(key, value);
        checkout.set("text", "x".repeat(20_000));
        checkout.commit();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
