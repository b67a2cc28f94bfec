package dev.tvar.stm.testing.engine;

/**
 * The result of the program of an {@link Anomaly} on an engine.
 *
 * @param verdict in one word
 * @param detail the observation, for people
 */
public record Finding(Verdict verdict, String detail) {

    /** The verdict on a run of the program. */
    public enum Verdict {
        /** The anomaly did not happen. */
        REFUSED,
        /** The anomaly happened. */
        SHOWN,
        /** The engine threw; no transaction saw wrong data. */
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
