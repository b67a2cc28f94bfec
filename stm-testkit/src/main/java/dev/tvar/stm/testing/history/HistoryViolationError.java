package dev.tvar.stm.testing.history;

/** Fails a test whose transactions are not serialisable; the message names them and gives the reason. */
public final class HistoryViolationError extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** Not serialised; its text is in the message. */
    private final transient Violation violation;

    /**
     * An error.
     *
     * @param violation what was found
     */
    public HistoryViolationError(Violation violation) {
        super(violation.toString());
        this.violation = violation;
    }

    /**
     * What was found.
     *
     * @return the violation
     */
    public Violation violation() {
        return violation;
    }
}
