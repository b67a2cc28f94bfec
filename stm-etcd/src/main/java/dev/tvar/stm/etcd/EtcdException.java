package dev.tvar.stm.etcd;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a store cannot reach its cluster, or the cluster refuses a request. If it leaves a
 * transaction, none of its writes took effect or will take effect; only {@link
 * CommitOutcomeUnknownException} leaves that open.
 */
public final class EtcdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reasons of failures. */
    public enum Reason {
        /** No endpoint has answered in time. May be transient. */
        UNAVAILABLE,
        /** The user name or password was refused or is missing. */
        AUTHENTICATION,
        /** The user may not read or write these keys. */
        PERMISSION,
        /**
         * The server's quota for its data is used up: it takes no writes until it is compacted and the alarm is
         * cleared.
         */
        NO_SPACE,
        /**
         * The endpoints do not belong to the cluster that the store was connected to, or it has lost part of its
         * history.
         */
        WRONG_CLUSTER,
        /**
         * No secure connection: a certificate is not trusted, has expired, is for another host or is missing. The
         * message and the cause say which.
         */
        TLS,
        /** The prefix of the store begins with the prefix of another store, or the other way round. */
        OVERLAPPING_PREFIX,
        /** The server refuses the request, for a reason that the message gives. */
        REFUSED
    }

    /** The reason of the failure. */
    private final Reason reason;

    EtcdException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Whether it prevents writes only. */
    boolean leavesReading() {
        return reason == Reason.PERMISSION || reason == Reason.NO_SPACE;
    }

    /**
     * The reason of the failure.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
