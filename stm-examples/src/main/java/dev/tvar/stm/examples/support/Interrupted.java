package dev.tvar.stm.examples.support;

/** This thread was asked to end its work. Its interrupt flag is set. */
public final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Sets the interrupt flag again.
     *
     * @param cause the exception by which the thread learnt of the interrupt
     */
    public Interrupted(InterruptedException cause) {
        super("interrupted", cause);
        Thread.currentThread().interrupt();
    }
}
