package dev.tvar.stm.internal.snapshot;

import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.RefCell;
import dev.tvar.stm.internal.cell.Saved;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.diagnostics.Flight;
import dev.tvar.stm.internal.diagnostics.SnapshotEvent;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An open snapshot: reads at one instant. {@link Snapshots} explains how. Not final: the test harness reads past states
 * through a subclass. While none is loaded, the compiler binds the calls as if it were final.
 */
public class Snapshot {
    private static final long PENDING = -1;

    /** Older than every stamp. */
    public static final long NOTHING = -1;

    private static final VarHandle INSTANT;
    private static final VarHandle KEPT;

    static {
        try {
            INSTANT = MethodHandles.lookup().findVarHandle(Snapshot.class, "instant", long.class);
            KEPT = MethodHandles.lookup().findVarHandle(Snapshot.class, "kept", SavedValues.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public final Thread owner = Thread.currentThread();

    /** For the flight recorder; null if it does not record snapshots. */
    public final @Nullable SnapshotEvent event = Flight.beginSnapshot();

    /**
     * The next older snapshot in the list. Plain: set before the CAS that publishes this snapshot, and then changed only to
     * skip snapshots that have ended, so that a committer that sees the former one finds all the others behind it.
     */
    @Nullable
    Snapshot next;

    /**
     * Set first of all at the end, by a plain write that cannot fail; the CAS of {@link Snapshots#close} makes it
     * visible. A committer that does not see it yet saves a value that is never read.
     */
    public boolean ended;

    /**
     * The snapshot sees commits up to this version; {@link #PENDING} until a thread first needs it. Accessed through
     * INSTANT, volatile.
     */
    @SuppressWarnings("FieldMayBeFinal") // no: written through INSTANT
    private long instant = PENDING;

    /** The instant as {@link Stamp#upTo}, for the owner; before the snapshot begins, it is older than every stamp. */
    public long bound = NOTHING;

    /** The values at the instant that have been overwritten since; created for the first one, by CAS, through KEPT. */
    private volatile @Nullable SavedValues kept;

    public Snapshot() {}

    /**
     * Returns the instant, which the first thread that needs it takes now; only for a snapshot that is in the list of
     * open snapshots.
     */
    public long instant() {
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

    /**
     * Returns the value at the instant, even if the variable is overwritten meanwhile; for the owner, while the
     * snapshot is open.
     */
    public @Nullable Object read(RefCell cell) {
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (Stamp.isNewer(word, bound)) {
                @Nullable Object value = keptFor(cell).ref();
                Recorder.sawRef(cell, instant, true, value);
                return value;
            }
            if (Stamp.isLocked(word)) {
                Spin.pauseBriefly(spins);
            } else {
                Object value = cell.value;
                if (Seqlock.isStill(cell, word)) {
                    Recorder.sawRef(cell, Stamp.version(word), false, value);
                    return value;
                }
            }
        }
    }

    /**
     * Returns the value at the instant, even if the variable is overwritten meanwhile; for the owner, while the
     * snapshot is open.
     */
    public long read(LongCell cell) {
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (Stamp.isNewer(word, bound)) {
                Seam.goes(Step.LOOK_AT_PREVIOUS, cell);
                long previous = Seqlock.previous(cell);
                Saved moved = savedFor(cell);
                long value = moved == null ? previous : moved.num();
                Recorder.sawLong(cell, instant, true, value);
                return value;
            }
            if (Stamp.isLocked(word)) {
                Spin.pauseBriefly(spins);
            } else {
                long value = cell.value;
                if (Seqlock.isStill(cell, word)) {
                    Recorder.sawLong(cell, Stamp.version(word), false, value);
                    return value;
                }
            }
        }
    }

    /** Takes the instant; called by the owner, once this snapshot is in the list. */
    void begin() {
        bound = Stamp.upTo(instant());
    }

    public int keptValues() {
        SavedValues present = kept;
        return present == null ? 0 : present.count();
    }

    /** Whether this snapshot may read a value of this version; for a committer. */
    boolean sees(long version) {
        return !ended && version <= instant();
    }

    /**
     * Moves the previous value of a variable to the table, unless that was done before; for a committer that has it locked,
     * if this snapshot sees neither the present value nor a later one.
     */
    void movePrevious(LongCell cell) {
        if (savedFor(cell) == null) {
            save(new Saved(cell, Seqlock.previous(cell), null));
        }
    }

    /** Puts a value into the table; for a committer that has the variable locked. */
    void save(Saved value) {
        SavedValues present = kept;
        if (present == null) {
            SavedValues made = new SavedValues();
            SavedValues other = (SavedValues) KEPT.compareAndExchange(this, null, made);
            present = other == null ? made : other;
        }
        present.put(value);
    }

    /** Whether there is a table: without one, each previous value is in its variable. */
    public boolean hasSaved(Cell cell) {
        Seam.goes(Step.LOOK_AT_KEPT, cell);
        return kept != null;
    }

    private @Nullable Saved savedFor(Cell cell) {
        Seam.goes(Step.LOOK_AT_KEPT, cell);
        SavedValues present = kept;
        return present == null ? null : present.get(cell);
    }

    private Saved keptFor(Cell cell) {
        Saved value = savedFor(cell);
        if (value == null) {
            throw new IllegalStateException("broken engine: the value of " + cell + " was not kept for a snapshot");
        }
        return value;
    }
}
