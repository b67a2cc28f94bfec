package dev.tvar.stm.etcd;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Currency;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The types of the JDK that are one number, one word or one text in JSON, with adapters where Gson has no suitable one.
 */
final class JsonTexts {
    /** {@code YearMonth} cannot parse its own text for years beyond 9999. */
    private static final DateTimeFormatter YEAR_MONTH = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .appendLiteral('-')
            .appendValue(ChronoField.MONTH_OF_YEAR, 2)
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter YEAR = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .toFormatter(Locale.ROOT);

    /** The types for which Gson's own adapters are suitable. */
    private static final List<Class<?>> GSON_HAS = List.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Character.class,
            String.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            URL.class,
            Currency.class);

    private static final Map<Class<?>, TypeAdapter<?>> ADAPTERS = new LinkedHashMap<>();

    static {
        text(Instant.class, Instant::parse);
        text(LocalDate.class, LocalDate::parse);
        text(LocalTime.class, LocalTime::parse);
        text(LocalDateTime.class, LocalDateTime::parse);
        text(OffsetTime.class, OffsetTime::parse);
        text(OffsetDateTime.class, OffsetDateTime::parse);
        text(ZonedDateTime.class, ZonedDateTime::parse);
        text(MonthDay.class, MonthDay::parse);
        text(Duration.class, Duration::parse);
        text(Period.class, Period::parse);
        text(ZoneOffset.class, ZoneOffset::of);
        text(Year.class, YEAR::format, text -> Year.parse(text, YEAR));
        text(YearMonth.class, YEAR_MONTH::format, text -> YearMonth.parse(text, YEAR_MONTH));
        text(ZoneId.class, ZoneId::getId, ZoneId::of);
        text(Locale.class, Locale::toLanguageTag, Locale::forLanguageTag);
        text(
                Date.class,
                date -> Instant.ofEpochMilli(date.getTime()).toString(),
                text -> Date.from(Instant.parse(text)));
        ADAPTERS.put(Double.class, new Floating<>(Double::valueOf));
        ADAPTERS.put(Float.class, new Floating<>(Float::valueOf));
        ADAPTERS.put(
                OptionalInt.class,
                new Maybe<OptionalInt, Integer>(
                        new Whole<>(JsonReader::nextInt),
                        value -> value.isPresent() ? value.getAsInt() : null,
                        value -> value == null ? OptionalInt.empty() : OptionalInt.of(value)));
        ADAPTERS.put(
                OptionalLong.class,
                new Maybe<OptionalLong, Long>(
                        new Whole<>(JsonReader::nextLong),
                        value -> value.isPresent() ? value.getAsLong() : null,
                        value -> value == null ? OptionalLong.empty() : OptionalLong.of(value)));
        ADAPTERS.put(
                OptionalDouble.class,
                new Maybe<OptionalDouble, Double>(
                        new Floating<>(Double::valueOf),
                        value -> value.isPresent() ? value.getAsDouble() : null,
                        value -> value == null ? OptionalDouble.empty() : OptionalDouble.of(value)));
    }

    /** All of these types. */
    static final Set<Class<?>> TYPES = types();

    private JsonTexts() {}

    private static Set<Class<?>> types() {
        Set<Class<?>> types = new HashSet<>(GSON_HAS);
        types.addAll(ADAPTERS.keySet());
        return Set.copyOf(types);
    }

    private static <T> void text(Class<T> type, Function<String, T> parse) {
        text(type, Object::toString, parse);
    }

    private static <T> void text(Class<T> type, Function<T, String> format, Function<String, T> parse) {
        ADAPTERS.put(type, new Text<>(format, parse).nullSafe());
    }

    /** Registers these adapters with Gson. */
    static void register(GsonBuilder builder) {
        ADAPTERS.forEach(builder::registerTypeAdapter);
        builder.registerTypeAdapter(double.class, ADAPTERS.get(Double.class));
        builder.registerTypeAdapter(float.class, ADAPTERS.get(Float.class));
        builder.registerTypeHierarchyAdapter(ZoneId.class, ADAPTERS.get(ZoneId.class)); // its classes are not public
        builder.registerTypeAdapterFactory(new Optionals());
    }

    private static final class Text<T> extends TypeAdapter<T> {
        private final Function<T, String> format;
        private final Function<String, T> parse;

        Text(Function<T, String> format, Function<String, T> parse) {
            this.format = format;
            this.parse = parse;
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            out.value(format.apply(value));
        }

        @Override
        public T read(JsonReader in) throws IOException {
            String text = in.nextString();
            try {
                return parse.apply(text);
            } catch (RuntimeException e) {
                throw new JsonParseException(e.getMessage() + ", at " + in.getPreviousPath(), e);
            }
        }
    }

    /** A number; NaN and the infinities, which JSON lacks, as text. */
    private static final class Floating<N extends Number> extends TypeAdapter<N> {
        private final Function<String, N> parse;

        Floating(Function<String, N> parse) {
            this.parse = parse;
        }

        @Override
        public void write(JsonWriter out, @Nullable N value) throws IOException {
            if (value == null || Double.isFinite(value.doubleValue())) {
                out.value(value);
            } else {
                out.value(value.toString());
            }
        }

        @Override
        public @Nullable N read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            return parse.apply(in.nextString()); // also of a number
        }
    }

    @FunctionalInterface
    private interface Reading<N> {
        N from(JsonReader in) throws IOException;
    }

    private static final class Whole<N extends Number> extends TypeAdapter<N> {
        private final Reading<N> reading;

        Whole(Reading<N> reading) {
            this.reading = reading;
        }

        @Override
        public void write(JsonWriter out, @Nullable N value) throws IOException {
            out.value(value);
        }

        @Override
        public N read(JsonReader in) throws IOException {
            return reading.from(in);
        }
    }

    /** A value, or null if it is absent. */
    private static final class Maybe<O, T> extends TypeAdapter<O> {
        private final TypeAdapter<T> content;
        private final Function<O, @Nullable T> unwrap;
        private final Function<@Nullable T, O> wrap;

        Maybe(TypeAdapter<T> content, Function<O, @Nullable T> unwrap, Function<@Nullable T, O> wrap) {
            this.content = content;
            this.unwrap = unwrap;
            this.wrap = wrap;
        }

        @Override
        @SuppressWarnings("NullAway") // adapters are given null, and may return it
        public void write(JsonWriter out, @Nullable O value) throws IOException {
            if (value == null) {
                throw new IllegalArgumentException("an Optional is null, which would return as an empty one");
            }
            content.write(out, unwrap.apply(value));
        }

        @Override
        public O read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return wrap.apply(null);
            }
            return wrap.apply(content.read(in));
        }
    }

    private static final class Optionals implements TypeAdapterFactory {
        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // T is an Optional of the argument; null passes a type on
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> token) {
            if (token.getRawType() != Optional.class || !(token.getType() instanceof ParameterizedType optional)) {
                return null;
            }
            TypeAdapter<Object> content =
                    (TypeAdapter<Object>) gson.getAdapter(TypeToken.get(optional.getActualTypeArguments()[0]));
            return (TypeAdapter<T>)
                    new Maybe<Optional<Object>, Object>(content, value -> value.orElse(null), Optional::ofNullable);
        }
    }
}
