package dev.tvar.stm.store.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StorageProvider;
import dev.tvar.stm.store.spi.StoredValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The guarantee of each policy when a call returns, and a planted bug for each. */
class SyncPolicyTest {
    private static final Path FILE = Path.of("folder", "store");
    private static final int COMMITS = 50;

    @Test
    void underForceACommitIsOnTheDeviceWhenItReturns() {
        assertEquals(0, missingAfterPowerFailure(DiskBug.NONE));
    }

    @Test
    void aForceThatIsLeftOutIsCaught() {
        assertNotEquals(0, missingAfterPowerFailure(DiskBug.NO_FORCE));
    }

    @Test
    void underWriteACommitIsWithTheSystemWhenItReturns() {
        assertEquals(0, missingAfterKill(SyncPolicy.WRITE, provider -> provider));
    }

    @Test
    void aWriteThatIsPostponedIsCaught() {
        assertNotEquals(0, missingAfterKill(SyncPolicy.WRITE, Postponed::new));
    }

    @Test
    void underLaterFlushWaitsForTheSystem() {
        assertEquals(0, missingAfterKill(SyncPolicy.LATER, provider -> provider));
    }

    @Test
    void aFlushThatDoesNotWaitIsCaught() {
        assertNotEquals(0, missingAfterKill(SyncPolicy.LATER, Postponed::new));
    }

    /** The number of commits that had returned but were lost in a power failure that left only forced data. */
    private static int missingAfterPowerFailure(DiskBug bug) {
        MemoryDisk disk = new MemoryDisk();
        return missing(disk, new LogStorageProvider(bug.over(disk), LogStorage.SLACK), SyncPolicy.FORCE, () -> {
            Device device = new Device();
            disk.changes.forEach(device::apply);
            device.losePending();
            return device.fail(new Random(0));
        });
    }

    /** The number of commits that had returned or were flushed, but were lost at the end of the process. */
    private static int missingAfterKill(SyncPolicy sync, Function<StorageProvider, StorageProvider> bug) {
        MemoryDisk disk = new MemoryDisk();
        return missing(disk, bug.apply(new LogStorageProvider(disk, LogStorage.SLACK)), sync, () -> {
            MemoryDisk left = new MemoryDisk();
            disk.names.forEach((name, inode) ->
                    left.names.put(name, new MemoryDisk.Inode(Arrays.copyOf(inode.bytes, inode.size))));
            return left;
        });
    }

    private static int missing(
            MemoryDisk disk, StorageProvider provider, SyncPolicy sync, Supplier<MemoryDisk> failure) {
        int missing = 0;
        try (TStore store =
                TStore.open(FILE, StoreOptions.defaults().withSync(sync).withStorage(provider))) {
            TVar<Long> counter = store.var("counter", Long.class);
            for (long i = 1; i <= COMMITS; i++) {
                long value = i;
                STM.run(tx -> counter.set(tx, value));
                if (sync == SyncPolicy.LATER) {
                    store.flush();
                }
                missing += value == found(failure.get()) ? 0 : 1;
            }
        }
        return missing;
    }

    private static long found(MemoryDisk left) {
        StorageProvider provider = new LogStorageProvider(left, LogStorage.SLACK);
        try (TStore store = TStore.open(FILE, StoreOptions.defaults().withStorage(provider))) {
            Object value = store.export().get("counter");
            return value == null ? 0 : (Long) value;
        } catch (StorageException e) {
            return -1;
        }
    }

    /** Passes a group to the storage when the next one arrives. */
    private record Postponed(StorageProvider provider) implements StorageProvider {
        @Override
        public Storage open(Path file, SyncPolicy sync) {
            Storage storage = provider.open(file, sync);
            return new Storage() {
                private @Nullable Map<String, StoredValue> postponed;

                @Override
                public Map<String, StoredValue> load() {
                    return storage.load();
                }

                @Override
                public void write(Map<String, StoredValue> group) {
                    if (postponed != null) {
                        storage.write(postponed);
                    }
                    postponed = group;
                }

                @Override
                public void close() {
                    storage.close();
                }
            };
        }
    }
}
