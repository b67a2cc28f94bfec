package dev.tvar.stm.internal;

import dev.tvar.stm.ReadTxn;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An open snapshot: reads at one instant. See {@link Snapshots} for how. */
public final class SnapshotTxn implements ReadTxn {
    private static final long PENDING = -1;

    private static final Object NULL = new Object();

    private final Thread owner = Thread.currentThread();

    /** Volatile: committers stop keeping values for a snapshot that has ended. */
    private volatile boolean ended;

    /** Commits up to this version belong to what is seen; {@link #PENDING} until the first asks. */
    private final AtomicLong instant = new AtomicLong(PENDING);

    /** Values of the instant that have been overwritten since. */
    private final ConcurrentHashMap<Cell, Object> kept = new ConcurrentHashMap<>();

    SnapshotTxn() {}

    /** The instant, taken now by whoever needs it first; only for a snapshot that is in the list of open ones. */
    long instant() {
        Seam.goes(Seam.Step.LOOK_AT_INSTANT, null);
        long taken = instant.get();
        if (taken == PENDING) {
            long now = Clock.leap();
            Seam.goes(Seam.Step.TAKE_INSTANT, null);
            instant.compareAndSet(PENDING, now);
            taken = instant.get();
        }
        return taken;
    }

    /** The value at the instant. */
    public @Nullable Object read(RefCell cell) {
        checkUse();
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (Stamp.isLocked(word)) {
                Spin.pause(spins);
            } else if (Stamp.version(word) > instant.get()) {
                return keptFor(cell);
            } else {
                Object value = cell.value;
                if (cell.isStill(word)) {
                    return value;
                }
            }
        }
    }

    /** The value at the instant. */
    public long read(LongCell cell) {
        checkUse();
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (Stamp.isLocked(word)) {
                Spin.pause(spins);
            } else if (Stamp.version(word) > instant.get()) {
                return (Long) Objects.requireNonNull(keptFor(cell));
            } else {
                long value = cell.value;
                if (cell.isStill(word)) {
                    return value;
                }
            }
        }
    }

    void end() {
        ended = true;
    }

    boolean isOpen() {
        return !ended;
    }

    /** Called by a committer that has the cell locked and is about to overwrite its value. */
    void keep(Cell cell) {
        Object value = cell.load();
        kept.put(cell, value == null ? NULL : value);
    }

    private @Nullable Object keptFor(Cell cell) {
        Seam.goes(Seam.Step.LOOK_AT_KEPT, cell);
        Object value = kept.get(cell);
        if (value == null) {
            throw new IllegalStateException("broken engine: the value of " + cell + " was not kept for a snapshot");
        }
        return value == NULL ? null : value;
    }

    private void checkUse() {
        if (Seam.goes(Seam.Step.CHECK_OWNER, null)) {
            Context.checkThread("snapshot", owner);
            if (ended) {
                throw new IllegalStateException("this snapshot has ended; its ReadTxn must not leave the body");
            }
        }
    }
}
