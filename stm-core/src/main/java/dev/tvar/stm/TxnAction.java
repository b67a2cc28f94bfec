package dev.tvar.stm;

import org.jspecify.annotations.Nullable;

/**
 * The body of a transaction without a result. <b>It may run more than once</b>, so it must change nothing but TVars;
 * and it must not wait for another thread, see {@link TxnBody}. It is also a {@link TxnBody}, whose result is null, so
 * it can be passed wherever a {@code TxnBody} is expected.
 *
 * @param <X> the type of its exceptions; inferred as {@link RuntimeException} if it throws no checked exception
 */
@FunctionalInterface
public interface TxnAction<X extends Throwable> extends TxnBody<@Nullable Void, X> {
    /**
     * Does the work of one attempt.
     *
     * @param tx the transaction of this attempt
     * @throws X undoes everything and reaches the caller unchanged
     */
    void run(Txn tx) throws X;

    /**
     * Does the work of one attempt.
     *
     * @param tx the transaction of this attempt
     * @return null
     * @throws X undoes everything and reaches the caller unchanged
     */
    @Override
    @SuppressWarnings("NullAway") // it does not see that the result's type may be null
    default @Nullable Void call(Txn tx) throws X {
        run(tx);
        return null;
    }
}
