package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.store.SharedCommit;
import dev.tvar.stm.store.SharedStorage;
import dev.tvar.stm.store.StoredValue;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The parts of one connected store. */
final class Engine implements SharedStorage, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());

    final Connection connection;
    final Feed feed;
    final Committer committer;
    final ByteString barrier;
    final long patienceNanos;

    private final Lanes lanes;
    private final int operations;
    private final AtomicBoolean closed = new AtomicBoolean();

    Engine(EtcdOptions options) {
        String client = UUID.randomUUID().toString();
        Layout layout = new Layout(options.prefix);
        connection = new Connection(options, layout);
        feed = new Feed(connection, layout, options);
        lanes = new Lanes(layout, client);
        committer = new Committer(connection, feed, layout, lanes, options);
        barrier = layout.barrier(client);
        patienceNanos = options.timeouts.outcome().toNanos();
        operations = options.limits.operations();
    }

    @Override
    public SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
        checkOpen();
        return committer.commit(seen, written);
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

    /** Tidies up, if that is possible; what stays is small. */
    private void removeMarkers() {
        List<ByteString> keys = lanes.takeAllDone().stream()
                .map(lane -> lane.marker)
                .limit(operations - 1)
                .toList();
        TxnRequest.Builder request = TxnRequest.newBuilder().addSuccess(delete(barrier));
        keys.forEach(key -> request.addSuccess(delete(key)));
        try {
            connection.once(request.build());
        } catch (StatusRuntimeException | EtcdException e) {
            LOG.log(System.Logger.Level.DEBUG, "the markers of this client stay in etcd: {0}", e.getMessage());
        }
    }

    private static RequestOp delete(ByteString key) {
        return RequestOp.newBuilder()
                .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key))
                .build();
    }
}
