package dev.tvar.stm.diagnostics;

import dev.tvar.stm.Diagnostics;
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
        return transaction + " on " + nameOf(thread) + " has run for " + Durations.text(since);
    }

    /** Returns a name that identifies the thread to a reader: virtual threads often have no name. */
    static String nameOf(Thread thread) {
        return thread.getName().isEmpty() ? "thread #" + thread.getId() : "thread '" + thread.getName() + "'";
    }
}
