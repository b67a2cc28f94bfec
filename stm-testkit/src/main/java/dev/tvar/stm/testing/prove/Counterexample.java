package dev.tvar.stm.testing.prove;

import java.util.Optional;

/**
 * The smallest failing case that was found.
 *
 * @param seed a plan with this seed and one try finds the same case, if its threads meet in the same way
 * @param steps the number of times that the case was made smaller
 * @param shrinking how the search for a smaller case ended
 * @param runs the number of runs until the smallest case failed
 * @param report the report of the failing run, for people
 * @param java a statement that runs the case in a test; empty if it would be too long
 */
public record Counterexample(
        long seed, int steps, Shrinking shrinking, int runs, String report, Optional<String> java) {
    /** How the search for a smaller case ended. */
    public enum Shrinking {
        /** No smaller case failed. */
        COMPLETE,
        /** The time was used up. */
        CUT,
        /** A thread hangs, and may hold resources that a smaller case needs; so the search ended. */
        HUNG
    }
}
