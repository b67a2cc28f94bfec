package dev.tvar.stm.examples.support;

/** Thrown when the thread is interrupted. Its interrupt flag is set. */
public final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Sets the interrupt flag again.
     *
     * @param cause the exception that reported the interrupt
     */
    public Interrupted(InterruptedException cause) {
        super("interrupted", cause);
        Thread.currentThread().interrupt();
    }
}
