package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StorageProvider;
import dev.tvar.stm.store.spi.StoredValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** The disk of the durable store, with or without a bug, to prove that the test detects the bug. */
enum PlantedDisk implements StorageProvider {
    /** No bug. */
    SOUND {
        @Override
        void write(Storage disk, Map<String, StoredValue> group) {
            disk.write(group);
        }
    },

    /** Acknowledges a group before it writes it. */
    ACKNOWLEDGE_BEFORE_THE_WRITE {
        private final ExecutorService later = Executors.newSingleThreadExecutor();

        @Override
        void write(Storage disk, Map<String, StoredValue> group) {
            later.execute(() -> {
                LockSupport.parkNanos(PAUSE_NANOS);
                disk.write(group);
            });
        }
    },

    /** Writes one half of a group and then the other. */
    TWO_HALVES {
        @Override
        void write(Storage disk, Map<String, StoredValue> group) {
            TreeMap<String, StoredValue> sorted = new TreeMap<>(group);
            String middle =
                    sorted.keySet().stream().skip(sorted.size() / 2).findFirst().orElseThrow();
            if (sorted.size() > 1) {
                disk.write(sorted.headMap(middle));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            disk.write(sorted.tailMap(middle));
        }
    };

    /** A long pause makes it likely that a kill hits it. */
    private static final long PAUSE_NANOS = 2_000_000;

    abstract void write(Storage disk, Map<String, StoredValue> group);

    @Override
    public Storage open(Path file, SyncPolicy sync) {
        Storage disk = new LogStorageProvider().open(file, sync);
        return new Storage() {
            @Override
            public Map<String, StoredValue> load() {
                return disk.load();
            }

            @Override
            public void write(Map<String, StoredValue> group) {
                PlantedDisk.this.write(disk, group);
            }

            @Override
            public void close() {
                disk.close();
            }
        };
    }
}
