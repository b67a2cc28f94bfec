package dev.tvar.stm.etcd;

import dev.tvar.stm.store.ValueCodec;
import java.util.List;
import java.util.function.Function;

/**
 * How values are written to etcd: as {@code codec:content}, so {@code etcdctl get} shows {@code long:100}. Ready to use are
 * Boolean, Integer, Long, Double, String, all as text, and {@code byte[]}. More come from {@link #json} or
 * {@link ValueCodec#of}.
 */
public final class EtcdCodecs {
    static final List<ValueCodec<?>> COMMON = List.of(
            text("long", Long.class, Long::valueOf),
            text("int", Integer.class, Integer::valueOf),
            text("double", Double.class, Double::valueOf),
            text("boolean", Boolean.class, EtcdCodecs::trueOrFalse),
            text("string", String.class, string -> string),
            ValueCodec.of("bytes", byte[].class, byte[]::clone, byte[]::clone));

    private EtcdCodecs() {}

    /**
     * A codec that writes values as JSON, through Gson. It is for records and plain classes whose fields are, all the way down:
     * <ul>
     * <li>numbers, booleans, characters, strings, enums, {@code BigInteger}, {@code BigDecimal}, {@code UUID}, {@code URI},
     *     {@code URL}, {@code Currency}, {@code Locale}; a number that is not finite is written as text: {@code "NaN"},
     * <li>the types of {@code java.time}, and {@code java.util.Date}, as ISO text,
     * <li>{@code Optional} and its kind: the value, or {@code null},
     * <li>arrays, and collections and maps of {@code java.util}; a map whose keys are records is a list of pairs,
     * <li>other records and plain classes, also those that refer to themselves.
     * </ul>
     *
     * <p>The classes of values are not written. So a field whose type leaves the class open is refused: {@code Object},
     * {@code Number}, other interfaces, abstract and sealed types, type parameters without a type. Fields that are
     * {@code static} or {@code transient} are not written, and fields that are missing in the JSON become null or 0.
     *
     * <p>An object that cannot be written refuses the commit, before anything is sent: an object that contains itself, a
     * subclass of the declared class, a map with a null key, a sorted collection with an order of its own, a lone surrogate in a
     * string.
     *
     * @param <V> the type of the values
     * @param name what stands before each value in etcd; the same in all processes, and without a colon
     * @param type the class of the values
     * @return the codec
     * @throws IllegalArgumentException if JSON cannot represent the values of the type; the message names the field. Use
     *     {@link ValueCodec#of} then
     */
    public static <V> ValueCodec<V> json(String name, Class<V> type) {
        return JsonCodec.of(name, type).asValueCodec();
    }

    /** {@link Boolean#valueOf(String)} takes any other text for false. */
    private static Boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static <V> ValueCodec<V> text(String name, Class<V> type, Function<String, V> parse) {
        return ValueCodec.of(
                name, type, value -> Utf8.encode(String.valueOf(value)), bytes -> parse.apply(Utf8.decode(bytes)));
    }
}
