package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.store.spi.StoredValue;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The layout of keys in etcd.
 *
 * <pre>
 *  prefix + "k/" + name            codec:content   the value of a key
 *  prefix + "c/" + client/lane     id              the transaction that a lane of a client has committed last
 *  prefix + "b/" + client          anything        written by refresh, to see it come back
 *  prefix + "store"                prefix          the claim of a store on its prefix
 * </pre>
 *
 * <p>The version of a key is the revision of the cluster at which it was written last ({@code mod_revision}), and not etcd's count
 * ({@code version}): after another tool has deleted a key and made it again, the count begins anew, and a checkout at version 1
 * would take the new key for the old one. A revision is never repeated, is the same in all processes, and can be compared by etcd.
 * Two keys that are written together have the same one.
 *
 * <p>Names are UTF-8. A key of another tool whose bytes are not UTF-8 has no name here: a substitute name would map back
 * to another key.
 */
final class Layout {
    static final char AFTER_CODEC = ':';

    private static final System.Logger LOG = System.getLogger(Layout.class.getName());
    private static final ByteString CLAIM = ByteString.copyFromUtf8("store");

    /** All keys of the store. */
    final ByteString all;

    /** All keys with values. */
    final ByteString values;

    /** The claim of the store on its prefix. */
    final ByteString claim;

    private final ByteString commits;
    private final ByteString barriers;
    private final AtomicBoolean namelessReported = new AtomicBoolean();

    Layout(String prefix) {
        all = ByteString.copyFrom(Utf8.encode(prefix));
        claim = claimOf(all);
        values = all.concat(ByteString.copyFromUtf8("k/"));
        commits = all.concat(ByteString.copyFromUtf8("c/"));
        barriers = all.concat(ByteString.copyFromUtf8("b/"));
    }

    /**
     * The key of a value.
     *
     * @throws IllegalArgumentException if the name cannot be written as UTF-8
     */
    ByteString value(String name) {
        return values.concat(ByteString.copyFrom(Utf8.encode(name)));
    }

    ByteString marker(String lane) {
        return commits.concat(ByteString.copyFromUtf8(lane));
    }

    ByteString barrier(String client) {
        return barriers.concat(ByteString.copyFromUtf8(client));
    }

    /** The name of the key whose value has this position; null for other entries, or if its bytes are not UTF-8. */
    @Nullable
    String nameOf(ByteString key) {
        if (!key.startsWith(values)) {
            return null;
        }
        ByteString name = key.substring(values.size());
        if (name.isValidUtf8()) {
            return name.toStringUtf8();
        }
        if (namelessReported.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a key of another tool has bytes that are not UTF-8 after {0}, so it has no name and is not shown: {1}",
                    values.toStringUtf8(),
                    HexFormat.of().formatHex(name.toByteArray()));
        }
        return null;
    }

    /** The claim of the store with this prefix. */
    static ByteString claimOf(ByteString prefix) {
        return prefix.concat(CLAIM);
    }

    /** Whether this is the claim of another store, on a prefix within this one. */
    boolean isClaimWithin(ByteString key, ByteString value) {
        return !key.equals(claim) && value.startsWith(all) && key.equals(claimOf(value));
    }

    /** The first key after all keys with this prefix. */
    static ByteString endOf(ByteString prefix) {
        byte[] end = prefix.toByteArray();
        for (int last = end.length - 1; last >= 0; last--) {
            if (++end[last] != 0) {
                return ByteString.copyFrom(end, 0, last + 1);
            }
        }
        return ByteString.copyFrom(new byte[1]); // etcd's notation for "to the end"
    }

    static ByteString pack(StoredValue value) {
        return ByteString.copyFromUtf8(value.codec() + AFTER_CODEC).concat(ByteString.copyFrom(value.bytes()));
    }

    /** Bytes without this form get a codec without a name, which does not exist. */
    static StoredValue unpack(long version, ByteString packed) {
        int colon = 0;
        while (colon < packed.size() && packed.byteAt(colon) != AFTER_CODEC) {
            colon++;
        }
        ByteString codec = packed.substring(0, colon);
        if (colon == packed.size() || !codec.isValidUtf8()) {
            return new StoredValue(version, "", packed.toByteArray());
        }
        return new StoredValue(
                version, codec.toStringUtf8(), packed.substring(colon + 1).toByteArray());
    }
}
