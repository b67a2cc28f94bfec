package dev.tvar.stm.examples.compare;

import java.time.Duration;

/** The length of a measurement: a duration, or a number of operations. */
public sealed interface Extent {
    /**
     * The completed fraction.
     *
     * @param nanos the duration of the measurement so far
     * @param operations how many operations were made
     * @return from 0 to 1, or more if it is exceeded
     */
    double fraction(long nanos, long operations);

    /**
     * A time.
     *
     * @param duration more than zero
     */
    record Lasting(Duration duration) implements Extent {
        @Override
        public double fraction(long nanos, long operations) {
            return (double) nanos / duration.toNanos();
        }

        @Override
        public String toString() {
            return duration.toMillis() + " ms";
        }
    }

    /**
     * A number of operations, of all threads together.
     *
     * @param count at least 1
     */
    record Counting(long count) implements Extent {
        @Override
        public double fraction(long nanos, long operations) {
            return (double) operations / count;
        }

        @Override
        public String toString() {
            return count + " operations";
        }
    }
}
