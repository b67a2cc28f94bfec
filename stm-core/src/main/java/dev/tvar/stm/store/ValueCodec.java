package dev.tvar.stm.store;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An encoder and decoder of the values of one type. Java serialisation is not offered: reading it from a file runs
 * code that the file chooses. Immutable; thread-safe if its functions are.
 *
 * <pre>{@code
 * ValueCodec<LocalDate> days = ValueCodec.of("day", LocalDate.class,
 *         day -> day.toString().getBytes(StandardCharsets.UTF_8),
 *         bytes -> LocalDate.parse(new String(bytes, StandardCharsets.UTF_8)));
 * TStore store = TStore.open(Path.of("days.store"), StoreOptions.defaults().withCodec(days));
 * }</pre>
 *
 * @param <V> the type of the values
 */
public final class ValueCodec<V> {
    private final String name;
    private final Class<V> type;
    private final Function<V, byte[]> encoder;
    private final Function<byte[], V> decoder;

    private ValueCodec(String name, Class<V> type, Function<V, byte[]> encoder, Function<byte[], V> decoder) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
        this.encoder = Objects.requireNonNull(encoder, "encoder");
        this.decoder = Objects.requireNonNull(decoder, "decoder");
    }

    /**
     * Creates a codec.
     *
     * @param <V> the type of the values
     * @param name the name that is stored with each value, to find the codec when the value is read. It must not change
     *     during the life of the file, not even if the class is renamed
     * @param type the class of the values, or the type under which a key was declared
     * @param encoder encodes a value; must not return null, and must not write variables. An exception that it throws aborts
     *     the commit and reaches its caller. The committing thread calls it before the commit, with no variable locked, and
     *     again if the commit is retried after a conflict
     * @param decoder decodes the bytes of the encoder; returns a new object, or an immutable one. If it throws or
     *     returns null, that key cannot be read; other keys are not affected: see {@link UnreadableValue}
     * @return the codec
     */
    public static <V> ValueCodec<V> of(
            String name, Class<V> type, Function<V, byte[]> encoder, Function<byte[], V> decoder) {
        return new ValueCodec<>(name, type, encoder, decoder);
    }

    /**
     * Returns the name that is stored with each value.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the type of the values.
     *
     * @return the type
     */
    public Class<V> type() {
        return type;
    }

    /** Calls the encoder; returns null if the encoder breaks its contract. */
    byte @Nullable [] encode(Object value) {
        return encoder.apply(type.cast(value));
    }

    /** Calls the decoder; returns null if the decoder breaks its contract. */
    @Nullable
    V decode(byte[] bytes) {
        return decoder.apply(bytes);
    }
}
