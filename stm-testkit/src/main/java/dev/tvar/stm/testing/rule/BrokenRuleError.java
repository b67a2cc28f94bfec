package dev.tvar.stm.testing.rule;

/** A rule did not hold after a recorded commit. The message names the rule, the commit, and the values. */
public final class BrokenRuleError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient BrokenRule broken;

    /**
     * An error for a broken rule.
     *
     * @param broken the rule
     */
    public BrokenRuleError(BrokenRule broken) {
        super(broken.toString(), broken.thrown());
        this.broken = broken;
    }

    /**
     * The broken rule.
     *
     * @return the rule, with the commit that broke it
     */
    public BrokenRule brokenRule() {
        return broken;
    }

    /** Without the name of its package. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + ": " + getMessage();
    }
}
