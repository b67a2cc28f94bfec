package dev.tvar.stm.etcd;

/**
 * A transaction was sent to the cluster, no answer came, and until the time limit nobody could say what has become of it: it
 * may have committed, it may not have, or it may still. Ask {@link EtcdStore#hasCommitted} with the {@link #token()} when the
 * cluster can be reached again; the answer settles it for good. The store can be used meanwhile.
 *
 * <p>The hooks that {@code afterRollback} registered have run, though the writes may be there.
 */
public final class CommitOutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to ask with. */
    private final String token;

    CommitOutcomeUnknownException(String token, Throwable cause) {
        super(
                "the cluster has not said whether the transaction has committed; EtcdStore.hasCommitted(\"" + token
                        + "\") asks again",
                cause);
        this.token = token;
    }

    /**
     * What to ask with: in this process or another, with a store of the same prefix.
     *
     * @return a line of text
     */
    public String token() {
        return token;
    }
}
