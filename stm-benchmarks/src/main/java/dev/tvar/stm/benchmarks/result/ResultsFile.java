package dev.tvar.stm.benchmarks.result;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results as JSON. */
public final class ResultsFile {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeSpecialFloatingPointValues()
            .create();

    private ResultsFile() {}

    /**
     * Writes results.
     *
     * @param results what
     * @param file where; replaced if it exists
     * @throws IOException if that fails
     */
    public static void write(Results results, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            GSON.toJson(results, writer);
        }
    }

    /**
     * Reads results.
     *
     * @param file a file that {@link #write} wrote
     * @return the results
     * @throws IOException if it cannot be read, or is something else
     */
    public static Results read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Results results = GSON.fromJson(reader, Results.class);
            if (results == null || results.machine() == null) {
                throw new IOException(file + " holds no results of a benchmark");
            }
            return results;
        } catch (JsonParseException | NullPointerException e) {
            throw new IOException(file + " holds no results of a benchmark", e);
        }
    }
}
