package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.access.NewNumbers;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Callback;
import dev.tvar.stm.spi.Decision;

/** The end of an attempt that is doomed, has a limit, hooks or the ticket, wakes a callback, or is observed. */
final class SlowEnd {
    private SlowEnd() {}

    /** Commits: after the checks of limits, and by way of participants and a decider where there are any. */
    static Outcome commit(Transaction transaction) {
        Attempt attempt = transaction.attempt;
        if (attempt.isDoomed()) { // the body swallowed the signal
            return attempt.loss();
        }
        transaction.checkDeadline();
        AsyncControl async = transaction.async;
        if (async != null) {
            async.beginCommit();
        }
        Hooks hooks = attempt.hooks();
        if (hooks != null && hooks.participantCount() > 0 && !hooks.isPrepared(attempt)) {
            return attempt.loss();
        }
        if (hooks == null || !hooks.hasDecider()) {
            return Commit.commit(attempt, transaction.watched);
        }
        return commitThrough(transaction, hooks);
    }

    /**
     * Asks the decider while this transaction holds no lock and no ticket. Other threads would wait for those, perhaps
     * even the thread that the decider waits for.
     */
    private static Outcome commitThrough(Transaction transaction, Hooks hooks) {
        Attempt attempt = transaction.attempt;
        NewNumbers.settle(attempt);
        if (!Validation.readsHold(attempt)) {
            return attempt.loss();
        }
        transaction.backoff.giveTicketBack();
        Decision decision = hooks.decide(attempt);
        if (decision.isLocal()) {
            return Commit.commit(attempt, transaction.watched);
        }
        if (decision.over() != null) {
            attempt.lost(Outcome.CHANGED, decision.over());
        }
        return decision.isCommitted() ? Outcome.COMMITTED : attempt.loss();
    }

    /** Ends an attempt: reports to diagnostics, releases the ticket, hands woken callbacks over, runs hooks. */
    static void end(Transaction transaction, boolean committed) {
        if (committed && transaction.watched != null) {
            Probe.committed(transaction.watched, transaction.attempt, transaction.attempts());
        }
        transaction.backoff.giveTicketBack();
        Callback toHandOver = transaction.woken;
        if (toHandOver != null) {
            transaction.woken = null;
            Callback.handOverAll(toHandOver);
        }
        Hooks hooks = transaction.attempt.hooks();
        if (hooks != null) {
            hooks.run(committed);
        }
    }
}
