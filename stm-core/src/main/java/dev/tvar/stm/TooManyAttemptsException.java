package dev.tvar.stm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the body has run as often as {@link TxnOptions#withMaxAttempts} allows and could not commit. Nothing was
 * written.
 */
public final class TooManyAttemptsException extends TxnException {
    private static final long serialVersionUID = 1L;

    /**
     * Called by the engine.
     *
     * @param limit the limit that was reached
     * @param transactionName the name of the transaction, or null
     * @param attempts how often the body had run
     * @param contended the TVars of the last conflict or wait
     * @param ticketHolder a description of the transaction that had the ticket this one waited for, or null
     */
    public TooManyAttemptsException(
            int limit,
            @Nullable String transactionName,
            int attempts,
            List<String> contended,
            @Nullable String ticketHolder) {
        super(
                "may run " + limit + (limit == 1 ? " time" : " times") + " and could not commit",
                transactionName,
                attempts,
                contended,
                ticketHolder);
    }
}
