package dev.tvar.stm.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codecs of one open store: those for Boolean, Integer, Long, Double, String and byte[], and the user's own. */
final class Codecs {
    private static final String NULL = "null";

    private static final List<ValueCodec<?>> BUILT_IN = List.of(
            ValueCodec.of("long", Long.class, n -> buffer(8).putLong(n).array(), b -> ByteBuffer.wrap(b)
                    .getLong()),
            ValueCodec.of("int", Integer.class, n -> buffer(4).putInt(n).array(), b -> ByteBuffer.wrap(b)
                    .getInt()),
            ValueCodec.of("double", Double.class, n -> buffer(8).putDouble(n).array(), b -> ByteBuffer.wrap(b)
                    .getDouble()),
            ValueCodec.of("boolean", Boolean.class, n -> new byte[] {(byte) (n ? 1 : 0)}, b -> b[0] != 0),
            ValueCodec.of(
                    "string",
                    String.class,
                    s -> s.getBytes(StandardCharsets.UTF_8),
                    b -> new String(b, StandardCharsets.UTF_8)),
            ValueCodec.of("bytes", byte[].class, byte[]::clone, byte[]::clone));

    private final Map<Class<?>, ValueCodec<?>> byType = new HashMap<>();
    private final Map<String, ValueCodec<?>> byName = new HashMap<>();

    /** The built-in codecs and these. */
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

    StoredValue encode(Key key, Versioned versioned) {
        Object value = versioned.value();
        if (value == null) {
            return new StoredValue(versioned.version(), NULL, new byte[0]);
        }
        ValueCodec<?> codec = byType.get(key.typeOf(value));
        if (codec == null) {
            throw new IllegalStateException("key '" + key.name() + "': no codec for " + value.getClass());
        }
        return new StoredValue(versioned.version(), codec.name(), codec.encode(value));
    }

    Versioned decode(String key, StoredValue stored) {
        return new Versioned(decodedValue(key, stored), stored.version());
    }

    private @Nullable Object decodedValue(String key, StoredValue stored) {
        if (stored.codec().equals(NULL)) {
            return null;
        }
        ValueCodec<?> codec = byName.get(stored.codec());
        if (codec == null) {
            throw new StorageException("key '" + key + "' was written by codec '" + stored.codec()
                    + "', which is not there now; give it with the options of the store");
        }
        try {
            return codec.decode(stored.bytes());
        } catch (RuntimeException e) {
            throw new StorageException("key '" + key + "' cannot be read by codec '" + codec.name() + "'", e);
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }
}
