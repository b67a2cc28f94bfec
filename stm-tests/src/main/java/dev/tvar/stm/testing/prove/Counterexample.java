package dev.tvar.stm.testing.prove;

import java.util.Optional;

/**
 * The smallest failing case that was found.
 *
 * @param seed a plan with this seed and one try finds the same case, if its threads meet in the same way
 * @param steps how often the case was made smaller
 * @param shrinking how that ended
 * @param runs how many runs the smallest case took to fail
 * @param report what the failing run showed, for a person
 * @param java a statement that runs the case in a test; empty if it would be too long
 */
public record Counterexample(
        long seed, int steps, Shrinking shrinking, int runs, String report, Optional<String> java) {
    /** How the search for a smaller case ended. */
    public enum Shrinking {
        /** No smaller case failed. */
        COMPLETE,
        /** There was no more time. */
        CUT,
        /** A thread hangs, and may hold what a smaller case needs; so the search went no further. */
        HUNG
    }
}
