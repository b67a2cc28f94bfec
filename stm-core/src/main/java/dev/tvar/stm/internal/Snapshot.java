package dev.tvar.stm.internal;

import dev.tvar.stm.internal.diagnostics.Flight;
import dev.tvar.stm.internal.diagnostics.SnapshotEvent;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An open snapshot: reads at one instant. See {@link Snapshots} for how. */
final class Snapshot {
    private static final long PENDING = -1;

    /** No stamp is that old. */
    static final long NOTHING = -1;

    private static final Object NULL = new Object();

    /** So many kept values need no larger map: growing it costs the committers more than all else that they do for a snapshot. */
    private static final int EXPECTED = 100;

    final Thread owner = Thread.currentThread();

    /** For the flight recorder, if that wants to know. */
    final @Nullable SnapshotEvent event = Flight.beginSnapshot();

    /** Volatile: committers stop keeping values for a snapshot that has ended. */
    private volatile boolean ended;

    /** Commits up to this version belong to what is seen; {@link #PENDING} until the first asks. */
    private final AtomicLong instant = new AtomicLong(PENDING);

    /** The instant as {@link Stamp#upTo}, for the owner; nothing is that old before it begins. */
    long bound = NOTHING;

    /** Values of the instant that have been overwritten since. */
    private final ConcurrentHashMap<Cell, Object> kept = new ConcurrentHashMap<>(EXPECTED);

    Snapshot() {}

    /** The instant, taken now by whoever needs it first; only for a snapshot that is in the list of open ones. */
    long instant() {
        Seam.goes(Step.LOOK_AT_INSTANT, null);
        long taken = instant.get();
        if (taken == PENDING) {
            long now = Clock.leap();
            Seam.goes(Step.TAKE_INSTANT, null);
            instant.compareAndSet(PENDING, now);
            taken = instant.get();
        }
        return taken;
    }

    /** The value at the instant, whatever happens to the variable meanwhile. */
    @Nullable
    Object read(RefCell cell) {
        checkUse();
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (Stamp.isLocked(word)) {
                Spin.pause(spins);
            } else if (word > bound) {
                @Nullable Object value = keptFor(cell);
                Recorder.sawRef(cell, instant.get(), true, value);
                return value;
            } else {
                Object value = cell.value;
                if (cell.isStill(word)) {
                    Recorder.sawRef(cell, Stamp.version(word), false, value);
                    return value;
                }
            }
        }
    }

    /** The value at the instant, whatever happens to the variable meanwhile. */
    long read(LongCell cell) {
        checkUse();
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (Stamp.isLocked(word)) {
                Spin.pause(spins);
            } else if (word > bound) {
                long value = (Long) Objects.requireNonNull(keptFor(cell));
                Recorder.sawLong(cell, instant.get(), true, value);
                return value;
            } else {
                long value = cell.value;
                if (cell.isStill(word)) {
                    Recorder.sawLong(cell, Stamp.version(word), false, value);
                    return value;
                }
            }
        }
    }

    /** Takes the instant; by the owner, once it is in the list. */
    void begin() {
        bound = Stamp.upTo(instant());
    }

    void end() {
        ended = true;
    }

    int keptValues() {
        return kept.size();
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
        Seam.goes(Step.LOOK_AT_KEPT, cell);
        Object value = kept.get(cell);
        if (value == null) {
            throw new IllegalStateException("broken engine: the value of " + cell + " was not kept for a snapshot");
        }
        return value == NULL ? null : value;
    }

    /** Throws unless the caller is the owner and the snapshot is open. */
    void checkUse() {
        if (Seam.goes(Step.CHECK_OWNER, null)) {
            Context.checkThread("snapshot", owner);
            if (ended) {
                throw new IllegalStateException("this snapshot has ended; its ReadTxn must not leave the body");
            }
        }
    }
}
