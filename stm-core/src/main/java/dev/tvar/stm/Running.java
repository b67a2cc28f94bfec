package dev.tvar.stm;

import dev.tvar.stm.internal.text.Durations;
import java.time.Duration;

/**
 * A transaction that has begun, has not ended and does not sleep; see {@link Diagnostics#running}.
 *
 * @param thread its thread
 * @param transaction its name, or else the place of its call
 * @param since for how long, over all its attempts
 */
public record Running(Thread thread, String transaction, Duration since) {
    /** Returns one line: the transaction, its thread, and the duration. */
    @Override
    public String toString() {
        return transaction + " on " + Diagnostics.nameOf(thread) + " has run for " + Durations.text(since);
    }
}
