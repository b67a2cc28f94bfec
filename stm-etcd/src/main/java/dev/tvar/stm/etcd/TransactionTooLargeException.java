package dev.tvar.stm.etcd;

/** A transaction is larger than the server takes. It was not sent. */
public final class TransactionTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What it has. */
    private final long size;

    /** What the server takes. */
    private final long limit;

    TransactionTooLargeException(String what, long size, long limit, String advice) {
        super("the transaction " + what + " " + size + ", and the server takes " + limit + ": " + advice);
        this.size = size;
        this.limit = limit;
    }

    /**
     * How large it is.
     *
     * @return operations or bytes, as the message says
     */
    public long size() {
        return size;
    }

    /**
     * How large it may be.
     *
     * @return operations or bytes, as the message says
     */
    public long limit() {
        return limit;
    }
}
