package dev.tvar.stm;

import org.jspecify.annotations.Nullable;

/**
 * The body of a transaction, with a result. <b>It may run more than once</b>, so it must change nothing but TVars.
 * <b>It must not wait for another thread</b>, other than by {@link Txn#retry}: after {@value
 * STM#ATTEMPTS_BEFORE_TICKET} lost attempts, no other transaction that writes can commit before this one ends.
 *
 * @param <R> the type of the result
 * @param <X> the type of its exceptions; inferred as {@link RuntimeException} if it throws no checked exception
 */
@FunctionalInterface
public interface TxnBody<R extends @Nullable Object, X extends Throwable> {
    /**
     * Does the work of one attempt.
     *
     * @param tx the transaction of this attempt
     * @return the result, handed to the caller if the attempt commits
     * @throws X undoes everything and reaches the caller unchanged
     */
    R call(Txn tx) throws X;
}
