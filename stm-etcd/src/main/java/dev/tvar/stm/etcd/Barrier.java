package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.etcd.EtcdException.Reason;
import io.etcd.jetcd.api.PutRequest;
import io.grpc.StatusRuntimeException;

/** Waits until the mirror shows everything that is committed now. */
final class Barrier {
    /** Limit of the wait for changes in flight, before it makes one of its own. */
    private static final long UNDER_WAY_NANOS = 20_000_000;

    private static final ByteString CONTENT = ByteString.copyFromUtf8("refresh");

    private final Connection connection;
    private final Feed feed;
    private final Lease lease;
    private final ByteString key;
    private final long limitNanos;

    Barrier(Connection connection, Feed feed, Lease lease, ByteString key, long limitNanos) {
        this.connection = connection;
        this.feed = feed;
        this.lease = lease;
        this.key = key;
        this.limitNanos = limitNanos;
    }

    /**
     * Returns when the mirror shows the current revision of the cluster, or has failed. A revision that
     * changed nothing of this store never reaches the mirror, so the barrier writes a key of its own if
     * the mirror stays behind.
     *
     * @throws EtcdException if the cluster does not answer
     */
    void pass() {
        long newest = connection.newestRevision(limitNanos);
        if (!feed.awaitRevision(newest, UNDER_WAY_NANOS)) {
            feed.awaitRevision(write());
        }
    }

    private long write() {
        while (true) {
            long attached = lease.current();
            PutRequest change = PutRequest.newBuilder()
                    .setKey(key)
                    .setValue(CONTENT)
                    .setLease(attached)
                    .build();
            try {
                return connection
                        .repeated(limitNanos, stub -> stub.put(change))
                        .getHeader()
                        .getRevision();
            } catch (StatusRuntimeException e) {
                if (!Failures.isLeaseLost(e)) {
                    throw new EtcdException(
                            Reason.REFUSED, "the mirror cannot be brought up to date: " + e.getStatus(), e);
                }
                lease.lost(attached);
            }
        }
    }
}
