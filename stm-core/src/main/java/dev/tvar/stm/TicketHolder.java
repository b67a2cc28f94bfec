package dev.tvar.stm;

import dev.tvar.stm.internal.text.Durations;
import java.time.Duration;

/**
 * The transaction that has the ticket (see {@link STM#ATTEMPTS_BEFORE_TICKET}); see {@link Diagnostics#ticketHolder}. Until its attempt
 * ends, all other transactions that write wait with their commit.
 *
 * @param thread its thread
 * @param transaction its name, or else the place of its call
 * @param since for how long it has had the ticket
 */
public record TicketHolder(Thread thread, String transaction, Duration since) {
    /** One line for people: which transaction, on which thread, for how long. */
    @Override
    public String toString() {
        return transaction + " on " + Diagnostics.nameOf(thread) + " has held the ticket for " + Durations.text(since);
    }
}
