package dev.tvar.stm.benchmarks.result;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import dev.tvar.stm.examples.support.WholeFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results as JSON; a figure that was not measured is null in the file and NaN in the program. */
public final class ResultsFile {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .registerTypeAdapter(double.class, new NotMeasuredIsNull())
            .registerTypeAdapter(Double.class, new NotMeasuredIsNull())
            .create();

    private ResultsFile() {}

    /** Writes results to a file, which is replaced as a whole or not at all. */
    public static void write(Results results, Path file) throws IOException {
        WholeFile.write(file, GSON.toJson(results));
    }

    /**
     * Reads results that {@link #write} wrote.
     *
     * @throws IOException if the file cannot be read, or contains something else
     */
    public static Results read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Results results = GSON.fromJson(reader, Results.class);
            if (results == null || results.machine() == null) {
                throw new IOException(file + " contains no results of a benchmark");
            }
            return results;
        } catch (RuntimeException e) { // wrong syntax, a wrong type, or a missing part
            throw new IOException(file + " contains no results of a benchmark", e);
        }
    }

    private static final class NotMeasuredIsNull extends TypeAdapter<Double> {
        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (value.isNaN()) {
                out.nullValue();
            } else {
                out.value(value);
            }
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return Double.NaN;
            }
            return in.nextDouble();
        }
    }
}
