package dev.tvar.stm;

import java.time.Duration;
import java.util.List;

/**
 * A transaction that sleeps; see {@link Diagnostics#waiting}.
 *
 * @param thread the thread that sleeps in it
 * @param transaction its name, or else the place of its call
 * @param variables the TVars of which it awaits a change, at most eight and then {@code "..."}; empty if it queues for its
 *     turn after many lost attempts, or waits for nothing but time
 * @param since for how long
 */
public record Waiting(Thread thread, String transaction, List<String> variables, Duration since) {
    /**
     * Copies the list.
     *
     * @param thread the thread that sleeps in it
     * @param transaction its name, or else the place of its call
     * @param variables the TVars of which it awaits a change
     * @param since for how long
     */
    public Waiting {
        variables = List.copyOf(variables);
    }

    /** One line for people: who, since when, for what. */
    @Override
    public String toString() {
        String what = variables.isEmpty() ? "its turn or a time" : "a change of " + String.join(", ", variables);
        return transaction + " on " + Diagnostics.nameOf(thread) + " waits since " + since + " for " + what;
    }
}
