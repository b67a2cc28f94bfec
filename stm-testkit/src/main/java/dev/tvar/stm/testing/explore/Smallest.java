package dev.tvar.stm.testing.explore;

import java.util.function.ToIntFunction;

/**
 * Minimises a failing schedule: its shortest failing prefix, then without as many turns as possible. It stops when
 * the tried schedules have taken more steps than {@link #MOST_STEPS}.
 */
final class Smallest {
    /** The limit of steps; each schedule counts for 100 more. */
    private static final int MOST_STEPS = 250_000;

    private static final int STEPS_PER_SCHEDULE = 100;

    private final ToIntFunction<Schedule> stepsToFailure;
    private int stepsLeft = MOST_STEPS;

    private Smallest(ToIntFunction<Schedule> stepsToFailure) {
        this.stepsToFailure = stepsToFailure;
    }

    /**
     * The smallest schedule found that still fails; {@code failing} if that does not fail when it is repeated.
     *
     * @param stepsToFailure runs a schedule; returns the number of steps until it failed, or the complement of that
     *     number if it did not fail
     */
    static Schedule of(Schedule failing, ToIntFunction<Schedule> stepsToFailure) {
        Smallest smallest = new Smallest(stepsToFailure);
        return smallest.withShortEnd(smallest.withoutTurns(smallest.shortest(failing)));
    }

    private boolean stillFails(Schedule candidate) {
        if (stepsLeft < 0) {
            return false;
        }
        int steps = stepsToFailure.applyAsInt(candidate);
        stepsLeft -= STEPS_PER_SCHEDULE + Math.max(steps, ~steps);
        return steps >= 0;
    }

    private Schedule shortest(Schedule failing) {
        int length = failing.turns().size();
        for (int tried = 0; tried < length; tried = tried < 8 ? tried + 1 : tried + tried / 4) {
            Schedule beginning = failing.first(tried);
            if (stillFails(beginning)) {
                return beginning;
            }
        }
        return failing;
    }

    private Schedule withoutTurns(Schedule failing) {
        Schedule best = failing;
        for (int chunk = Math.max(1, best.turns().size() / 2); chunk >= 1; ) {
            Schedule smaller = without(best, chunk);
            if (smaller.turns().size() < best.turns().size()) {
                best = smaller;
            } else {
                chunk = chunk / 2;
            }
            chunk = Math.min(chunk, best.turns().size());
        }
        return best;
    }

    /** The thread of the last turn continues after it anyway. */
    private Schedule withShortEnd(Schedule failing) {
        Schedule shorter = failing.withLastTurnOf(1);
        return stillFails(shorter) ? shorter : failing;
    }

    /** One pass from the end: each chunk of this number of turns is left out if it can be. */
    private Schedule without(Schedule failing, int chunk) {
        Schedule best = failing;
        for (int from = best.turns().size() - chunk; from >= 0; from--) {
            if (from + chunk <= best.turns().size()) {
                Schedule candidate = best.without(from, from + chunk);
                if (stillFails(candidate)) {
                    best = candidate;
                }
            }
        }
        return best;
    }
}
