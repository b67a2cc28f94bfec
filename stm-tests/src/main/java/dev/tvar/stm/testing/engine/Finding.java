package dev.tvar.stm.testing.engine;

/**
 * What an {@link Anomaly}'s program found on an engine.
 *
 * @param verdict in one word
 * @param detail what was seen, for a person
 */
public record Finding(Verdict verdict, String detail) {

    /** What became of the program. */
    public enum Verdict {
        /** The anomaly did not happen. */
        REFUSED,
        /** The anomaly happened. */
        SHOWN,
        /** The engine threw; nobody saw wrong data. */
        THREW,
        /** The program did not end in time. */
        HUNG
    }

    /** Verdict and detail. */
    @Override
    public String toString() {
        return detail.isEmpty() ? verdict.toString() : verdict + ": " + detail;
    }
}
