package dev.tvar.stm;

import org.jspecify.annotations.Nullable;

/**
 * The body of a snapshot without a result, such as one printing a report. It runs exactly once. It is also a {@link
 * ReadBody}, whose result is null.
 *
 * @param <X> the type of its exceptions; inferred as {@link RuntimeException} if it throws no checked exception
 */
@FunctionalInterface
public interface ReadAction<X extends Throwable> extends ReadBody<@Nullable Void, X> {
    /**
     * Runs the body of the snapshot.
     *
     * @param tx the right to read, at one instant
     * @throws X reaches the caller unchanged
     */
    void run(ReadTxn tx) throws X;

    /**
     * Runs the body of the snapshot.
     *
     * @param tx the right to read, at one instant
     * @return null
     * @throws X reaches the caller unchanged
     */
    @Override
    @SuppressWarnings("NullAway") // it does not see that the result's type may be null
    default @Nullable Void call(ReadTxn tx) throws X {
        run(tx);
        return null;
    }
}
