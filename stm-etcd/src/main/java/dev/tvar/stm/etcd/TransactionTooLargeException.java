package dev.tvar.stm.etcd;

/** Thrown when a transaction exceeds a limit of the server. It was not sent. */
public final class TransactionTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The size of the transaction. */
    private final long size;

    /** The limit of the server. */
    private final long limit;

    TransactionTooLargeException(String what, long size, long limit, String advice) {
        super("the transaction " + what + " " + size + ", and the server takes " + limit + ": " + advice);
        this.size = size;
        this.limit = limit;
    }

    /**
     * The size of the transaction.
     *
     * @return operations or bytes, as the message says
     */
    public long size() {
        return size;
    }

    /**
     * The limit of the server.
     *
     * @return operations or bytes, as the message says
     */
    public long limit() {
        return limit;
    }
}
