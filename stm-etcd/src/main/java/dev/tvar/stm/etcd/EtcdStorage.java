package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.store.spi.SharedCommit;
import dev.tvar.stm.store.spi.SharedStorage;
import dev.tvar.stm.store.spi.StoredValue;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The parts of one connected store. */
final class EtcdStorage implements SharedStorage, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EtcdStorage.class.getName());

    final Connection connection;
    final Feed feed;
    final Committer committer;
    final Barrier barrier;
    final Claim claim;

    private final Lanes lanes;
    private final Lease lease;
    private final ByteString barrierKey;
    private final int operations;
    private final AtomicBoolean closed = new AtomicBoolean();

    EtcdStorage(EtcdOptions options) {
        String client = UUID.randomUUID().toString();
        Layout layout = new Layout(options.prefix);
        connection = new Connection(options, layout);
        feed = new Feed(connection, layout, options);
        lanes = new Lanes(layout, client);
        long patienceNanos = options.timeouts.outcome().toNanos();
        lease = new Lease(connection, options.timeouts.markers(), patienceNanos);
        barrierKey = layout.barrier(client);
        barrier = new Barrier(connection, feed, lease, barrierKey, patienceNanos);
        claim = new Claim(connection, feed, layout, options);
        committer = new Committer(new Committer.Parts(connection, feed, barrier, lanes, lease), layout, options);
        operations = options.limits.operations();
    }

    @Override
    public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
        checkOpen();
        return committer.commit(Reads.of(seen), written);
    }

    @Override
    public SharedCommit commit(Map<String, Long> seen, Set<String> names, Map<String, StoredValue> written) {
        checkOpen();
        OptionalLong upTo = feed.revisionWith(names);
        return upTo.isEmpty()
                ? SharedCommit.lostOverNames()
                : committer.commit(Reads.withNames(seen, upTo.getAsLong(), names, operations), written);
    }

    @Override
    public void checkOpen() {
        feed.checkOpen();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            feed.close();
            removeMarkers();
            connection.close();
            feed.join();
        }
    }

    /**
     * Removes the keys of this client from etcd, if that is possible; otherwise they expire with its
     * lease. The marker of a commit whose outcome is unknown stays.
     */
    private void removeMarkers() {
        List<Lane> done = lanes.takeAllDone();
        TxnRequest.Builder request = TxnRequest.newBuilder().addSuccess(delete(barrierKey));
        done.stream().limit(operations - 1).forEach(lane -> request.addSuccess(delete(lane.marker)));
        try {
            connection.once(request.build());
            if (done.size() == lanes.count()) {
                lease.revoke();
            }
        } catch (StatusRuntimeException | EtcdException e) {
            LOG.log(System.Logger.Level.DEBUG, "etcd will remove the markers of this client: {0}", e.getMessage());
        }
    }

    private static RequestOp delete(ByteString key) {
        return RequestOp.newBuilder()
                .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key))
                .build();
    }
}
