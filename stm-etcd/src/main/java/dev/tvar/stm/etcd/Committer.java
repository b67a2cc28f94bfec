package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.etcd.EtcdException.Reason;
import dev.tvar.stm.store.SharedCommit;
import dev.tvar.stm.store.StoredValue;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Commit a transaction once, and know whether it has committed, over a network that loses requests and answers.
 *
 * Mechanism. One transaction of etcd: if everything that was seen has the revision that was seen, write. Together with the
 * values it writes a marker, on the condition that the marker has the revision that the last commit in the same lane has left.
 * If no answer comes, a fence is sent until there is one: if the marker is still as it was, write it. Either the fence goes
 * through, then the commit has not happened, and cannot happen any more, because its condition on the marker fails; or the
 * marker tells whose commit was there before.
 *
 * Why it is right. Both requests depend on the same revision of the marker and both change it, so at most one of them takes
 * effect, at one step of etcd; sending either again changes nothing.
 *
 * Cost. One comparison and one short put per commit; one key per commit that a process has in flight at once.
 */
final class Committer {
    private static final int SPARE_BYTES = 512; // what the server adds around a request

    private final Connection connection;
    private final Feed feed;
    private final Requests requests;
    private final Lanes lanes;
    private final EtcdOptions.Limits limits;
    private final long outcomeNanos;

    Committer(Connection connection, Feed feed, Layout layout, Lanes lanes, EtcdOptions options) {
        this.connection = connection;
        this.feed = feed;
        this.lanes = lanes;
        requests = new Requests(layout);
        limits = options.limits;
        outcomeNanos = options.timeouts.outcome().toNanos();
    }

    SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written) {
        Lane lane = lanes.take();
        boolean settled = false;
        try {
            SharedCommit outcome = commitIn(lane, seen, written);
            settled = true;
            return outcome;
        } catch (EtcdException | TransactionTooLargeException e) {
            settled = true; // not written, and never will be
            throw e;
        } finally {
            if (settled) {
                lanes.giveBack(lane);
            }
        }
    }

    private SharedCommit commitIn(Lane lane, Map<String, Long> seen, Map<String, StoredValue> written) {
        String id = lane.nextId();
        long begun = System.nanoTime();
        while (true) {
            TxnRequest request = requests.commit(lane, id, seen, written);
            checkLimits(request);
            try {
                SharedCommit outcome = read(connection.once(request), lane, id, seen);
                if (outcome != null) {
                    return outcome;
                }
            } catch (StatusRuntimeException e) {
                if (Failures.isRefusal(e)) {
                    throw Failures.toException(e);
                }
                if (hasCommitted(lane, id, begun, e)) {
                    return shown(lane.revision);
                }
            }
            if (System.nanoTime() - begun > outcomeNanos) {
                throw new EtcdException(
                        Reason.UNAVAILABLE, "the cluster takes no commits; this one was not made", null);
            }
        }
    }

    /** What the answer says; null to send the commit again, because only the marker was not as expected. */
    private @Nullable SharedCommit read(TxnResponse response, Lane lane, String id, Map<String, Long> seen) {
        if (response.getSucceeded()) {
            lane.revision = response.getHeader().getRevision();
            return shown(lane.revision);
        }
        if (readMarker(response, lane).equals(ByteString.copyFromUtf8(id))) {
            return shown(lane.revision); // the request has arrived twice
        }
        int place = 1;
        String moved = null;
        for (Map.Entry<String, Long> expected : seen.entrySet()) {
            long revision = revisionIn(response, place++);
            if (revision != expected.getValue()) {
                moved = expected.getKey();
                feed.awaitRevision(revision);
            }
        }
        return moved == null ? null : SharedCommit.lostOver(moved);
    }

    /** Finds out a commit for which no answer came. If it has not committed, it never will. */
    private boolean hasCommitted(Lane lane, String id, long begun, StatusRuntimeException failure) {
        Token token = new Token(lane.marker, lane.revision, id);
        while (true) {
            try {
                boolean committed = settle(lane, id);
                lane.fenced |= !committed;
                return committed;
            } catch (StatusRuntimeException e) {
                if (Failures.isRefusal(e) || feed.isClosed() || System.nanoTime() - begun > outcomeNanos) {
                    e.addSuppressed(failure);
                    throw new CommitOutcomeUnknownException(token.toString(), e);
                }
                Connection.pause();
            } catch (EtcdException e) {
                throw new CommitOutcomeUnknownException(token.toString(), e);
            }
        }
    }

    /** Asks about a commit of this process or another, and decides it. */
    boolean hasCommitted(Token token) {
        Lane lane = new Lane("", token.marker());
        lane.revision = token.revision();
        long begun = System.nanoTime();
        while (true) {
            try {
                return settle(lane, token.id());
            } catch (StatusRuntimeException e) {
                if (Failures.isRefusal(e) || System.nanoTime() - begun > outcomeNanos) {
                    throw Failures.toException(e);
                }
                Connection.pause();
            }
        }
    }

    private boolean settle(Lane lane, String id) {
        TxnResponse response = connection.once(Requests.fence(lane.marker, lane.revision, id));
        if (response.getSucceeded()) {
            lane.revision = response.getHeader().getRevision();
            return false;
        }
        return readMarker(response, lane).equals(ByteString.copyFromUtf8(id));
    }

    /** Takes over the marker's revision, and returns what stands in it. */
    private static ByteString readMarker(TxnResponse response, Lane lane) {
        lane.revision = revisionIn(response, 0);
        return lane.revision == 0
                ? ByteString.EMPTY
                : response.getResponses(0).getResponseRange().getKvs(0).getValue();
    }

    private static long revisionIn(TxnResponse response, int place) {
        List<KeyValue> found = response.getResponses(place).getResponseRange().getKvsList();
        return found.isEmpty() ? 0 : found.get(0).getModRevision();
    }

    private SharedCommit shown(long revision) {
        feed.awaitRevision(revision);
        return SharedCommit.committed(revision);
    }

    private void checkLimits(TxnRequest request) {
        if (request.getCompareCount() > limits.operations()) {
            throw new TransactionTooLargeException(
                    "has read", request.getCompareCount() - 1, limits.operations() - 1, "keys; split it");
        }
        if (request.getSuccessCount() > limits.operations()) {
            throw new TransactionTooLargeException(
                    "has written", request.getSuccessCount() - 1, limits.operations() - 1, "keys; split it");
        }
        int bytes = request.getSerializedSize() + SPARE_BYTES;
        if (bytes > limits.bytes()) {
            throw new TransactionTooLargeException(
                    "has a request of", bytes, limits.bytes(), "bytes; split it, or keep large values elsewhere");
        }
    }
}
