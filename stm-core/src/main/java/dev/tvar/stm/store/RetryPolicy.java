package dev.tvar.stm.store;

import dev.tvar.stm.internal.text.Durations;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often, and for how long, a {@link TStore#changeset} is tried; immutable. Between two tries it pauses for a random
 * time, whose upper bound doubles from {@code firstPause} to {@code longestPause}.
 *
 * @param maxTries how often the body runs at most: 3 means exactly three runs if all of them lose; at least 1
 * @param timeLimit no try begins when this time has passed since the first began; null for no limit. A try that has
 *     begun is not interrupted
 * @param firstPause the longest pause after the first lost try; zero for no pauses
 * @param longestPause no pause is longer than this
 */
public record RetryPolicy(int maxTries, @Nullable Duration timeLimit, Duration firstPause, Duration longestPause) {

    private static final Duration FIRST_PAUSE = Duration.ofNanos(20_000);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(10);

    /**
     * Checks the values.
     *
     * @param maxTries how often the body runs at most
     * @param timeLimit how long after the first try another one may begin; null for no limit
     * @param firstPause the longest pause after the first lost try
     * @param longestPause the longest pause
     * @throws IllegalArgumentException if {@code maxTries} is less than 1, the limit is not positive, or a pause is
     *     negative
     */
    public RetryPolicy {
        Objects.requireNonNull(firstPause, "firstPause");
        Objects.requireNonNull(longestPause, "longestPause");
        if (maxTries < 1) {
            throw new IllegalArgumentException("maxTries must be at least 1, not " + maxTries);
        }
        if (timeLimit != null && (timeLimit.isZero() || timeLimit.isNegative())) {
            throw new IllegalArgumentException("timeLimit must be positive, not " + Durations.text(timeLimit));
        }
        if (firstPause.isNegative() || longestPause.isNegative()) {
            throw new IllegalArgumentException("pauses must not be negative, not " + Durations.text(firstPause)
                    + " and " + Durations.text(longestPause));
        }
    }

    /**
     * So many tries, no time limit, pauses of at most 20 microseconds that grow to at most 10 milliseconds.
     *
     * @param maxTries at least 1
     * @return the policy
     */
    public static RetryPolicy tries(int maxTries) {
        return new RetryPolicy(maxTries, null, FIRST_PAUSE, LONGEST_PAUSE);
    }

    /**
     * As many tries as fit into the time, at least one.
     *
     * @param timeLimit more than zero
     * @return the policy
     */
    public static RetryPolicy within(Duration timeLimit) {
        return tries(Integer.MAX_VALUE).withTimeLimit(timeLimit);
    }

    /**
     * This policy with another time limit.
     *
     * @param newTimeLimit more than zero
     * @return the new policy
     */
    public RetryPolicy withTimeLimit(Duration newTimeLimit) {
        return new RetryPolicy(maxTries, newTimeLimit, firstPause, longestPause);
    }

    /**
     * This policy with other pauses.
     *
     * @param newFirstPause the longest pause after the first lost try; zero for no pauses
     * @param newLongestPause no pause is longer than this
     * @return the new policy
     */
    public RetryPolicy withPauses(Duration newFirstPause, Duration newLongestPause) {
        return new RetryPolicy(maxTries, timeLimit, newFirstPause, newLongestPause);
    }

    /** The policy for people: tries, time limit, pauses. */
    @Override
    public String toString() {
        String tries = maxTries == Integer.MAX_VALUE ? "unlimited" : Integer.toString(maxTries);
        return "RetryPolicy[maxTries=" + tries + ", timeLimit=" + Durations.text(timeLimit) + ", firstPause="
                + Durations.text(firstPause) + ", longestPause=" + Durations.text(longestPause) + "]";
    }
}
