package dev.tvar.stm.internal.cell;

import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.seam.Recorder;
import org.jspecify.annotations.Nullable;

/** A cell that holds a reference. */
public abstract sealed class RefCell extends Cell permits TVar {
    public @Nullable Object value;

    /**
     * A cell at version 0.
     *
     * @param name its name, or null
     * @param initial its value
     */
    protected RefCell(@Nullable String name, @Nullable Object initial) {
        super(name);
        value = initial;
    }

    /**
     * Returns the latest committed value.
     *
     * @return the value, as of one instant during this call
     */
    protected final @Nullable Object committedNow() {
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(this);
            if (!Stamp.isLocked(word)) {
                Object seen = value;
                if (Seqlock.isStill(this, word)) {
                    Recorder.sawNow(this, 0, seen);
                    return seen;
                }
            }
            Spin.pause(spins);
        }
    }

    @Override
    final void store(long number, @Nullable Object reference) {
        value = reference;
    }

    @Override
    final Saved save() {
        return new Saved(this, 0, value);
    }
}
