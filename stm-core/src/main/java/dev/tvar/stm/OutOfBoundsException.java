package dev.tvar.stm;

/**
 * Thrown by the call that runs a transaction whose commit would take a bounded {@link TLong} out of its {@link Bounds}.
 * Nothing was written, and the body does not run again. The refusal belongs to one instant: everything that the body had
 * read was current then, and so was the value to which it had added.
 */
public final class OutOfBoundsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The variable, as its toString shows it. */
    private final String variable;

    /** The bound that the value would have crossed. */
    private final long bound;

    /** The value that was refused. */
    private final long attempted;

    /**
     * Called by the engine.
     *
     * @param variable the variable, as its {@code toString} shows it
     * @param bounds its bounds
     * @param attempted the value that it would have had, outside the bounds
     */
    public OutOfBoundsException(String variable, Bounds bounds, long attempted) {
        super(variable + " would become " + attempted + ", " + bounds.crossedBy(attempted)
                + "; the transaction was rolled back");
        this.variable = variable;
        this.bound = attempted < bounds.floor() ? bounds.floor() : bounds.ceiling();
        this.attempted = attempted;
    }

    /**
     * The variable that refused the value. If a transaction takes several out of their bounds, one of them is reported.
     *
     * @return its name, or what {@code toString} of the variable shows if it has none
     */
    public String variable() {
        return variable;
    }

    /**
     * The bound that the value would have crossed.
     *
     * @return the floor of the variable if {@link #attempted()} is less than it, or else the ceiling
     */
    public long bound() {
        return bound;
    }

    /**
     * The value that the variable would have had after the commit, with all adds of the transaction.
     *
     * @return the value, outside the bounds
     */
    public long attempted() {
        return attempted;
    }
}
