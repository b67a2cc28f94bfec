package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchProgressRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One watch on one server, from its begin to its end. A server that was silent for a while is probed
 * for liveness, but not for progress: etcd before 3.4.25 answers progress requests too early.
 */
final class WatchStream implements ClientResponseObserver<WatchRequest, WatchResponse> {
    private final Feed feed;
    private final Connection connection;
    private final Endpoint endpoint;
    private final CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
    private volatile @Nullable ClientCallStreamObserver<WatchRequest> call;
    private volatile long lastHeard = System.nanoTime();

    WatchStream(Feed feed, Connection connection, Endpoint endpoint) {
        this.endpoint = endpoint;
        this.feed = feed;
        this.connection = connection;
    }

    /** Watches until the server, the network or {@link #cancel} ends it; returns the reason. */
    StatusRuntimeException follow(ByteString from, ByteString to, long revision, long patience) {
        var requests = endpoint.watches.watch(this);
        requests.onNext(WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder()
                        .setKey(from)
                        .setRangeEnd(to)
                        .setStartRevision(revision))
                .build());
        while (true) {
            try {
                return end.get(patience / 2, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                long silence = System.nanoTime() - lastHeard;
                if (silence > 2 * patience) {
                    end(Status.UNAVAILABLE.withDescription("the server is silent"));
                    cancel();
                } else if (silence > patience / 2 && !end.isDone()) {
                    ask();
                }
            } catch (InterruptedException | ExecutionException e) {
                end(Status.CANCELLED.withCause(e));
                cancel();
            }
        }
    }

    private void ask() {
        ClientCallStreamObserver<WatchRequest> open = call;
        if (open != null) {
            open.onNext(WatchRequest.newBuilder()
                    .setProgressRequest(WatchProgressRequest.getDefaultInstance())
                    .build());
        }
    }

    void cancel() {
        end(Status.CANCELLED);
        ClientCallStreamObserver<WatchRequest> open = call;
        if (open != null) {
            open.cancel("the watch is over", null);
        }
    }

    private void end(Status status) {
        end.complete(status.asRuntimeException());
    }

    // ---- called by the transport, one call at a time

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> opened) {
        call = opened;
    }

    @Override
    public void onNext(WatchResponse response) {
        lastHeard = System.nanoTime();
        try {
            connection.checkCluster(endpoint, response.getHeader());
            if (response.getCompactRevision() > 0) {
                end(Status.OUT_OF_RANGE.withDescription("compacted"));
                cancel();
            } else if (response.getCanceled()) {
                end(Status.UNAVAILABLE.withDescription(response.getCancelReason()));
                cancel();
            } else {
                feed.show(this, response.getEventsList());
            }
        } catch (EtcdException e) {
            feed.fail(e);
            cancel();
        } catch (RuntimeException e) {
            end(Status.INTERNAL.withDescription("the mirror cannot take it").withCause(e));
            cancel();
        }
    }

    @Override
    public void onError(Throwable t) {
        end(Status.fromThrowable(t));
    }

    @Override
    public void onCompleted() {
        end(Status.UNAVAILABLE.withDescription("the server has ended the stream"));
    }
}
