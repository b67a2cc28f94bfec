package dev.tvar.stm.etcd;

import com.google.gson.Gson;
import dev.tvar.stm.store.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * How values are written to etcd: as {@code codec:content}, so {@code etcdctl get} shows {@code long:100}. Ready to use are
 * Boolean, Integer, Long, Double, String, all as text, and {@code byte[]}. More come from {@link #json} or
 * {@link ValueCodec#of}.
 */
public final class EtcdCodecs {
    private static final Gson GSON = new Gson();

    static final List<ValueCodec<?>> COMMON = List.of(
            text("long", Long.class, Long::valueOf),
            text("int", Integer.class, Integer::valueOf),
            text("double", Double.class, Double::valueOf),
            text("boolean", Boolean.class, Boolean::valueOf),
            text("string", String.class, string -> string),
            ValueCodec.of("bytes", byte[].class, byte[]::clone, byte[]::clone));

    private EtcdCodecs() {}

    /**
     * A codec that writes values as JSON, through Gson. Fit for records and plain classes.
     *
     * @param <V> the type of the values
     * @param name what stands before each value in etcd; the same in all processes, and without a colon
     * @param type the class of the values
     * @return the codec
     */
    public static <V> ValueCodec<V> json(String name, Class<V> type) {
        return ValueCodec.of(
                name,
                type,
                value -> GSON.toJson(value, type).getBytes(StandardCharsets.UTF_8),
                bytes -> GSON.fromJson(new String(bytes, StandardCharsets.UTF_8), type));
    }

    private static <V> ValueCodec<V> text(String name, Class<V> type, Function<String, V> parse) {
        return ValueCodec.of(
                name,
                type,
                value -> String.valueOf(value).getBytes(StandardCharsets.UTF_8),
                bytes -> parse.apply(new String(bytes, StandardCharsets.UTF_8)));
    }
}
