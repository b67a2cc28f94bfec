package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.spi.StoredValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A key with its value, as stored in a group: key, 8 bytes version, name of the codec, 4 bytes length of the value, value. A
 * text is its length in 4 bytes and its UTF-8; a text that UTF-8 cannot hold (a lone surrogate) is the complement of
 * its length and its UTF-16.
 *
 * @param key the key
 * @param head everything before the value's bytes
 * @param value the value's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Entry(String key, byte[] head, byte[] value) {
    static Entry of(String key, StoredValue stored) {
        Text name = Text.of(key);
        Text codec = Text.of(stored.codec());
        byte[] head = ByteBuffer.allocate(name.size() + Long.BYTES + codec.size() + Integer.BYTES)
                .putInt(name.length)
                .put(name.bytes)
                .putLong(stored.version())
                .putInt(codec.length)
                .put(codec.bytes)
                .putInt(stored.bytes().length)
                .array();
        return new Entry(key, head, stored.bytes());
    }

    /** The number of bytes in the group. */
    long length() {
        return (long) head.length + value.length;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Text(int length, byte[] bytes) {
        static Text of(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            if (new String(utf8, StandardCharsets.UTF_8).equals(text)) {
                return new Text(utf8.length, utf8);
            }
            byte[] utf16 = text.getBytes(StandardCharsets.UTF_16BE);
            ByteBuffer chars = ByteBuffer.wrap(utf16);
            text.chars().forEach(c -> chars.putChar((char) c)); // the encoder replaces lone surrogates
            return new Text(~utf16.length, utf16);
        }

        int size() {
            return Integer.BYTES + bytes.length;
        }
    }

    /** The bytes of a text, from the length field in front of it. */
    static int textBytes(int length) {
        return length >= 0 ? length : ~length;
    }

    /** Decodes a text. */
    static String text(int length, byte[] bytes) {
        return length >= 0
                ? new String(bytes, StandardCharsets.UTF_8)
                : ByteBuffer.wrap(bytes).asCharBuffer().toString();
    }
}
