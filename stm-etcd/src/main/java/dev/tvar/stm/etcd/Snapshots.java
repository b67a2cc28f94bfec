package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.store.spi.StoredValue;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads all keys of the store at one revision, page by page, and linearisably: at the newest revision. */
final class Snapshots {
    /**
     * All keys of a revision.
     *
     * @param claimWithin a prefix within that of the store that another store has claimed; null if there is none
     */
    record Contents(
            long revision,
            Map<String, StoredValue> values,
            @Nullable ByteString claimWithin) {}

    /** The value of a key that does not exist. */
    static final StoredValue ABSENT = new StoredValue(0, "", new byte[0]);

    private static final int PAGE = 500;
    private static final long NEWEST = 0;
    private static final ByteString BEHIND = ByteString.copyFrom(new byte[1]);

    private final Connection connection;
    private final Layout layout;

    Snapshots(Connection connection, Layout layout) {
        this.connection = connection;
        this.layout = layout;
    }

    Contents read(long limitNanos) {
        while (true) {
            try {
                return readPages(limitNanos);
            } catch (StatusRuntimeException e) {
                // the revision was compacted between two pages: begin again with a newer one
            }
        }
    }

    private Contents readPages(long limitNanos) {
        Map<String, StoredValue> values = new HashMap<>();
        ByteString claimWithin = null;
        ByteString from = layout.all;
        long revision = NEWEST;
        while (true) {
            RangeResponse page = page(from, revision, limitNanos);
            revision = revision == NEWEST ? page.getHeader().getRevision() : revision;
            for (KeyValue found : page.getKvsList()) {
                String name = layout.nameOf(found.getKey());
                if (name != null) {
                    values.put(name, Layout.unpack(found.getModRevision(), found.getValue()));
                }
                if (layout.isClaimWithin(found.getKey(), found.getValue())) {
                    claimWithin = found.getValue();
                }
            }
            if (!page.getMore()) {
                return new Contents(revision, values, claimWithin);
            }
            from = page.getKvs(page.getKvsCount() - 1).getKey().concat(BEHIND);
        }
    }

    private RangeResponse page(ByteString from, long revision, long limitNanos) {
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(from)
                .setRangeEnd(Layout.endOf(layout.all))
                .setLimit(PAGE)
                .setRevision(revision)
                .build();
        return connection.repeated(limitNanos, stub -> stub.range(request));
    }
}
