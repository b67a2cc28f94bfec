package dev.tvar.stm.internal.cell;

import dev.tvar.stm.TLong;
import dev.tvar.stm.internal.seam.Recorder;
import org.jspecify.annotations.Nullable;

/** A cell that holds a long. */
public abstract sealed class LongCell extends Cell permits TLong {
    public long value;

    /**
     * The value that an open snapshot sees instead of the present one, unless it has been moved to that snapshot's own
     * table; {@link dev.tvar.stm.internal.snapshot.Snapshots} has the protocol. Without an open snapshot it is not written,
     * and nothing depends on it.
     */
    @SuppressWarnings("unused") // accessed through Seqlock
    long previous;

    /**
     * A cell at version 0.
     *
     * @param name its name, or null
     * @param initial its value
     */
    protected LongCell(@Nullable String name, long initial) {
        super(name);
        value = initial;
    }

    /**
     * Returns the latest committed value.
     *
     * @return the value, as of one instant during this call
     */
    protected final long committedNow() {
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(this);
            if (!Stamp.isLocked(word)) {
                long seen = value;
                if (Seqlock.isStill(this, word)) {
                    Recorder.sawNow(this, seen, null);
                    return seen;
                }
            }
            Spin.pause(spins);
        }
    }

    /** Whether a value may be committed: a comparison, by a committer that has locked this cell. */
    protected boolean allows(long number) {
        return true;
    }

    /** Returns the exception for a value that this cell does not allow. */
    protected RuntimeException refusal(long number) {
        throw new IllegalStateException(this + " has no bounds, and allows " + number);
    }

    @Override
    final void store(long number, @Nullable Object reference) {
        value = number;
    }

    @Override
    final Saved save() {
        return new Saved(this, value, null);
    }
}
