package dev.tvar.stm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the thread is interrupted while the transaction waits. Nothing was written, and the interrupt flag of the
 * thread is set again: it is never lost.
 */
public final class TxnInterruptedException extends TxnException {
    private static final long serialVersionUID = 1L;

    /**
     * Called by the engine.
     *
     * @param activity what the transaction was doing
     * @param transactionName the name of the transaction, or null
     * @param attempts how often the body had run
     * @param contended the TVars of the last conflict or wait
     * @param ticketHolder a description of the transaction that had the ticket this one waited for, or null
     */
    public TxnInterruptedException(
            String activity,
            @Nullable String transactionName,
            int attempts,
            List<String> contended,
            @Nullable String ticketHolder) {
        super("was interrupted while it " + activity, transactionName, attempts, contended, ticketHolder);
    }
}
