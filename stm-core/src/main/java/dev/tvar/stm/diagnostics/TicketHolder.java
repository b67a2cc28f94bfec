package dev.tvar.stm.diagnostics;

import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.STM;
import dev.tvar.stm.internal.text.Durations;
import java.time.Duration;

/**
 * The transaction that has the ticket (see {@link STM#ATTEMPTS_BEFORE_TICKET}); see {@link Diagnostics#ticketHolder}.
 * Until its attempt ends, no other transaction that writes can commit.
 *
 * @param thread its thread
 * @param transaction its name, or else the place of its call
 * @param since for how long it has had the ticket
 */
public record TicketHolder(Thread thread, String transaction, Duration since) {
    /** Returns one line: the transaction, its thread, and the duration. */
    @Override
    public String toString() {
        return transaction + " on " + Running.nameOf(thread) + " has held the ticket for " + Durations.text(since);
    }
}
