package dev.tvar.stm.etcd;

import dev.tvar.stm.store.ValueCodec;
import java.util.List;
import java.util.function.Function;

/**
 * Codecs for values in etcd, which are written as {@code codec:content}: {@code etcdctl get} shows
 * {@code long:100}. Built in are Boolean, Integer, Long, Double, String, all as text, and {@code
 * byte[]}; {@link #json} and {@link ValueCodec#of} create others. Thread-safe.
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
     * A codec that writes values as JSON, through Gson. It is for records and plain classes whose fields are, recursively:
     * <ul>
     * <li>numbers, booleans, characters, strings, enums, {@code BigInteger}, {@code BigDecimal}, {@code UUID}, {@code URI},
     *     {@code URL}, {@code Currency}, {@code Locale}; a number that is not finite is written as text: {@code "NaN"},
     * <li>the types of {@code java.time}, and {@code java.util.Date}, as ISO text,
     * <li>{@code Optional} and its primitive forms: the value, or {@code null},
     * <li>arrays, and collections and maps of {@code java.util}; a map whose keys are records is a list of pairs,
     * <li>other records and plain classes, including recursive ones.
     * </ul>
     *
     * <p>The JSON does not contain the classes of values. So a field whose type leaves the class open is refused:
     * {@code Object}, {@code Number}, other interfaces, abstract and sealed types, type parameters without a type.
     * Fields that are {@code static} or {@code transient} are not written, and fields that are missing in the JSON
     * become null or 0.
     *
     * <p>A commit fails before anything is sent if a value cannot be represented: an object that contains
     * itself, a subclass of the declared class, a map with a null key, a sorted collection with a
     * comparator, a lone surrogate in a string.
     *
     * @param <V> the type of the values
     * @param name the prefix of each value in etcd; the same in all processes, and without a colon
     * @param type the class of the values
     * @return the codec
     * @throws IllegalArgumentException if JSON cannot represent the values of the type; the message names the field. Use
     *     {@link ValueCodec#of} then
     */
    public static <V> ValueCodec<V> json(String name, Class<V> type) {
        return JsonCodec.of(name, type).asValueCodec();
    }

    /** {@link Boolean#valueOf(String)} would read any other text as false. */
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
