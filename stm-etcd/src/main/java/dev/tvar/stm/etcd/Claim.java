package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.etcd.EtcdException.Reason;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Refuse the second of two stores whose prefixes overlap, since each would take keys of the other for its own.
 *
 * Mechanism. Each store has a key that claims its prefix. A store that connects reads all keys under its prefix, and so
 * finds the claims within it. Then it writes its own claim, on the condition that no prefix of its prefix is claimed.
 *
 * Why it is right. Of two stores that connect at once, let A be the one with the shorter prefix. If A's claim comes
 * first, B's condition fails. If B's comes first, A finds it: at first, or in its mirror, which is awaited up to A's
 * own claim.
 *
 * Cost. One request, and one more where the store is new. A user without rights outside the prefix cannot search for
 * claims there.
 */
final class Claim {
    private static final System.Logger LOG = System.getLogger(Claim.class.getName());

    private final Connection connection;
    private final Feed feed;
    private final Layout layout;
    private final long limitNanos;
    private final int operations;

    Claim(Connection connection, Feed feed, Layout layout, EtcdOptions options) {
        this.connection = connection;
        this.feed = feed;
        this.layout = layout;
        limitNanos = options.timeouts.connect().toNanos();
        operations = options.limits.operations();
    }

    /**
     * Claims the prefix. The feed has read all keys.
     *
     * @throws EtcdException if another store has claimed a prefix that overlaps
     */
    void stake() {
        refuseClaimsWithin();
        List<ByteString> prefixes = prefixesOf(layout.all);
        try {
            while (!isStaked(prefixes)) {
                LOG.log(System.Logger.Level.DEBUG, "another store has connected at this moment");
            }
        } catch (EtcdException e) {
            if (!e.leavesReading()) {
                throw e;
            }
            stakeWithoutLook();
        }
    }

    private void refuseClaimsWithin() {
        ByteString within = feed.claimWithin();
        if (within != null) {
            throw overlap(within);
        }
    }

    /** For a user that may not read outside its prefix; a user that may not write has no claim. */
    private void stakeWithoutLook() {
        try {
            isStaked(List.of());
        } catch (EtcdException e) {
            if (!e.leavesReading()) {
                throw e;
            }
            LOG.log(System.Logger.Level.DEBUG, "nothing can be written, so there is no claim of the prefix");
        }
    }

    /** Writes the claim, unless it exists; false if a claim on one of these prefixes has changed meanwhile. */
    private boolean isStaked(List<ByteString> prefixes) {
        TxnRequest.Builder look = TxnRequest.newBuilder().addSuccess(Requests.get(layout.claim, false));
        prefixes.forEach(prefix -> look.addSuccess(Requests.get(Layout.claimOf(prefix), false)));
        TxnResponse found = send(look);
        TxnRequest.Builder write = TxnRequest.newBuilder().addSuccess(Requests.put(layout.claim, layout.all));
        for (int i = 0; i < prefixes.size(); i++) {
            ByteString prefix = prefixes.get(i);
            KeyValue there = keyValue(found, i + 1);
            if (there != null && there.getValue().equals(prefix)) {
                throw overlap(prefix);
            }
            write.addCompare(Requests.revisionIs(Layout.claimOf(prefix), there == null ? 0 : there.getModRevision()));
        }
        KeyValue own = keyValue(found, 0);
        if (own != null && own.getValue().equals(layout.all)) {
            return true;
        }
        TxnResponse written = send(write);
        if (written.getSucceeded()) {
            feed.awaitRevision(written.getHeader().getRevision());
            refuseClaimsWithin();
        }
        return written.getSucceeded();
    }

    private TxnResponse send(TxnRequest.Builder request) {
        return connection.repeated(limitNanos, stub -> stub.txn(request.build()));
    }

    private static @Nullable KeyValue keyValue(TxnResponse response, int place) {
        List<KeyValue> found = response.getResponses(place).getResponseRange().getKvsList();
        return found.isEmpty() ? null : found.get(0);
    }

    /** The longest prefixes, as many as one request can compare. */
    private List<ByteString> prefixesOf(ByteString prefix) {
        List<ByteString> prefixes = new ArrayList<>();
        for (int length = prefix.size() - 1; length > 0 && prefixes.size() < operations - 1; length--) {
            prefixes.add(prefix.substring(0, length));
        }
        return prefixes;
    }

    private EtcdException overlap(ByteString other) {
        return new EtcdException(
                Reason.OVERLAPPING_PREFIX,
                "the prefix '" + layout.all.toStringUtf8() + "' overlaps with '" + other.toStringUtf8()
                        + "', the prefix of another store: each would take keys of the other for its own. Choose another"
                        + " prefix; if that store is no more, delete the key '"
                        + Layout.claimOf(other).toStringUtf8() + "'",
                null);
    }
}
