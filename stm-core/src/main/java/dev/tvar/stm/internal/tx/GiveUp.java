package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.diagnostics.TicketHolder;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.WaitNode;
import dev.tvar.stm.internal.diagnostics.LiveTicket;
import dev.tvar.stm.internal.seam.Recorder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions with which a transaction gives up: each names the variables of the last conflict or wait, and the
 * ticket holder.
 */
final class GiveUp {
    private GiveUp() {}

    static TooManyAttemptsException tooManyAttempts(Transaction transaction) {
        int limit = transaction.options().maxAttempts();
        return Recorder.givesUp(
                transaction,
                new TooManyAttemptsException(
                        limit,
                        transaction.options().name(),
                        transaction.attempts(),
                        contended(transaction),
                        ticketHolder(transaction)));
    }

    static TxnTimeoutException timeout(Transaction transaction) {
        return Recorder.givesUp(
                transaction,
                new TxnTimeoutException(
                        Objects.requireNonNull(transaction.options().timeout()),
                        transaction.options().name(),
                        transaction.attempts(),
                        contended(transaction),
                        ticketHolder(transaction)));
    }

    /** Sets the interrupt flag again: it is never lost. */
    static TxnInterruptedException interrupted(Transaction transaction, String activity) {
        Thread.currentThread().interrupt();
        return Recorder.givesUp(
                transaction,
                new TxnInterruptedException(
                        activity,
                        transaction.options().name(),
                        transaction.attempts(),
                        contended(transaction),
                        ticketHolder(transaction)));
    }

    /** A description of the transaction that has the ticket the transaction waits for; null if there is none. */
    private static @Nullable String ticketHolder(Transaction transaction) {
        TicketHolder holder = transaction.backoff.isBehindTicket() ? LiveTicket.holder() : null;
        return holder == null ? null : holder.toString();
    }

    /** The variables that the present attempt waits for, or else that over which the last attempt was lost. */
    private static List<String> contended(Transaction transaction) {
        if (transaction.waiting) {
            return Validation.namesDependedOn(transaction.attempt, WaitNode.NAMED);
        }
        Cell conflict = transaction.attempt.conflict();
        return conflict == null ? List.of() : List.of(conflict.toString());
    }
}
