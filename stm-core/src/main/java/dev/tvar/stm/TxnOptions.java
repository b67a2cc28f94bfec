package dev.tvar.stm;

import dev.tvar.stm.internal.text.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of a transaction: name, limit on attempts, time limit. Immutable. Start with {@link #defaults()} and
 * change the options that you need.
 *
 * @param name the name of the transaction in error messages; null for none
 * @param maxAttempts how often the body may run, whether a conflict or the end of a wait is the reason to run it again;
 *     at least 1
 * @param timeout one time limit over everything: body, conflicts, waiting and back-off; null for none. It is checked
 *     before each attempt, in every wait and before the commit; a body that computes is not interrupted.
 */
public record TxnOptions(
        @Nullable String name, int maxAttempts, @Nullable Duration timeout) {

    private static final TxnOptions DEFAULTS = new TxnOptions(null, Integer.MAX_VALUE, null);

    /**
     * Checks the values.
     *
     * @param name the name of the transaction in error messages; null for none
     * @param maxAttempts how often the body may run
     * @param timeout the limit over everything; null for none
     * @throws IllegalArgumentException if {@code maxAttempts} is less than 1, or {@code timeout} is zero or negative
     */
    public TxnOptions {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, not " + maxAttempts);
        }
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            throw new IllegalArgumentException("timeout must be positive, not " + Durations.text(timeout));
        }
    }

    /**
     * No name, no limit on attempts, no time limit.
     *
     * @return the default options
     */
    public static TxnOptions defaults() {
        return DEFAULTS;
    }

    /**
     * These options with another name.
     *
     * @param newName the name of the transaction in error messages
     * @return the new options
     */
    public TxnOptions withName(String newName) {
        return new TxnOptions(newName, maxAttempts, timeout);
    }

    /**
     * These options with another limit on attempts.
     *
     * @param newMaxAttempts at least 1
     * @return the new options
     * @throws IllegalArgumentException if it is less than 1
     */
    public TxnOptions withMaxAttempts(int newMaxAttempts) {
        return new TxnOptions(name, newMaxAttempts, timeout);
    }

    /**
     * These options with another time limit.
     *
     * @param newTimeout more than zero
     * @return the new options
     * @throws IllegalArgumentException if it is zero or negative
     */
    public TxnOptions withTimeout(Duration newTimeout) {
        return new TxnOptions(name, maxAttempts, newTimeout);
    }

    /** Returns the options as text: name, limit on attempts, time limit. */
    @Override
    public String toString() {
        String attempts = maxAttempts == Integer.MAX_VALUE ? "unlimited" : Integer.toString(maxAttempts);
        return "TxnOptions[name=" + name + ", maxAttempts=" + attempts + ", timeout=" + Durations.text(timeout) + "]";
    }
}
