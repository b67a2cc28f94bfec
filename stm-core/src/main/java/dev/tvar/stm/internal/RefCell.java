package dev.tvar.stm.internal;

import dev.tvar.stm.TVar;
import org.jspecify.annotations.Nullable;

/** A cell that holds a reference. */
public abstract sealed class RefCell extends Cell permits TVar {
    @Nullable
    Object value;

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
        if (Strict.isOn()) {
            Strict.refuseNowInside(this);
        }
        for (int spins = 0; ; spins++) {
            long word = stamp();
            if (!Stamp.isLocked(word)) {
                Object seen = value;
                if (isStill(word)) {
                    Recorder.sawNow(this, 0, seen);
                    return seen;
                }
            }
            Spin.pause(spins);
        }
    }

    @Override
    final void put(Access access) {
        value = access.ref;
    }

    @Override
    final Kept.Value toKeep() {
        return new Kept.Value(this, 0, value);
    }
}
