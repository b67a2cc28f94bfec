package dev.tvar.stm.testing.explore;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of an exploration. Immutable.
 *
 * @param schedules the number of schedules that were run to their end
 * @param distinct the number of different schedules among them
 * @param cutShort the number of schedules broken off because every continuation was run already
 * @param steps the number of steps of all schedules together
 * @param complete whether these were all schedules, up to the order of independent steps
 * @param took the duration of the exploration
 * @param driver how the threads were run, in words
 * @param found the failure, or null; {@link #failure} is the same as an Optional
 */
public record Exploration(
        long schedules,
        long distinct,
        long cutShort,
        long steps,
        boolean complete,
        Duration took,
        String driver,
        @Nullable Failure found) {
    /**
     * The failure, if there is one: an exploration ends with the first.
     *
     * @return the failure
     */
    public Optional<Failure> failure() {
        return Optional.ofNullable(found);
    }

    /**
     * Throws if something was found.
     *
     * @return this
     * @throws AssertionError with the report of the failure
     */
    public Exploration requireNoFailure() {
        if (found != null) {
            throw new AssertionError(found.toString(), found.cause());
        }
        return this;
    }

    /**
     * Schedules per second.
     *
     * @return the number run in a second, including schedules that were cut short
     */
    public double schedulesPerSecond() {
        return (schedules + cutShort) / Math.max(1e-9, took.toNanos() / 1e9);
    }

    /** The figures, in a line. */
    @Override
    public String toString() {
        return (complete ? "all " : "") + schedules + " schedules (" + distinct + " different, " + cutShort
                + " cut short), " + steps + " steps, " + Math.round(schedulesPerSecond()) + " schedules/s on " + driver
                + (found == null ? "" : "; " + found.kind());
    }
}
