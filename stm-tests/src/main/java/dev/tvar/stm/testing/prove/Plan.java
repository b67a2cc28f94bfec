package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.explore.Detail;
import java.time.Duration;
import java.util.List;

/**
 * What is tried, and how hard; immutable.
 *
 * @param properties what is tried, in this order
 * @param sizes how large the cases may be
 * @param tries how many random cases of each property, at least 1
 * @param runs how often each case is run at most, at least 1: its threads meet differently each time
 * @param seed decides the cases, not how their threads meet: try {@code i} of this plan is try 0 of a plan with the seed
 *     {@code seed + i}
 * @param timeLimit after which no new case is begun; the properties share it
 * @param stuckLimit after which a run counts as hung
 * @param shrinkLimit how long to look for a smaller failing case; on top of the time limit
 * @param detail how much a failing schedule shows
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

    static void between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
