package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.store.spi.StoredValue;
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
    private static final String FENCE = "fence ";
    private static final ByteString OPENED = ByteString.copyFromUtf8("opened");

    private final Layout layout;

    Requests(Layout layout) {
        this.layout = layout;
    }

    /**
     * If the marker and the keys read have these revisions, and the set of keys is the one read (if it was
     * read): write the values and the marker. Else return the revisions of the marker, of the keys read,
     * of the newest created key, and of the keys that should exist, each in the order of its collection.
     */
    TxnRequest commit(Lane lane, String id, long lease, Reads reads, Map<String, StoredValue> written) {
        TxnRequest.Builder request = TxnRequest.newBuilder();
        request.addCompare(revisionIs(lane.marker, lane.revision)).addFailure(get(lane.marker, false));
        reads.versions().forEach((name, revision) -> {
            ByteString key = layout.value(name);
            request.addCompare(revisionIs(key, revision)).addFailure(get(key, true));
        });
        if (reads.dependsOnNames()) {
            request.addCompare(noneCreatedAfter(reads.namesUpTo())).addFailure(newestCreatedAfter(reads.namesUpTo()));
            reads.present().forEach(name -> {
                ByteString key = layout.value(name);
                request.addCompare(isPresent(key)).addFailure(get(key, true));
            });
        }
        written.forEach((name, value) -> request.addSuccess(put(layout.value(name), Layout.pack(value))));
        return request.addSuccess(put(lane.marker, ByteString.copyFromUtf8(id), lease))
                .build();
    }

    /** A comparison of a range applies to each key in it. */
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

    private static Compare isPresent(ByteString key) {
        return Compare.newBuilder()
                .setKey(key)
                .setTarget(CompareTarget.CREATE)
                .setResult(CompareResult.GREATER)
                .setCreateRevision(0)
                .build();
    }

    /** If there is no marker: write it. Else: return it. */
    static TxnRequest open(ByteString marker, long lease) {
        return TxnRequest.newBuilder()
                .addCompare(revisionIs(marker, Lane.NO_MARKER))
                .addSuccess(put(marker, OPENED, lease))
                .addFailure(get(marker, true))
                .build();
    }

    /** If the marker still has this revision: write it, so that the commit can no longer happen. Else: return it. */
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

    /** As {@link #put}, for a key that expires with the lease. */
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

    static RequestOp get(ByteString key, boolean keyOnly) {
        return RequestOp.newBuilder()
                .setRequestRange(RangeRequest.newBuilder().setKey(key).setKeysOnly(keyOnly))
                .build();
    }
}
