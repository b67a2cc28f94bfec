package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.store.StoredValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What stands where in etcd.
 *
 * <pre>
 *  prefix + "k/" + name            codec:content   the value of a key
 *  prefix + "c/" + client/lane     id              the transaction that a lane of a client has committed last
 *  prefix + "b/" + client          anything        written by refresh, to see it come back
 * </pre>
 */
final class Layout {
    static final char AFTER_CODEC = ':';

    /** All keys of the store. */
    final ByteString all;

    /** All keys with values. */
    final ByteString values;

    private final ByteString commits;
    private final ByteString barriers;

    Layout(String prefix) {
        all = ByteString.copyFromUtf8(prefix);
        values = ByteString.copyFromUtf8(prefix + "k/");
        commits = ByteString.copyFromUtf8(prefix + "c/");
        barriers = ByteString.copyFromUtf8(prefix + "b/");
    }

    ByteString value(String name) {
        return values.concat(ByteString.copyFromUtf8(name));
    }

    ByteString marker(String lane) {
        return commits.concat(ByteString.copyFromUtf8(lane));
    }

    ByteString barrier(String client) {
        return barriers.concat(ByteString.copyFromUtf8(client));
    }

    /** The name of the key whose value stands there; null if it is something else. */
    @Nullable
    String nameOf(ByteString key) {
        return key.startsWith(values) ? key.substring(values.size()).toStringUtf8() : null;
    }

    /** The first key behind all that begin with this. */
    static ByteString endOf(ByteString prefix) {
        byte[] end = prefix.toByteArray();
        for (int last = end.length - 1; last >= 0; last--) {
            if (++end[last] != 0) {
                return ByteString.copyFrom(end, 0, last + 1);
            }
        }
        return ByteString.copyFrom(new byte[1]); // etcd's way to say: to the end
    }

    static ByteString pack(StoredValue value) {
        return ByteString.copyFromUtf8(value.codec() + AFTER_CODEC).concat(ByteString.copyFrom(value.bytes()));
    }

    /** What is not in our form has a codec without a name, which does not exist. */
    static StoredValue unpack(long version, ByteString packed) {
        byte[] bytes = packed.toByteArray();
        int colon = 0;
        while (colon < bytes.length && bytes[colon] != AFTER_CODEC) {
            colon++;
        }
        if (colon == bytes.length) {
            return new StoredValue(version, "", bytes);
        }
        String codec = new String(bytes, 0, colon, StandardCharsets.UTF_8);
        return new StoredValue(version, codec, packed.substring(colon + 1).toByteArray());
    }
}
