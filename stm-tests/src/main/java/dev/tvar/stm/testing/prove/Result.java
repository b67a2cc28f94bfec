package dev.tvar.stm.testing.prove;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of one property.
 *
 * @param property what was tried
 * @param ending why no more was tried
 * @param figures how much was tried, without the search for a smaller case
 * @param elapsed how long that took
 * @param counterexample the failing case, if there is one
 */
public record Result(
        Property property, Ending ending, Figures figures, Duration elapsed, Optional<Counterexample> counterexample) {
    /** Why no more was tried. */
    public enum Ending {
        /** All tries were made, and the property held. */
        ALL_TRIES,
        /** The time was over; the property held until then. */
        TIME_LIMIT,
        /** Somebody asked for the end; the property held until then. */
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
