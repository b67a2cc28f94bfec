package dev.tvar.stm.internal.cell;

import dev.tvar.stm.internal.seam.Seam;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Points in time on the scale of {@link System#nanoTime}. */
public final class Deadline {
    /** No limit. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Longer limits are cut to this (146 years), so that sums with the present time do not overflow into the past. */
    private static final long LONGEST = Long.MAX_VALUE / 2;

    private Deadline() {}

    public static long now() {
        return Seam.time();
    }

    public static long of(@Nullable Duration timeout) {
        return timeout == null ? NEVER : in(nanos(timeout));
    }

    public static long in(long nanos) {
        long at = now() + Math.min(nanos, LONGEST);
        return at == NEVER ? at - 1 : at;
    }

    /** Returns the nanoseconds that are left; zero or less when the deadline has passed. */
    public static long left(long deadline) {
        return deadline == NEVER ? NEVER : deadline - now();
    }

    public static boolean hasPassed(long deadline) {
        return deadline != NEVER && left(deadline) <= 0;
    }

    public static long earlier(long a, long b) {
        if (a == NEVER || b == NEVER) {
            return a == NEVER ? b : a;
        }
        return a - b < 0 ? a : b;
    }

    /** The length in nanoseconds, at most 146 years; zero if it is negative. */
    public static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(Duration.ofNanos(LONGEST)) >= 0 ? LONGEST : duration.toNanos();
    }
}
