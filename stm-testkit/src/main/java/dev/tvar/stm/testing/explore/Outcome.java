package dev.tvar.stm.testing.explore;

import org.jspecify.annotations.Nullable;

/**
 * How one schedule ended.
 *
 * @param kind what went wrong; null if nothing
 * @param message what exactly
 * @param cause what was thrown, if anything was
 * @param redundant whether it was broken off because every continuation was run already
 * @param steps how many steps it took
 */
record Outcome(
        Failure.@Nullable Kind kind,
        String message,
        @Nullable Throwable cause,
        boolean redundant,
        int steps) {
    boolean isGood() {
        return kind == null && !redundant;
    }

    static Outcome good(int steps) {
        return new Outcome(null, "", null, false, steps);
    }

    static Outcome redundant(int steps) {
        return new Outcome(null, "", null, true, steps);
    }

    static Outcome bad(Failure.Kind kind, String message, @Nullable Throwable cause, int steps) {
        return new Outcome(kind, message, cause, false, steps);
    }
}
