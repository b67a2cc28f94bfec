package dev.tvar.stm.etcd;

/**
 * Thrown when a transaction was sent to the cluster and its outcome could not be determined within the
 * time limit: it may have committed, it may not have, or it may commit later. Call {@link
 * EtcdStore#hasCommitted} with the {@link #token()} when the cluster can be reached again; that
 * decides the outcome for good. The store can be used meanwhile.
 *
 * <p>The hooks that {@code afterRollback} registered have run, although the writes may take effect.
 */
public final class CommitOutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The token of the commit. */
    private final String token;

    CommitOutcomeUnknownException(String token, Throwable cause) {
        super(
                "the cluster has not said whether the transaction has committed; EtcdStore.hasCommitted(\"" + token
                        + "\") asks again",
                cause);
        this.token = token;
    }

    /**
     * The token for {@link EtcdStore#hasCommitted}, in this process or another, on a store with the same prefix.
     *
     * @return a line of text
     */
    public String token() {
        return token;
    }
}
