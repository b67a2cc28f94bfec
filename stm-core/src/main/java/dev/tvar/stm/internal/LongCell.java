package dev.tvar.stm.internal;

import dev.tvar.stm.TLong;
import org.jspecify.annotations.Nullable;

/** A cell that holds a long. */
public abstract sealed class LongCell extends Cell permits TLong {
    long value;

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
        if (Strict.isOn()) {
            Strict.refuseNowInside(this);
        }
        for (int spins = 0; ; spins++) {
            long word = stamp();
            if (!Stamp.isLocked(word)) {
                long seen = value;
                if (isStill(word)) {
                    Recorder.sawNow(this, seen, null);
                    return seen;
                }
            }
            Spin.pause(spins);
        }
    }

    /** {@code present + delta}, or an ArithmeticException that names this variable and both numbers. */
    final long sum(long present, long delta) {
        if (overflows(present, delta)) {
            throw new ArithmeticException(this + ": " + present + (delta < 0 ? " - " : " + ")
                    + Long.toUnsignedString(Math.abs(delta)) + " does not fit in a long");
        }
        return present + delta;
    }

    static boolean overflows(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0;
    }

    @Override
    final void put(Access access) {
        value = access.num;
    }

    @Override
    final Kept.Value toKeep() {
        return new Kept.Value(this, value, null);
    }
}
