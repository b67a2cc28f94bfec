package dev.tvar.stm.diagnostics;

import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.internal.text.Durations;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that sleeps; see {@link Diagnostics#waiting}.
 *
 * @param thread the thread that sleeps in it
 * @param transaction its name, or else the place of its call
 * @param variables the TVars of which it awaits a change, at most eight and then {@code "..."}; empty if it queues for
 *     the ticket, or waits only for time to pass
 * @param since for how long
 * @param ticketHolder the transaction that has the ticket this one waits for; null if it does not wait for the ticket,
 *     or the ticket has just been released
 */
public record Waiting(
        Thread thread,
        String transaction,
        List<String> variables,
        Duration since,
        @Nullable TicketHolder ticketHolder) {
    /**
     * Copies the list.
     *
     * @param thread the thread that sleeps in it
     * @param transaction its name, or else the place of its call
     * @param variables the TVars of which it awaits a change
     * @param since for how long
     * @param ticketHolder the transaction that has the ticket this one waits for, or null
     */
    public Waiting {
        variables = List.copyOf(variables);
    }

    /** Returns one line: the transaction, the duration of the wait, and what it waits for. */
    @Override
    public String toString() {
        return transaction + " on " + Running.nameOf(thread) + " has waited " + Durations.text(since) + " for "
                + what();
    }

    private String what() {
        if (ticketHolder != null) {
            return "the ticket: " + ticketHolder;
        }
        return variables.isEmpty() ? "the ticket or for time to pass" : "a change of " + String.join(", ", variables);
    }
}
