package dev.tvar.stm;

/**
 * What a transaction does, without a result. <b>It may run more than once</b>: it must change nothing but TVars.
 *
 * @param <X> what it throws; inferred as {@link RuntimeException} where it throws nothing checked
 */
@FunctionalInterface
public interface TxnAction<X extends Throwable> {
    /**
     * Does the work of one attempt.
     *
     * @param tx the transaction of this attempt
     * @throws X undoes everything and reaches the caller unchanged
     */
    void run(Txn tx) throws X;
}
