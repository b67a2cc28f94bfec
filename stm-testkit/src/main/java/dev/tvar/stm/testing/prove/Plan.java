package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.explore.Detail;
import java.time.Duration;
import java.util.List;

/**
 * The properties to try, and the effort; immutable.
 *
 * @param properties the properties, in the order in which they are tried
 * @param sizes the sizes of the cases
 * @param tries the number of random cases of each property, at least 1
 * @param runs the largest number of runs of each case, at least 1: its threads interleave differently each time
 * @param seed decides the cases, not the interleaving of their threads: try {@code i} of this plan is
 * try 0 of a plan with the seed {@code seed + i}
 * @param timeLimit the time after which no new case is started; all properties together
 * @param stuckLimit the time after which a run counts as hung
 * @param shrinkLimit the time for the search for a smaller failing case; in addition to the time limit
 * @param detail the detail of a failing schedule
 */
public record Plan(
        List<Property> properties,
        Sizes sizes,
        int tries,
        int runs,
        long seed,
        Duration timeLimit,
        Duration stuckLimit,
        Duration shrinkLimit,
        Detail detail) {
    /**
     * A plan whose failing schedules show their story only.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Plan(
            List<Property> properties,
            Sizes sizes,
            int tries,
            int runs,
            long seed,
            Duration timeLimit,
            Duration stuckLimit,
            Duration shrinkLimit) {
        this(properties, sizes, tries, runs, seed, timeLimit, stuckLimit, shrinkLimit, Detail.STORY);
    }

    /**
     * Copies the list and checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Plan {
        properties = List.copyOf(properties);
        between("tries", tries, 1, Integer.MAX_VALUE);
        between("runs", runs, 1, Integer.MAX_VALUE);
    }

    /**
     * The same plan for other properties.
     *
     * @param others the properties
     * @return a plan with the same effort
     */
    public Plan with(List<Property> others) {
        return new Plan(others, sizes, tries, runs, seed, timeLimit, stuckLimit, shrinkLimit, detail);
    }

    static void between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
