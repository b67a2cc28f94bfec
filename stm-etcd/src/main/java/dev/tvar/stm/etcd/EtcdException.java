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
        /**
         * No secure connection: a certificate is not trusted, has expired, is for another host or is missing. The message and
         * the cause say which.
         */
        TLS,
        /** The prefix of the store begins with the prefix of another store, or the other way round. */
        OVERLAPPING_PREFIX,
        /** The server refuses the request, for a reason that the message gives. */
        REFUSED
    }

    /** The kind of trouble. */
    private final Reason reason;

    EtcdException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Whether it stands in the way of writing only. */
    boolean leavesReading() {
        return reason == Reason.PERMISSION || reason == Reason.NO_SPACE;
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
