package dev.tvar.stm;

import org.jspecify.annotations.Nullable;

/**
 * The body of a snapshot, with a result. It runs exactly once.
 *
 * @param <R> the type of the result
 * @param <X> the type of its exceptions; inferred as {@link RuntimeException} if it throws no checked exception
 */
@FunctionalInterface
public interface ReadBody<R extends @Nullable Object, X extends Throwable> {
    /**
     * Runs the body of the snapshot.
     *
     * @param tx the right to read, at one instant
     * @return the result
     * @throws X reaches the caller unchanged
     */
    R call(ReadTxn tx) throws X;
}
