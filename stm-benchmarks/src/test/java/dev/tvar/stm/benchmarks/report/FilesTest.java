package dev.tvar.stm.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    private static Results some() {
        return new Sketch()
                .rate("w1/1024/1", MeasuredEngine.TVAR, 20e6, 21e6)
                .rate("w1/1024/2", MeasuredEngine.TVAR, 30e6)
                .rate("w1/1024/1", MeasuredEngine.ORDERED_LOCKS, 40e6)
                .failure("w8", MeasuredEngine.SCALA_STM, "OutOfMemoryError")
                .results();
    }

    @Test
    void resultsComeBackAsTheyWere() throws IOException {
        Path file = directory.resolve("results.json");
        ResultsFile.write(some(), file);
        assertEquals(some(), ResultsFile.read(file));
        assertFalse(Files.readString(file).contains("NaN"), "not legal in JSON");
    }

    @Test
    void aFileWithoutResultsIsRefused() throws IOException {
        for (String text : new String[] {"", "{}", "[1]", "{\"machine\": 3}", "no JSON"}) {
            Path file = Files.writeString(directory.resolve("wrong.json"), text);
            assertThrows(IOException.class, () -> ResultsFile.read(file), text);
        }
    }

    @Test
    void chartsAreDrawnWithoutAScreen() throws IOException {
        Charts.write(some(), directory.resolve("charts"));
        for (String ending : new String[] {".png", ".svg"}) {
            assertTrue(Files.size(directory.resolve("charts").resolve("w1-1-024-accounts" + ending)) > 1_000);
        }
    }
}
