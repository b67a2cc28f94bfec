package dev.tvar.stm.internal;

import dev.tvar.stm.internal.diagnostics.Flight;
import dev.tvar.stm.internal.diagnostics.SnapshotEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** An open snapshot: reads at one instant. See {@link Snapshots} for how. */
final class Snapshot {
    private static final long PENDING = -1;

    /** No stamp is that old. */
    static final long NOTHING = -1;

    private static final VarHandle INSTANT;
    private static final VarHandle KEPT;

    static {
        try {
            INSTANT = MethodHandles.lookup().findVarHandle(Snapshot.class, "instant", long.class);
            KEPT = MethodHandles.lookup().findVarHandle(Snapshot.class, "kept", Kept.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Thread owner = Thread.currentThread();

    /** For the flight recorder, if that wants to know. */
    final @Nullable SnapshotEvent event = Flight.beginSnapshot();

    /** The list of open ones where this is the only one. */
    final @Nullable Snapshot[] alone = {this};

    /**
     * Set first of all at the end, by a plain write that cannot fail; the CAS of {@link Snapshots#close} makes it seen. A committer
     * that does not see it yet keeps a value that nobody will ask for.
     */
    boolean ended;

    /** Commits up to this version belong to what is seen; {@link #PENDING} until the first asks. By INSTANT, volatile. */
    @SuppressWarnings("FieldMayBeFinal") // no: written through INSTANT
    private long instant = PENDING;

    /** The instant as {@link Stamp#upTo}, for the owner; nothing is that old before it begins. */
    long bound = NOTHING;

    /** Values of the instant that have been overwritten since; made for the first, by CAS, through KEPT. */
    private volatile @Nullable Kept kept;

    Snapshot() {}

    /** The instant, taken now by whoever needs it first; only for a snapshot that is in the list of open ones. */
    long instant() {
        Seam.goes(Step.LOOK_AT_INSTANT, null);
        long taken = (long) INSTANT.getVolatile(this);
        if (taken == PENDING) {
            long now = Clock.leap();
            Seam.goes(Step.TAKE_INSTANT, null);
            taken = (long) INSTANT.compareAndExchange(this, PENDING, now);
            if (taken == PENDING) {
                return now;
            }
        }
        return taken;
    }

    /** The value at the instant, whatever happens to the variable meanwhile; for the owner, while the snapshot is open. */
    @Nullable
    Object read(RefCell cell) {
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (Stamp.isLocked(word)) {
                Spin.pauseBriefly(spins);
            } else if (word > bound) {
                @Nullable Object value = keptFor(cell).ref;
                Recorder.sawRef(cell, instant, true, value);
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

    /** The value at the instant, whatever happens to the variable meanwhile; for the owner, while the snapshot is open. */
    long read(LongCell cell) {
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (Stamp.isLocked(word)) {
                Spin.pauseBriefly(spins);
            } else if (word > bound) {
                long value = keptFor(cell).num;
                Recorder.sawLong(cell, instant, true, value);
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

    int keptValues() {
        Kept present = kept;
        return present == null ? 0 : present.count();
    }

    /** Called by a committer that has the cell locked and is about to overwrite its value. */
    void keep(Cell cell) {
        Kept present = kept;
        if (present == null) {
            Kept made = new Kept();
            Kept other = (Kept) KEPT.compareAndExchange(this, null, made);
            present = other == null ? made : other;
        }
        present.put(cell.toKeep());
    }

    private Kept.Value keptFor(Cell cell) {
        Seam.goes(Step.LOOK_AT_KEPT, cell);
        Kept present = kept;
        Kept.Value value = present == null ? null : present.get(cell);
        if (value == null) {
            throw new IllegalStateException("broken engine: the value of " + cell + " was not kept for a snapshot");
        }
        return value;
    }

    /** Throws unless the caller is the owner and the body that has been given the right to read still runs. */
    void checkUse(boolean bodyHasEnded) {
        if (Seam.goes(Step.CHECK_OWNER, null)) {
            Context.checkThread("snapshot", owner);
            if (bodyHasEnded || ended) {
                throw new IllegalStateException("this snapshot has ended; its ReadTxn must not leave the body");
            }
        }
    }
}
