package dev.tvar.stm.diagnostics;

import dev.tvar.stm.Diagnostics;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that has waited, run or held the ticket for longer than the limit of a watch; see {@link Diagnostics#watch}.
 *
 * @param thread its thread
 * @param transaction its name, or else the place of its call
 * @param state its activity
 * @param variables the TVars of which it awaits a change; empty unless it is {@link State#WAITING}
 * @param since for how long
 * @param nobodyElseRuns whether no other transaction was running: then only a transaction that has not begun yet can
 *     wake a waiting one
 * @param ticketHolder the transaction that has the ticket, if this one waits for the ticket or has it itself
 */
public record Stuck(
        Thread thread,
        String transaction,
        State state,
        List<String> variables,
        Duration since,
        boolean nobodyElseRuns,
        @Nullable TicketHolder ticketHolder) {

    /** The activity of a stuck transaction. */
    public enum State {
        /** It sleeps until one of its variables changes. */
        WAITING,
        /** It sleeps until it gets the ticket, or until its holder releases it. */
        QUEUED,
        /** It is in its body, in its commit, or between two attempts. */
        RUNNING,
        /**
         * It has the ticket: until its attempt ends, no other transaction that writes can commit. Its body must not
         * wait for any of them.
         */
        HOLDS_TICKET
    }

    /**
     * Copies the list.
     *
     * @param thread its thread
     * @param transaction its name, or else the place of its call
     * @param state its activity
     * @param variables the TVars of which it awaits a change
     * @param since for how long
     * @param nobodyElseRuns whether no other transaction was running
     * @param ticketHolder the transaction that has the ticket, if this one waits for the ticket or has it itself
     */
    public Stuck {
        variables = List.copyOf(variables);
    }

    /** Returns one line: the transaction, the duration, what it waits for, and whether any other transaction runs. */
    @Override
    public String toString() {
        String line =
                switch (state) {
                    case RUNNING -> new Running(thread, transaction, since).toString();
                    case HOLDS_TICKET ->
                        new TicketHolder(thread, transaction, since)
                                + ", and all other transactions that write wait for it: does its body wait for another"
                                + " thread?";
                    case WAITING, QUEUED -> new Waiting(thread, transaction, variables, since, ticketHolder).toString();
                };
        return nobodyElseRuns ? line + ", and no other transaction runs" : line;
    }
}
