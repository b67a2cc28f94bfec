package dev.tvar.stm.store;

/**
 * The body of a {@link TStore#changeset}. <b>It may run more than once</b>, each time with a fresh checkout.
 *
 * @param <X> the type of its exceptions; inferred as {@link RuntimeException} if it throws no checked exception
 */
@FunctionalInterface
public interface ChangesetBody<X extends Throwable> {
    /**
     * Does the work of one try; the commit follows when it returns.
     *
     * @param checkout the keys of the changeset, freshly checked out
     * @throws X nothing is written, and it reaches the caller unchanged; only a {@link StoreConflictException} counts as a
     *     lost try
     */
    void run(Checkout checkout) throws X;
}
