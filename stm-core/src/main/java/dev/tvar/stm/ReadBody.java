package dev.tvar.stm;

import org.jspecify.annotations.Nullable;

/**
 * The body of a snapshot, with a result. It runs exactly once.
 *
 * @param <R> the type of the result
 * @param <X> what it throws; inferred as {@link RuntimeException} where it throws nothing checked
 */
@FunctionalInterface
public interface ReadBody<R extends @Nullable Object, X extends Throwable> {
    /**
     * Reads what it needs.
     *
     * @param tx the right to read, at one instant
     * @return the result
     * @throws X reaches the caller unchanged
     */
    R call(ReadTxn tx) throws X;
}
