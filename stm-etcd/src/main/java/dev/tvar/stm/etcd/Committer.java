package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.etcd.EtcdException.Reason;
import dev.tvar.stm.store.spi.SharedCommit;
import dev.tvar.stm.store.spi.StoredValue;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.StatusRuntimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Commit a transaction once, and know whether it has committed, over a network that loses requests and answers.
 *
 * Mechanism. One transaction of etcd: if every key that was read still has the revision that was read, write.
 * Together with the values it writes a marker, on the condition that the marker has the revision that
 * the last commit in the same lane left. If no answer comes, a fence is sent until there is one: if
 * the marker is unchanged, write it. Either the fence succeeds: then the commit has not happened, and
 * cannot happen any more, because its condition on the marker fails. Or the marker names the commit
 * that wrote it before.
 *
 * Why it is right. Both requests depend on the same revision of the marker and both change it, so at most one of them
 * takes effect, at one step of etcd; sending either again changes nothing. The marker exists before the first commit,
 * so when it is removed, with its lease, no late request takes effect either; but then nothing shows whether one has.
 *
 * Cost. One comparison and one short put per commit; one key per commit that a process has in flight at once.
 */
final class Committer {
    private static final long DELETED = 0;
    private static final int SPARE_BYTES = 512; // the overhead of a request on the server

    /** The outcome of a commit that was sent. */
    private enum Fate {
        COMMITTED,
        /** It has not committed, and never will. */
        REFUSED,
        /** Its marker was removed, so the outcome cannot be determined. */
        FORGOTTEN
    }

    /** The parts of a store that a commit uses. */
    record Parts(Connection connection, Feed feed, Barrier barrier, Lanes lanes, Lease lease) {}

    private final Connection connection;
    private final Feed feed;
    private final Barrier barrier;
    private final Requests requests;
    private final Lanes lanes;
    private final Lease lease;
    private final EtcdOptions.Limits limits;
    private final long outcomeNanos;

    /**
     * The keys over which this thread's last commit was lost, with the versions read and found; as text, which keeps
     * nothing else alive.
     */
    private final ThreadLocal<Set<String>> lastLosses = new ThreadLocal<>();

    Committer(Parts parts, Layout layout, EtcdOptions options) {
        connection = parts.connection();
        feed = parts.feed();
        barrier = parts.barrier();
        lanes = parts.lanes();
        lease = parts.lease();
        requests = new Requests(layout);
        limits = options.limits;
        outcomeNanos = options.timeouts.outcome().toNanos();
    }

    /**
     * Prepares a lane, so that the first commit takes one request, like all others.
     *
     * @throws EtcdException if the cluster does not answer; a cluster that takes no writes can still be read
     */
    void prepare() {
        Lane lane = lanes.take();
        try {
            open(lane, lease.current());
        } catch (StatusRuntimeException e) {
            throw Failures.toException(e);
        } catch (EtcdException e) {
            if (!e.leavesReading()) {
                throw e;
            }
        } finally {
            lanes.giveBack(lane);
        }
    }

    SharedCommit commit(Reads reads, Map<String, StoredValue> written) {
        Lane lane = lanes.take();
        boolean settled = false;
        try {
            SharedCommit outcome = commitIn(lane, reads, written);
            settled = true;
            return outcome;
        } catch (EtcdException | TransactionTooLargeException | IllegalArgumentException e) {
            settled = true; // not written, and never will be
            throw e;
        } finally {
            if (settled) {
                lanes.giveBack(lane);
            }
        }
    }

    private SharedCommit commitIn(Lane lane, Reads reads, Map<String, StoredValue> written) {
        String id = lane.nextId();
        long begun = System.nanoTime();
        while (true) {
            long attached = lease.current();
            TxnRequest request = requests.commit(lane, id, attached, reads, written);
            checkLimits(request, reads);
            try {
                if (lane.revision == Lane.NO_MARKER) {
                    open(lane, attached);
                    continue;
                }
                SharedCommit outcome = read(connection.once(request), lane, id, reads);
                if (outcome != null) {
                    return outcome;
                }
            } catch (StatusRuntimeException e) {
                if (Failures.isLeaseLost(e)) {
                    lease.lost(attached);
                } else if (Failures.isRefusal(e)) {
                    throw Failures.toException(e);
                } else if (hasCommitted(lane, id, begun, e)) {
                    return shown(lane.revision);
                }
            }
            if (System.nanoTime() - begun > outcomeNanos) {
                throw new EtcdException(
                        Reason.UNAVAILABLE, "the cluster takes no commits; this one was not made", null);
            }
        }
    }

    /** Writes the marker of a lane, before the first commit that depends on it. */
    private void open(Lane lane, long attached) {
        TxnRequest request = Requests.open(lane.marker, attached);
        TxnResponse response = connection.repeated(outcomeNanos, stub -> stub.txn(request));
        lane.revision = response.getSucceeded() ? response.getHeader().getRevision() : revisionIn(response, 0);
    }

    /** The outcome in the answer; null to send the commit again, because only the marker differed. */
    private @Nullable SharedCommit read(TxnResponse response, Lane lane, String id, Reads reads) {
        if (response.getSucceeded()) {
            lane.revision = response.getHeader().getRevision();
            return shown(lane.revision);
        }
        if (readMarker(response, lane).equals(ByteString.copyFromUtf8(id))) {
            return shown(lane.revision); // the request has arrived twice
        }
        int place = 1;
        String moved = null;
        Set<String> losses = new HashSet<>();
        for (Map.Entry<String, Long> expected : reads.versions().entrySet()) {
            long revision = revisionIn(response, place++);
            if (revision != expected.getValue()) {
                moved = expected.getKey();
                losses.add("key '" + moved + "' at version " + expected.getValue() + ", where etcd has " + revision);
                awaitMove(revision);
            }
        }
        refuseTheSameLossAgain(losses);
        if (moved != null) {
            return SharedCommit.lostOver(moved);
        }
        return reads.dependsOnNames() && haveNamesMoved(response, place, reads) ? SharedCommit.lostOverNames() : null;
    }

    /** Whether a key was created or deleted; the mirror then shows it. */
    private boolean haveNamesMoved(TxnResponse response, int first, Reads reads) {
        long created = revisionIn(response, first);
        boolean deleted = false;
        for (int place = first + 1; place <= first + reads.present().size(); place++) {
            deleted |= revisionIn(response, place) == DELETED;
        }
        if (deleted) {
            awaitMove(DELETED);
        } else {
            feed.awaitRevision(created);
        }
        return deleted || created != 0;
    }

    /** Returns when the mirror shows that a key has this revision now. */
    private void awaitMove(long revision) {
        if (revision == DELETED) {
            barrier.pass(); // the revision of its deletion is not known
        } else {
            feed.awaitRevision(revision);
        }
    }

    /**
     * Waits until the mirror shows the changes before the body runs again: a body that reads an old
     * version again would be rejected without end.
     */
    private void refuseTheSameLossAgain(Set<String> losses) {
        Set<String> last = lastLosses.get();
        lastLosses.set(losses);
        for (String loss : losses) {
            if (last != null && last.contains(loss) && !feed.isClosed()) {
                throw new EtcdException(
                        Reason.REFUSED,
                        "the transaction was not committed: it has seen " + loss
                                + ", and the mirror of this process does not catch up. Connect again",
                        null);
            }
        }
    }

    /** Determines the outcome of a commit without an answer. If it has not committed, it never will. */
    private boolean hasCommitted(Lane lane, String id, long begun, StatusRuntimeException failure) {
        Token token = new Token(lane.marker, lane.revision, id);
        while (true) {
            try {
                Fate fate = settle(lane, id);
                if (fate == Fate.FORGOTTEN) {
                    throw new CommitOutcomeUnknownException(token.toString(), failure);
                }
                return fate == Fate.COMMITTED;
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

    /** Decides the outcome of a commit of this process or another. */
    boolean hasCommitted(Token token) {
        Lane lane = new Lane("", token.marker());
        lane.revision = token.revision();
        long begun = System.nanoTime();
        while (true) {
            try {
                Fate fate = settle(lane, token.id());
                if (fate == Fate.FORGOTTEN) {
                    throw new EtcdException(
                            Reason.REFUSED,
                            "the cluster does not know any more whether the transaction has committed: its marker was"
                                    + " removed; how long it stays is set by EtcdOptions.withMarkerLifetime",
                            null);
                }
                return fate == Fate.COMMITTED;
            } catch (StatusRuntimeException e) {
                if (Failures.isRefusal(e) || System.nanoTime() - begun > outcomeNanos) {
                    throw Failures.toException(e);
                }
                Connection.pause();
            }
        }
    }

    private Fate settle(Lane lane, String id) {
        long marked = lane.revision;
        while (true) {
            long attached = lease.current();
            try {
                TxnResponse response = connection.once(Requests.fence(lane.marker, marked, id, attached));
                if (response.getSucceeded()) {
                    lane.revision = response.getHeader().getRevision();
                    return Fate.REFUSED;
                }
                boolean committed = readMarker(response, lane).equals(ByteString.copyFromUtf8(id));
                boolean forgotten = lane.revision == Lane.NO_MARKER && marked != Lane.NO_MARKER;
                return forgotten ? Fate.FORGOTTEN : committed ? Fate.COMMITTED : Fate.REFUSED;
            } catch (StatusRuntimeException e) {
                if (!Failures.isLeaseLost(e)) {
                    throw e;
                }
                lease.lost(attached);
            }
        }
    }

    /** Records the marker's revision, and returns its content. */
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

    private void checkLimits(TxnRequest request, Reads reads) {
        int others = reads.dependsOnNames() ? 2 : 1; // the marker, and the keys that were created
        if (request.getCompareCount() > limits.operations()) {
            throw new TransactionTooLargeException(
                    "has read", request.getCompareCount() - others, limits.operations() - others, "keys; split it");
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
