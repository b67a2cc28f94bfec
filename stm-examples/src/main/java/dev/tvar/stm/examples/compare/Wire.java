package dev.tvar.stm.examples.compare;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Values on their way between processes, as one line of JSON. Nothing is lost on the way. */
final class Wire {
    private static final String LASTING = "nanos ";
    private static final String COUNTING = "operations ";

    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .registerTypeHierarchyAdapter(Extent.class, adapter(Wire::text, Wire::extent))
            .registerTypeAdapter(Histogram.class, adapter(Wire::text, Wire::histogram))
            .registerTypeAdapter(OptionalLong.class, adapter(Wire::text, Wire::optional))
            .create();

    private Wire() {}

    static String write(Object value) {
        return GSON.toJson(value);
    }

    static <T> T read(String json, Class<T> type) {
        return GSON.fromJson(json, type);
    }

    private static <T> TypeAdapter<T> adapter(Function<T, String> write, Function<String, T> read) {
        return new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                out.value(write.apply(value));
            }

            @Override
            public T read(JsonReader in) throws IOException {
                return read.apply(in.nextString());
            }
        };
    }

    private static String text(Extent extent) {
        return extent instanceof Extent.Lasting lasting
                ? LASTING + lasting.duration().toNanos()
                : COUNTING + ((Extent.Counting) extent).count();
    }

    private static Extent extent(String text) {
        return text.startsWith(LASTING)
                ? new Extent.Lasting(Duration.ofNanos(Long.parseLong(text.substring(LASTING.length()))))
                : new Extent.Counting(Long.parseLong(text.substring(COUNTING.length())));
    }

    private static String text(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    private static Histogram histogram(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a histogram: " + e.getMessage(), e);
        }
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? String.valueOf(number.getAsLong()) : "";
    }

    private static OptionalLong optional(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }
}
