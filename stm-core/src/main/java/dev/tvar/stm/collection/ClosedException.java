package dev.tvar.stm.collection;

/**
 * Thrown by an operation on a closed queue, hub or subscription that can never succeed: an element or a message is
 * refused, or there will never be another one to take. The transaction may catch it and continue: the operation has
 * changed nothing.
 *
 * <p>Operations that do not wait return {@code false} or {@code null} instead, as does {@code takeOrNull}, which waits
 * for an element or the end.
 */
public final class ClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Called by collections and synchronisers.
     *
     * @param message what is closed, what it refused, and what to do instead
     */
    public ClosedException(String message) {
        super(message);
    }
}
