package dev.tvar.stm.etcd;

import org.jspecify.annotations.Nullable;

/**
 * Something is wrong between a store and its cluster. If it leaves a transaction, nothing of that was written, and nothing
 * of it will be. The one exception to that has a type of its own, {@link CommitOutcomeUnknownException}.
 */
public final class EtcdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Reason {
        /** No endpoint has answered in time. May pass. */
        UNAVAILABLE,
        /** User name or password were refused, or are needed. */
        AUTHENTICATION,
        /** The user may not read or write these keys. */
        PERMISSION,
        /** The server's quota for its data is used up: it takes no writes until it was compacted and the alarm cleared. */
        NO_SPACE,
        /** The endpoints do not belong to the cluster that the store was connected to, or it has lost part of its history. */
        WRONG_CLUSTER,
        /** The server refuses the request, for a reason that the message gives. */
        REFUSED
    }

    /** The kind of trouble. */
    private final Reason reason;

    EtcdException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * What kind of trouble it is.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
