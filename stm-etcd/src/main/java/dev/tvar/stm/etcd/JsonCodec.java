package dev.tvar.stm.etcd;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonIOException;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import dev.tvar.stm.store.ValueCodec;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A codec through Gson that accepts only values that round-trip: it checks types when it is created,
 * and values when they are written.
 */
final class JsonCodec<V> {
    private final String name;
    private final Class<V> type;
    private final Gson gson;

    private JsonCodec(String name, Class<V> type) {
        this.name = name;
        this.type = type;
        Set<Class<?>> objects = JsonTypes.objectsIn(type, name, JsonTexts.TYPES);
        GsonBuilder builder = new GsonBuilder()
                .serializeNulls() // an empty Optional is written as null; a missing field would be a null Optional
                .enableComplexMapKeySerialization() // otherwise Gson writes the toString of a key
                .registerTypeAdapterFactory(new Strict(objects));
        JsonTexts.register(builder);
        gson = builder.create();
    }

    /**
     * A codec for a type.
     *
     * @throws IllegalArgumentException if JSON cannot represent its values
     */
    static <V> JsonCodec<V> of(String name, Class<V> type) {
        JsonCodec<V> codec = new JsonCodec<>(name, type);
        try {
            codec.gson.getAdapter(type);
        } catch (JsonIOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "codec '" + name + "' cannot write " + type.getName() + " as JSON: " + e.getMessage(), e);
        }
        return codec;
    }

    ValueCodec<V> asValueCodec() {
        return ValueCodec.of(name, type, this::encode, this::decode);
    }

    byte[] encode(V value) {
        try {
            return Utf8.encode(gson.toJson(value, type));
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(
                    "codec '" + name + "' cannot write this " + type.getName()
                            + ": it contains itself, or is nested too deeply",
                    e);
        }
    }

    V decode(byte[] bytes) {
        @Nullable V value = gson.fromJson(Utf8.decode(bytes), type);
        if (value == null) {
            throw new IllegalArgumentException("there is no JSON object");
        }
        return value;
    }

    /** A wrapper of Gson's adapters that refuses values that would not round-trip. */
    private record Strict(Set<Class<?>> objects) implements TypeAdapterFactory {
        @Override
        @SuppressWarnings("NullAway") // null is Gson's way to pass a type on to the next factory
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> token) {
            Class<? super T> raw = token.getRawType();
            if (objects.contains(raw)) {
                return new Exact<>(gson.getDelegateAdapter(this, token), raw);
            }
            if (Enum.class.isAssignableFrom(raw)) {
                return new KnownConstant<>(gson.getDelegateAdapter(this, token), raw);
            }
            if (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw)) {
                return new Plain<>(gson.getDelegateAdapter(this, token));
            }
            boolean isSubclass = !JsonTypes.isOfTheJdk(raw) && !JsonTypes.hasOwnAdapter(raw);
            if ((isSubclass && !raw.isArray()) || raw.getName().startsWith("java.sql.")) {
                throw new IllegalArgumentException("a value is a " + raw.getName()
                        + ", which is not the class that was declared: JSON would lose its class");
            }
            return null;
        }
    }

    /** Objects, of exactly the declared class. */
    private static final class Exact<T> extends Checked<T> {
        private final Class<? super T> declared;

        /** The fields that may refer to the object itself, which Gson would omit. */
        private final List<Field> own;

        Exact(TypeAdapter<T> delegate, Class<? super T> declared) {
            super(delegate);
            this.declared = declared;
            own = JsonTypes.fieldsWithin(declared, declared);
            own.forEach(field -> field.setAccessible(true)); // Gson does so, too
        }

        @Override
        void check(T value) {
            if (value.getClass() != declared) {
                throw new IllegalArgumentException(
                        "a value is a " + value.getClass().getName() + " and was declared a " + declared.getName()
                                + ": JSON would lose its class");
            }
            for (Field field : own) {
                if (contentOf(field, value) == value) {
                    throw new IllegalArgumentException(
                            field + " refers to its own object, which JSON cannot represent");
                }
            }
        }

        private static @Nullable Object contentOf(Field field, Object object) {
            try {
                return field.get(object);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Collections in the order of their elements, and maps without a null key, which would become the text "null". */
    private static final class Plain<T> extends Checked<T> {
        Plain(TypeAdapter<T> delegate) {
            super(delegate);
        }

        @Override
        void check(T value) {
            boolean hasOwnOrder = (value instanceof SortedSet<?> set && set.comparator() != null)
                    || (value instanceof SortedMap<?, ?> map && map.comparator() != null);
            if (hasOwnOrder) {
                throw new IllegalArgumentException("a sorted collection has a comparator, which JSON cannot represent");
            }
            if (value instanceof Map<?, ?> map) {
                for (@Nullable Object key : map.keySet()) { // some maps throw on containsKey(null)
                    if (key == null) {
                        throw new IllegalArgumentException("a map has a null key, which JSON cannot represent");
                    }
                }
            }
        }
    }

    /** Enums: Gson would read an unknown constant as null. */
    private static final class KnownConstant<T> extends Checked<T> {
        private final Class<? super T> type;

        KnownConstant(TypeAdapter<T> delegate, Class<? super T> type) {
            super(delegate);
            this.type = type;
        }

        @Override
        public @Nullable T read(JsonReader in) throws IOException {
            boolean isNull = in.peek() == JsonToken.NULL;
            String place = in.getPath();
            @Nullable T value = super.read(in);
            if (value == null && !isNull) {
                throw new JsonParseException("unknown constant of " + type.getName() + " at " + place);
            }
            return value;
        }
    }

    private static class Checked<T> extends TypeAdapter<T> {
        private final TypeAdapter<T> delegate;

        Checked(TypeAdapter<T> delegate) {
            this.delegate = delegate;
        }

        /** Throws if the value would not round-trip. */
        void check(T value) {}

        @Override
        public final void write(JsonWriter out, @Nullable T value) throws IOException {
            if (value != null) {
                check(value);
            }
            delegate.write(out, value);
        }

        @Override
        public @Nullable T read(JsonReader in) throws IOException {
            return delegate.read(in);
        }
    }
}
