package dev.tvar.stm;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of {@link TxnOptions#withTimeout} passed before the transaction could commit. Nothing was written.
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
     */
    public TxnTimeoutException(
            Duration timeout, @Nullable String transactionName, int attempts, List<String> contended) {
        super("did not commit within " + timeout, transactionName, attempts, contended);
    }
}
