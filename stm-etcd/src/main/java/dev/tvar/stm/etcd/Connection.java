package dev.tvar.stm.etcd;

import dev.tvar.stm.etcd.EtcdException.Reason;
import io.etcd.jetcd.api.KVGrpc.KVBlockingStub;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc.LeaseBlockingStub;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The connections to the servers of a cluster. All requests use one of them, and after a failure the
 * next. Each request has a time limit of its own. An interrupt does not end a request early, since its
 * caller needs the outcome of the commit.
 */
final class Connection implements AutoCloseable {
    private static final long NO_CLUSTER = 0;
    private static final long PAUSE_MILLIS = 50;

    private final List<Endpoint> endpoints;
    private final Login login;
    private final long requestNanos;
    /** Sends a minimal request, to read the header of the answer. */
    private final RangeRequest probe;

    private final AtomicInteger current = new AtomicInteger();
    private final AtomicLong cluster = new AtomicLong(NO_CLUSTER);

    Connection(EtcdOptions options, Layout layout) {
        probe = RangeRequest.newBuilder()
                .setKey(layout.values)
                .setCountOnly(true)
                .build();
        requestNanos = options.timeouts.request().toNanos();
        login = new Login(options.login, options.timeouts.request());
        endpoints = open(options, login);
    }

    private static List<Endpoint> open(EtcdOptions options, Login login) {
        List<Endpoint> opened = new ArrayList<>();
        try {
            options.endpoints.forEach(address -> opened.add(new Endpoint(address, options.certificates, login)));
            return List.copyOf(opened);
        } catch (RuntimeException e) {
            opened.forEach(Endpoint::close);
            throw e;
        }
    }

    Endpoint current() {
        return endpoints.get(Math.floorMod(current.get(), endpoints.size()));
    }

    /** Switches to the next server, unless another thread has switched away from this one already. */
    void leave(Endpoint failed) {
        int seen = current.get();
        if (endpoints.get(Math.floorMod(seen, endpoints.size())) == failed) {
            current.compareAndSet(seen, seen + 1);
        }
    }

    /** Sends a transaction to one server, once; logs in first if necessary. */
    TxnResponse once(TxnRequest request) {
        return send(endpoint -> keys(endpoint).txn(request));
    }

    /** Sends an idempotent request to one server after the other, until one answers. */
    <R> R repeated(long limitNanos, Function<KVBlockingStub, R> request) {
        return repeat(limitNanos, endpoint -> request.apply(keys(endpoint)));
    }

    /** The name of a new lease. If an answer is lost, there is one more lease, which expires. */
    long grantLease(long seconds, long limitNanos) {
        LeaseGrantRequest request =
                LeaseGrantRequest.newBuilder().setTTL(seconds).build();
        return repeat(limitNanos, endpoint -> leases(endpoint).leaseGrant(request))
                .getID();
    }

    /** Ends a lease; tries it once. */
    void revokeLease(long lease) {
        LeaseRevokeRequest request =
                LeaseRevokeRequest.newBuilder().setID(lease).build();
        send(endpoint -> leases(endpoint).leaseRevoke(request));
    }

    private <R> R repeat(long limitNanos, Function<Endpoint, R> request) {
        long begun = System.nanoTime();
        int insecure = 0; // in a row
        while (true) {
            try {
                return send(request);
            } catch (StatusRuntimeException e) {
                if (Failures.isCompacted(e) || Failures.isLeaseLost(e)) {
                    throw e;
                }
                insecure = Failures.isTls(e) ? insecure + 1 : 0;
                boolean hopeless = Failures.isRefusal(e) || insecure >= endpoints.size();
                if (hopeless || System.nanoTime() - begun > limitNanos) {
                    throw Failures.toException(e);
                }
                pause();
            }
        }
    }

    private <R> R send(Function<Endpoint, R> request) {
        boolean interrupted = Thread.interrupted();
        Endpoint endpoint = current();
        try {
            return sendTo(endpoint, request);
        } catch (StatusRuntimeException e) {
            if (!Failures.isRefusal(e)) {
                leave(endpoint);
            }
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <R> R sendTo(Endpoint endpoint, Function<Endpoint, R> request) {
        login.ensure(endpoint.channel);
        try {
            verify(endpoint);
            return request.apply(endpoint);
        } catch (StatusRuntimeException e) {
            if (!Failures.asksForLogin(e)) {
                throw e;
            }
            login.renew(endpoint.channel);
            verify(endpoint);
            return request.apply(endpoint);
        }
    }

    /**
     * Sends no request to a server before it has shown the identity of its cluster: a write to another cluster would
     * take effect there.
     */
    private void verify(Endpoint endpoint) {
        if (!endpoint.verified) {
            checkCluster(endpoint, keys(endpoint).range(probe).getHeader());
            endpoint.verified = true;
        }
    }

    private KVBlockingStub keys(Endpoint endpoint) {
        return endpoint.keys.withDeadlineAfter(requestNanos, TimeUnit.NANOSECONDS);
    }

    private LeaseBlockingStub leases(Endpoint endpoint) {
        return endpoint.leases.withDeadlineAfter(requestNanos, TimeUnit.NANOSECONDS);
    }

    void login(Endpoint endpoint) {
        login.renew(endpoint.channel);
    }

    /** Refuses a server of a cluster other than that of the first server that answered. */
    void checkCluster(Endpoint endpoint, ResponseHeader header) {
        cluster.compareAndSet(NO_CLUSTER, header.getClusterId());
        if (header.getClusterId() != cluster.get()) {
            throw new EtcdException(
                    Reason.WRONG_CLUSTER,
                    "endpoint " + endpoint + " belongs to cluster " + Long.toHexString(header.getClusterId())
                            + ", the store to " + Long.toHexString(cluster.get()),
                    null);
        }
    }

    /** The newest revision of the cluster, read linearizably. */
    long newestRevision(long limitNanos) {
        return repeated(limitNanos, stub -> stub.range(probe)).getHeader().getRevision();
    }

    /** Pauses while a cluster elects its leader. Preserves the interrupt flag. */
    static void pause() {
        boolean interrupted = Thread.interrupted();
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        endpoints.forEach(Endpoint::close);
    }
}
