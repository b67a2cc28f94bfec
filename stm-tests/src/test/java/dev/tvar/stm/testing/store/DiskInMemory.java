package dev.tvar.stm.testing.store;

import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.StoreOptions;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StoredValue;
import dev.tvar.stm.testing.support.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A disk that a test can inspect, stop and break. */
final class DiskInMemory implements Storage {

    /** The content after each group, oldest first; guarded by itself. */
    final List<Map<String, StoredValue>> states = new ArrayList<>();

    /** One permit for each group that may be written. */
    final Semaphore permits = new Semaphore(Integer.MAX_VALUE / 2);

    /** Count of the groups that have reached the disk, with or without a permit. */
    final Semaphore arrived = new Semaphore(0);

    volatile boolean broken;
    volatile boolean open = true;

    /** Thrown by a write, in place of an exception of the disk. */
    volatile @Nullable Error fault;

    /** Whether the file cannot be closed properly. */
    volatile boolean stuck;

    TStore openStore(SyncPolicy sync) {
        return openStore(StoreOptions.defaults().withSync(sync));
    }

    TStore openStore(StoreOptions options) {
        open = true;
        return TStore.open(Path.of("in memory"), options.withStorage((file, policy) -> this));
    }

    /** Stops the disk: no further group is written. */
    void stop() {
        permits.drainPermits();
    }

    Map<String, StoredValue> state() {
        synchronized (states) {
            return states.isEmpty() ? Map.of() : states.get(states.size() - 1);
        }
    }

    @Override
    public Map<String, StoredValue> load() {
        return state();
    }

    @Override
    public void write(Map<String, StoredValue> group) {
        arrived.release();
        awaitPermit();
        if (broken) {
            throw new StorageException("the disk is full");
        }
        Error thrown = fault;
        if (thrown != null) {
            throw thrown;
        }
        Map<String, StoredValue> next = new LinkedHashMap<>(state());
        next.putAll(group);
        synchronized (states) {
            states.add(next);
        }
    }

    /** Waits for a limited time, so that a test that fails while the disk is stopped can close its store. */
    private void awaitPermit() {
        try {
            if (!permits.tryAcquire(Limits.SECONDS, TimeUnit.SECONDS)) {
                throw new StorageException("the disk was stopped for too long");
            }
        } catch (InterruptedException e) {
            throw new StorageException("interrupted", e);
        }
    }

    @Override
    public void close() {
        open = false;
        if (stuck) {
            throw new StorageException("the file cannot be closed");
        }
    }
}
