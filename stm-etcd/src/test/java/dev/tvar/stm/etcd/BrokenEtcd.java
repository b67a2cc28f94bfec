package dev.tvar.stm.etcd;

import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in front of etcd that changes transactions in transit: a planted bug of the store, at the level of the
 * protocol.
 */
final class BrokenEtcd implements AutoCloseable {
    private final UnaryOperator<TxnRequest> bug;
    private final ManagedChannel etcd;
    private final Server server;

    // ---- guarded by this
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;
    private boolean delaying;

    private @Nullable TxnRequest delayed;

    BrokenEtcd(String etcdUrl, UnaryOperator<TxnRequest> bug) {
        this.bug = bug;
        URI address = URI.create(etcdUrl);
        etcd = Grpc.newChannelBuilderForAddress(
                        address.getHost(), address.getPort(), InsecureChannelCredentials.create())
                .build();
        var builder = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create());
        List.<BindableService>of(new Keys(), new Leases(), new Watches()).forEach(builder::addService);
        try {
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Holds the next commit back, until {@link #deliverLateCommit}. */
    synchronized void delayNextCommit() {
        delaying = true;
    }

    /** Delivers the held commit, and returns when etcd has answered. */
    void deliverLateCommit() {
        TxnRequest late;
        synchronized (this) {
            late = Objects.requireNonNull(delayed, "no commit was sent");
            delayed = null;
        }
        KVGrpc.newBlockingStub(etcd).txn(bug.apply(late));
    }

    private synchronized boolean isDelayed(TxnRequest request) {
        boolean writesValues = request.getSuccessList().stream()
                .anyMatch(op -> op.getRequestPut().getKey().toStringUtf8().contains("/k/"));
        if (!delaying || !writesValues) {
            return false;
        }
        delaying = false;
        delayed = request;
        return true;
    }

    /** Holds the reports of watches back, until the next transaction has its answer. */
    synchronized void holdWatches() {
        holding = true;
    }

    private synchronized void releaseWatches() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    private synchronized void pass(Runnable report) {
        if (holding) {
            held.add(report);
        } else {
            report.run();
        }
    }

    /** Forwards everything. */
    private static class Forward<T> implements StreamObserver<T> {
        private final StreamObserver<T> to;

        Forward(StreamObserver<T> to) {
            this.to = to;
        }

        @Override
        public void onNext(T message) {
            to.onNext(message);
        }

        @Override
        public void onError(Throwable failure) {
            to.onError(failure);
        }

        @Override
        public void onCompleted() {
            to.onCompleted();
        }
    }

    private final class Keys extends KVGrpc.KVImplBase {
        private final KVGrpc.KVStub real = KVGrpc.newStub(etcd);

        @Override
        public void txn(TxnRequest request, StreamObserver<TxnResponse> answer) {
            if (isDelayed(request)) {
                return; // its client has no answer
            }
            real.txn(bug.apply(request), new Forward<>(answer) {
                @Override
                public void onNext(TxnResponse response) {
                    super.onNext(response);
                    releaseWatches();
                }
            });
        }

        @Override
        public void range(RangeRequest request, StreamObserver<RangeResponse> answer) {
            real.range(request, answer);
        }

        @Override
        public void put(PutRequest request, StreamObserver<PutResponse> answer) {
            real.put(request, answer);
        }
    }

    private final class Leases extends LeaseGrpc.LeaseImplBase {
        private final LeaseGrpc.LeaseStub real = LeaseGrpc.newStub(etcd);

        @Override
        public void leaseGrant(LeaseGrantRequest request, StreamObserver<LeaseGrantResponse> answer) {
            real.leaseGrant(request, answer);
        }

        @Override
        public void leaseRevoke(LeaseRevokeRequest request, StreamObserver<LeaseRevokeResponse> answer) {
            real.leaseRevoke(request, answer);
        }
    }

    private final class Watches extends WatchGrpc.WatchImplBase {
        @Override
        public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> answer) {
            return WatchGrpc.newStub(etcd).watch(new Forward<>(answer) {
                @Override
                public void onNext(WatchResponse report) {
                    pass(() -> super.onNext(report));
                }
            });
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        etcd.shutdownNow();
    }
}
