package dev.tvar.stm.internal.tx;

import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.diagnostics.TicketHolder;
import dev.tvar.stm.internal.diagnostics.LiveTicket;
import dev.tvar.stm.internal.seam.Recorder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions with which a call gives up: each names the variables of the last conflict or wait, and the
 * ticket holder.
 */
final class GiveUp {
    private GiveUp() {}

    static TooManyAttemptsException tooManyAttempts(Call call) {
        int limit = call.options().maxAttempts();
        return Recorder.givesUp(
                call,
                new TooManyAttemptsException(
                        limit, call.options().name(), call.attempts(), call.contended(), ticketHolder(call)));
    }

    static TxnTimeoutException timeout(Call call) {
        return Recorder.givesUp(
                call,
                new TxnTimeoutException(
                        Objects.requireNonNull(call.options().timeout()),
                        call.options().name(),
                        call.attempts(),
                        call.contended(),
                        ticketHolder(call)));
    }

    /** Sets the interrupt flag again: it is never lost. */
    static TxnInterruptedException interrupted(Call call, String activity) {
        Thread.currentThread().interrupt();
        return Recorder.givesUp(
                call,
                new TxnInterruptedException(
                        activity, call.options().name(), call.attempts(), call.contended(), ticketHolder(call)));
    }

    /** A description of the transaction that has the ticket the call waits for; null if there is none. */
    private static @Nullable String ticketHolder(Call call) {
        TicketHolder holder = call.isBehindTicket() ? LiveTicket.holder() : null;
        return holder == null ? null : holder.toString();
    }
}
