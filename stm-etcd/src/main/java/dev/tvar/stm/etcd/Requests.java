package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.store.StoredValue;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.CompareResult;
import io.etcd.jetcd.api.Compare.CompareTarget;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import java.util.Map;

/** The requests of a commit. */
final class Requests {
    /** In place of a revision: the commit does not depend on which keys there are. */
    static final long ANY_NAMES = -1;

    private static final String FENCE = "fence ";
    private static final ByteString OPENED = ByteString.copyFromUtf8("opened");

    private final Layout layout;

    Requests(Layout layout) {
        this.layout = layout;
    }

    /**
     * If the marker and all that was seen have these revisions, and no key was created after a revision: write the values, and
     * the marker. Else: report the marker, the revisions of what was seen, in the order of the map, and a key that was created
     * later.
     *
     * @param namesUpTo the revision up to which the transaction has seen which keys there are, or {@link #ANY_NAMES}
     */
    TxnRequest commit(
            Lane lane, String id, long lease, Map<String, Long> seen, long namesUpTo, Map<String, StoredValue> written) {
        TxnRequest.Builder request = TxnRequest.newBuilder();
        request.addCompare(revisionIs(lane.marker, lane.revision)).addFailure(get(lane.marker, false));
        seen.forEach((name, revision) -> {
            ByteString key = layout.value(name);
            request.addCompare(revisionIs(key, revision)).addFailure(get(key, true));
        });
        if (namesUpTo != ANY_NAMES) {
            request.addCompare(noneCreatedAfter(namesUpTo)).addFailure(newestCreatedAfter(namesUpTo));
        }
        written.forEach((name, value) -> request.addSuccess(put(layout.value(name), Layout.pack(value))));
        return request.addSuccess(put(lane.marker, ByteString.copyFromUtf8(id), lease))
                .build();
    }

    /** If there is no marker: write it. Else: report it. */
    static TxnRequest open(ByteString marker, long lease) {
        return TxnRequest.newBuilder()
                .addCompare(revisionIs(marker, Lane.NO_MARKER))
                .addSuccess(put(marker, OPENED, lease))
                .addFailure(get(marker, true))
                .build();
    }

    /** If the marker has this revision still: write it, so that the commit cannot happen any more. Else: tell it. */
    static TxnRequest fence(ByteString marker, long revision, String id, long lease) {
        return TxnRequest.newBuilder()
                .addCompare(revisionIs(marker, revision))
                .addSuccess(put(marker, ByteString.copyFromUtf8(FENCE + id), lease))
                .addFailure(get(marker, false))
                .build();
    }

    static RequestOp put(ByteString key, ByteString value) {
        return RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(key).setValue(value))
                .build();
    }

    /** As {@link #put}, of a key that goes when the lease does. */
    static RequestOp put(ByteString key, ByteString value, long lease) {
        return RequestOp.newBuilder()
                .setRequestPut(
                        PutRequest.newBuilder().setKey(key).setValue(value).setLease(lease))
                .build();
    }

    static Compare revisionIs(ByteString key, long revision) {
        return Compare.newBuilder()
                .setKey(key)
                .setTarget(CompareTarget.MOD)
                .setResult(CompareResult.EQUAL)
                .setModRevision(revision)
                .build();
    }

    private Compare noneCreatedAfter(long revision) {
        return Compare.newBuilder()
                .setKey(layout.values)
                .setRangeEnd(Layout.endOf(layout.values))
                .setTarget(CompareTarget.CREATE)
                .setResult(CompareResult.LESS)
                .setCreateRevision(revision + 1)
                .build();
    }

    private RequestOp newestCreatedAfter(long revision) {
        return RequestOp.newBuilder()
                .setRequestRange(RangeRequest.newBuilder()
                        .setKey(layout.values)
                        .setRangeEnd(Layout.endOf(layout.values))
                        .setMinCreateRevision(revision + 1)
                        .setSortTarget(RangeRequest.SortTarget.MOD)
                        .setSortOrder(RangeRequest.SortOrder.DESCEND)
                        .setLimit(1)
                        .setKeysOnly(true))
                .build();
    }

    static RequestOp get(ByteString key, boolean keyOnly) {
        return RequestOp.newBuilder()
                .setRequestRange(RangeRequest.newBuilder().setKey(key).setKeysOnly(keyOnly))
                .build();
    }
}
