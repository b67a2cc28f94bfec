package dev.tvar.stm.etcd;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Lossless conversion between text and bytes. The conversions of the JDK replace malformed input, so
 * that a text would not round-trip, or two keys would become one.
 */
final class Utf8 {
    private Utf8() {}

    /**
     * The bytes of a text.
     *
     * @throws IllegalArgumentException if it has a surrogate without its other half
     */
    static byte[] encode(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "the text '" + shown(text) + "' has half of a surrogate pair, which UTF-8 cannot represent", e);
        }
    }

    /**
     * The text of bytes.
     *
     * @throws IllegalArgumentException if they are not UTF-8
     */
    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the bytes are not UTF-8: " + e.getMessage(), e);
        }
    }

    /** The text with its lone surrogates as escapes, truncated if it is long. */
    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(80).forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                shown.append(String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }
}
