package dev.tvar.stm;

import dev.tvar.stm.internal.text.Durations;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the time limit of {@link TxnOptions#withTimeout} has passed before the transaction could commit. Nothing
 * was written.
 */
public final class TxnTimeoutException extends TxnException {
    private static final long serialVersionUID = 1L;

    /**
     * Called by the engine.
     *
     * @param timeout the limit that passed
     * @param transactionName the name of the transaction, or null
     * @param attempts how often the body had run
     * @param contended the TVars of the last conflict or wait
     * @param ticketHolder a description of the transaction that had the ticket this one waited for, or null
     */
    public TxnTimeoutException(
            Duration timeout,
            @Nullable String transactionName,
            int attempts,
            List<String> contended,
            @Nullable String ticketHolder) {
        super("did not commit within " + Durations.text(timeout), transactionName, attempts, contended, ticketHolder);
    }
}
