package dev.tvar.stm.store;

import dev.tvar.stm.store.spi.StoredValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codecs of one open store: those for Boolean, Integer, Long, Double, String and byte[], and the user's own. */
final class Codecs {
    private static final String NULL = "null";

    /** A byte that UTF-8 does not have. */
    private static final byte UTF_16 = (byte) 0xFF;

    private static final List<ValueCodec<?>> BUILT_IN = List.of(
            ValueCodec.of("long", Long.class, n -> buffer(8).putLong(n).array(), b -> ByteBuffer.wrap(b)
                    .getLong()),
            ValueCodec.of("int", Integer.class, n -> buffer(4).putInt(n).array(), b -> ByteBuffer.wrap(b)
                    .getInt()),
            ValueCodec.of("double", Double.class, n -> buffer(8).putDouble(n).array(), b -> ByteBuffer.wrap(b)
                    .getDouble()),
            ValueCodec.of("boolean", Boolean.class, n -> new byte[] {(byte) (n ? 1 : 0)}, b -> b[0] != 0),
            ValueCodec.of("string", String.class, Codecs::encodeText, Codecs::decodeText),
            ValueCodec.of("bytes", byte[].class, byte[]::clone, byte[]::clone));

    private final Map<Class<?>, ValueCodec<?>> byType = new HashMap<>();
    private final Map<String, ValueCodec<?>> byName = new HashMap<>();

    /** Creates the built-in codecs and adds these. */
    Codecs(List<ValueCodec<?>> own) {
        this(BUILT_IN, own);
    }

    Codecs(List<ValueCodec<?>> common, List<ValueCodec<?>> own) {
        common.forEach(this::add);
        own.forEach(this::add);
    }

    private void add(ValueCodec<?> codec) {
        if (codec.name().equals(NULL) || byName.put(codec.name(), codec) != null) {
            throw new IllegalArgumentException("two codecs are named '" + codec.name() + "'");
        }
        if (byType.put(codec.type(), codec) != null) {
            throw new IllegalArgumentException("two codecs are for " + codec.type());
        }
    }

    void requireFor(Class<?> type, String key) {
        if (!byType.containsKey(type)) {
            throw new IllegalArgumentException("key '" + key + "' cannot be written: no codec for " + type.getName()
                    + "; give one with the options of the store");
        }
    }

    /**
     * Encodes a value. The version of the result is 0.
     *
     * @throws RuntimeException thrown by the codec
     * @throws IllegalStateException if there is no codec, or it returns null
     */
    StoredValue encode(Key key, @Nullable Object value) {
        if (value == null) {
            return new StoredValue(0, NULL, new byte[0]);
        }
        ValueCodec<?> codec = byType.get(key.typeOf(value));
        if (codec == null) {
            throw new IllegalStateException("key '" + key.name() + "': no codec for " + value.getClass());
        }
        byte[] bytes = codec.encode(value);
        if (bytes == null) {
            throw new IllegalStateException("key '" + key.name() + "' cannot be written: codec '" + codec.name()
                    + "' returned null for a value of " + value.getClass().getName());
        }
        return new StoredValue(0, codec.name(), bytes);
    }

    /** Decodes a value; returns an {@link UnreadableValue} if that fails, so that all other keys stay usable. */
    Versioned decode(String key, StoredValue stored) {
        return new Versioned(decodedValue(key, stored), stored.version());
    }

    private @Nullable Object decodedValue(String key, StoredValue stored) {
        if (stored.codec().equals(NULL)) {
            return null;
        }
        ValueCodec<?> codec = byName.get(stored.codec());
        if (codec == null) {
            return new UnreadableValue("key '" + key + "' was written by codec '" + stored.codec()
                    + "', which is missing now; give it with the options of the store");
        }
        try {
            Object value = codec.decode(stored.bytes());
            return value != null ? value : unreadable(key, codec, "it returned null");
        } catch (OutOfMemoryError e) {
            throw e; // says nothing about the value
        } catch (RuntimeException | Error e) {
            return unreadable(key, codec, e.toString());
        }
    }

    private static UnreadableValue unreadable(String key, ValueCodec<?> codec, String why) {
        return new UnreadableValue("key '" + key + "' cannot be read by codec '" + codec.name() + "': " + why);
    }

    /** UTF-8; or, of a text that UTF-8 cannot represent (with half of a surrogate pair), {@link #UTF_16} and its chars. */
    private static byte[] encodeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            return utf8;
        }
        ByteBuffer chars = buffer(1 + Character.BYTES * text.length()).put(UTF_16);
        text.chars().forEach(c -> chars.putChar((char) c));
        return chars.array();
    }

    private static String decodeText(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == UTF_16
                ? ByteBuffer.wrap(bytes, 1, bytes.length - 1).asCharBuffer().toString()
                : new String(bytes, StandardCharsets.UTF_8);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }
}
