package dev.tvar.stm.testing.history;

import org.jspecify.annotations.Nullable;

/**
 * A value in a history: a number, or the identity of an object. Two objects with the same identity
 * hash count as equal, so a difference is always real.
 *
 * @param number the number, or the identity hash code of the object
 * @param isNumber whether it is a number
 */
public record Value(long number, boolean isNumber) {
    /**
     * A number.
     *
     * @param number which
     * @return its value
     */
    public static Value of(long number) {
        return new Value(number, true);
    }

    /**
     * An object.
     *
     * @param object which; may be null
     * @return its value
     */
    public static Value ofObject(@Nullable Object object) {
        return new Value(System.identityHashCode(object), false);
    }

    /** {@code 100} for a number, {@code #64} for an object. */
    @Override
    public String toString() {
        return isNumber ? Long.toString(number) : "#" + Long.toHexString(number);
    }
}
