package dev.tvar.stm.store;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type are written to disk and read back. Java serialisation is not offered: reading it from a file runs
 * code that the file chooses.
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
     * A codec.
     *
     * @param <V> the type of the values
     * @param name what stands beside each value on disk, to find the codec again: must stay the same as long as the file
     *     lives, also if the class is renamed
     * @param type the class of the values, or the type under which a key was declared
     * @param encoder writes a value; must not return null, and must not write variables. What it throws reaches the caller of
     *     the commit, which then has not happened. It is called by the committing thread before the commit, with no variable
     *     locked; if the commit is lost to another, it is called again
     * @param decoder reads what the encoder has written; returns a new object, or an immutable one. If it throws or returns
     *     null, that key cannot be read, and the others can: see {@link UnreadableValue}
     * @return the codec
     */
    public static <V> ValueCodec<V> of(
            String name, Class<V> type, Function<V, byte[]> encoder, Function<byte[], V> decoder) {
        return new ValueCodec<>(name, type, encoder, decoder);
    }

    /**
     * What stands beside each value on disk.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The type of the values.
     *
     * @return the type
     */
    public Class<V> type() {
        return type;
    }

    /** What the encoder returns: null, if it breaks its contract. */
    byte @Nullable [] encode(Object value) {
        return encoder.apply(type.cast(value));
    }

    /** What the decoder returns: null, if it breaks its contract. */
    @Nullable
    V decode(byte[] bytes) {
        return decoder.apply(bytes);
    }
}
