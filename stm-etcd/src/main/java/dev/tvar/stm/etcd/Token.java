package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import java.util.Base64;

/** The data that determine the outcome of a commit: its marker, the revision of the marker before it, and its name. */
record Token(ByteString marker, long revision, String id) {
    @Override
    public String toString() {
        return encode(marker) + "." + revision + "." + encode(ByteString.copyFromUtf8(id));
    }

    static Token parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("this is no token of a commit: " + text);
        }
        return new Token(
                decode(parts[0]), Long.parseLong(parts[1]), decode(parts[2]).toStringUtf8());
    }

    private static String encode(ByteString bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static ByteString decode(String text) {
        return ByteString.copyFrom(Base64.getUrlDecoder().decode(text));
    }
}
