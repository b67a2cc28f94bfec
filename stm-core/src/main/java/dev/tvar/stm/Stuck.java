package dev.tvar.stm;

import java.time.Duration;
import java.util.List;

/**
 * A transaction that has waited or run for longer than somebody thinks right; see {@link Diagnostics#watch}.
 *
 * @param thread its thread
 * @param transaction its name, or else the place of its call
 * @param state what it does
 * @param variables the TVars of which it awaits a change; empty unless it is {@link State#WAITING}
 * @param since for how long
 * @param nobodyElseRuns whether no other transaction was running: then one that waits can be woken only by a transaction
 *     that has not begun yet
 */
public record Stuck(
        Thread thread,
        String transaction,
        State state,
        List<String> variables,
        Duration since,
        boolean nobodyElseRuns) {

    /** What a stuck transaction does. */
    public enum State {
        /** It sleeps until one of its variables changes. */
        WAITING,
        /** It sleeps until it is its turn after many lost attempts. */
        QUEUED,
        /** It is in its body, in its commit, or between two attempts. */
        RUNNING
    }

    /**
     * Copies the list.
     *
     * @param thread its thread
     * @param transaction its name, or else the place of its call
     * @param state what it does
     * @param variables the TVars of which it awaits a change
     * @param since for how long
     * @param nobodyElseRuns whether no other transaction was running
     */
    public Stuck {
        variables = List.copyOf(variables);
    }

    /** One line for people: who, since when, for what, and whether anybody else runs. */
    @Override
    public String toString() {
        String line = state == State.RUNNING
                ? new Running(thread, transaction, since).toString()
                : new Waiting(thread, transaction, variables, since).toString();
        return nobodyElseRuns ? line + ", and no other transaction runs" : line;
    }
}
