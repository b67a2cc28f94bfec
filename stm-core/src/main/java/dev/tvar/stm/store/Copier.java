package dev.tvar.stm.store;

import org.jspecify.annotations.Nullable;

/**
 * Makes a private copy of a value, so that the store and its callers never hold the same changeable object. Must copy
 * everything that can be changed in place, must not change its argument, and may be called by any thread.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface Copier<V> {
    /**
     * A copy that shares nothing changeable with the value.
     *
     * @param value what to copy; never null
     * @return the copy; not null
     */
    V copy(V value);

    /**
     * The copier for immutable values: the value itself. Using it is a promise that no one changes such a value in place.
     *
     * @param <V> the type of the values
     * @return always the same copier
     */
    @SuppressWarnings("unchecked") // it returns what it is given, whatever the type
    static <V> Copier<V> identity() {
        return (Copier<V>) Copiers.IDENTITY;
    }

    /**
     * A copy, or null for null.
     *
     * @param value what to copy
     * @return the copy
     */
    default @Nullable V copyOrNull(@Nullable V value) {
        return value == null ? null : copy(value);
    }
}
