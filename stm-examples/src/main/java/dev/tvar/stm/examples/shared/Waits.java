package dev.tvar.stm.examples.shared;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** The longest wait of some threads in each period, including waits that have not ended, which may be the longest. */
final class Waits {
    private static final long NONE = Long.MIN_VALUE;

    /** For each thread, the start of its current wait. */
    private final AtomicLongArray begun;

    /** The longest wait that ended in this period. */
    private final AtomicLong longest = new AtomicLong();

    Waits(int threads) {
        begun = new AtomicLongArray(threads);
        for (int thread = 0; thread < threads; thread++) {
            begun.set(thread, NONE);
        }
    }

    /** Called by a thread when it begins to wait. */
    void begin(int thread, long nanos) {
        begun.set(thread, nanos);
    }

    /** Called by a thread when its wait is over. */
    void end(int thread, long nanos) {
        longest.accumulateAndGet(nanos - begun.getAndSet(thread, NONE), Math::max);
    }

    /** The longest wait of this period, in nanoseconds; the next period begins. */
    long takeLongest(long nanos) {
        long found = longest.getAndSet(0);
        for (int thread = 0; thread < begun.length(); thread++) {
            long since = begun.get(thread);
            if (since != NONE) {
                found = Math.max(found, nanos - since);
            }
        }
        return found;
    }
}
