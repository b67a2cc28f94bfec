package dev.tvar.stm.etcd;

import java.time.Duration;

/**
 * The lease to which this client attaches its markers: if the process ends without removing them, etcd
 * removes them. It is not kept alive. A new lease is requested when half of its time has passed, so a
 * marker stays for at least the other half.
 */
final class Lease {
    private static final long NONE = 0;

    private final Connection connection;
    private final long limitNanos;
    private final long lifetimeNanos;

    // ---- guarded by this
    private long id = NONE;
    private long granted;

    /**
     * No lease yet.
     *
     * @param lifetime the minimum lifetime of a marker
     * @param limitNanos the time limit for requests
     */
    Lease(Connection connection, Duration lifetime, long limitNanos) {
        this.connection = connection;
        this.limitNanos = limitNanos;
        lifetimeNanos = lifetime.toNanos();
    }

    /**
     * A lease with at least half of its time left.
     *
     * @throws EtcdException if the cluster does not grant one
     */
    synchronized long current() {
        long now = System.nanoTime(); // before the request: the lease begins later than this
        if (id == NONE || now - granted > lifetimeNanos) {
            id = connection.grantLease(seconds(2 * lifetimeNanos), limitNanos);
            granted = now;
        }
        return id;
    }

    private static long seconds(long nanos) {
        return (nanos + 999_999_999) / 1_000_000_000;
    }

    /** Called when the server does not know a lease (any more). */
    synchronized void lost(long unknown) {
        if (id == unknown) {
            id = NONE;
        }
    }

    /** Removes the lease from etcd with all attached keys. */
    synchronized void revoke() {
        if (id != NONE) {
            connection.revokeLease(id);
            id = NONE;
        }
    }
}
