package dev.tvar.stm.testing.prove;

import java.time.Duration;
import java.util.Optional;

/**
 * The result for one property.
 *
 * @param property the property
 * @param ending the reason why the proof ended
 * @param figures the amount of work, without the search for a smaller case
 * @param elapsed the duration of that work
 * @param counterexample the failing case, if there is one
 */
public record Result(
        Property property, Ending ending, Figures figures, Duration elapsed, Optional<Counterexample> counterexample) {
    /** The reason why the proof of a property ended. */
    public enum Ending {
        /** All tries were made, and the property held. */
        ALL_TRIES,
        /** The time limit was reached; the property held until then. */
        TIME_LIMIT,
        /** The proof was interrupted; the property held until then. */
        STOPPED,
        /** A case failed. */
        FAILED
    }

    /**
     * Whether no failing case was found.
     *
     * @return true if the property held as far as it was tried
     */
    public boolean holds() {
        return counterexample.isEmpty();
    }
}
