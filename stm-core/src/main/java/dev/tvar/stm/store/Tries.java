package dev.tvar.stm.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Counts the tries of one changeset, and pauses between them. */
final class Tries {
    /** A limit beyond this (146 years) is none; keeps the sums of nanoseconds in range. */
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    private final RetryPolicy policy;
    private final long begun = System.nanoTime();
    private int lost;

    Tries(RetryPolicy policy) {
        this.policy = policy;
    }

    /** Counts a lost try and pauses; false if there is to be no other, because of the count, the time or an interrupt. */
    boolean another() {
        lost++;
        if (lost >= policy.maxTries() || left() <= 0) {
            return false;
        }
        long bound = Math.min(left(), longestPause());
        long pause = bound == 0 ? 0 : ThreadLocalRandom.current().nextLong(bound + 1);
        try {
            TimeUnit.NANOSECONDS.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return left() > 0;
    }

    private long left() {
        Duration limit = policy.timeLimit();
        return limit == null ? ENDLESS : nanos(limit) - (System.nanoTime() - begun);
    }

    private long longestPause() {
        long first = nanos(policy.firstPause());
        long longest = nanos(policy.longestPause());
        int doublings = lost - 1;
        boolean beyond = doublings >= Long.numberOfLeadingZeros(first) - 1; // would not fit in a long
        return first == 0 ? 0 : beyond ? longest : Math.min(longest, first << doublings);
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(ENDLESS)) >= 0 ? ENDLESS : duration.toNanos();
    }
}
