package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One call of a client, and what the client saw of it; immutable. Times are {@link System#nanoTime}: if {@code a.end < b.start}
 * then a had returned before b was called.
 *
 * @param client the name of the client's thread
 * @param call the call
 * @param start the time before the call
 * @param end the time after the return; {@link Long#MAX_VALUE} if it had not returned when the run was judged
 * @param outcome the answer to a call that changes something; for a read {@code DONE}, or {@code UNKNOWN} if it threw
 * @param balances the balances that the call returned: one for a read, all for an audit, none otherwise
 * @param problem the exception of the call, if it threw one
 */
public record Observed(
        String client,
        Call call,
        long start,
        long end,
        Outcome outcome,
        List<Long> balances,
        Optional<String> problem) {

    /** Copies the list. */
    public Observed {
        balances = List.copyOf(balances);
    }

    /** Whether the call reads, and returned what it read. */
    boolean isReading() {
        return !balances.isEmpty();
    }

    /** Whether this call had returned before the other one was made. */
    boolean endedBefore(Observed other) {
        return end < other.start;
    }

    /** The client, the call and its answer, for instance {@code client 0: 0->1:25 done}. */
    @Override
    public String toString() {
        String answer = call instanceof Call.Audit || call instanceof Call.Read
                ? isReading() ? "saw " + (balances.size() == 1 ? balances.get(0) : balances) : "threw"
                : outcome.name().toLowerCase(Locale.ROOT);
        return client + ": " + call + " " + answer
                + problem.map(text -> " (" + text + ")").orElse("");
    }
}
