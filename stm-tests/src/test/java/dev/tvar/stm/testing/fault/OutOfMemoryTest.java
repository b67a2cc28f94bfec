package dev.tvar.stm.testing.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.support.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Fills the heap, so that each allocation of the engine fails in turn, one per transaction. */
class OutOfMemoryTest {
    @Test
    void nothingIsLostOrLeftBehindWhenMemoryRunsOut() throws IOException, InterruptedException {
        Path output = Files.createTempFile("small-heap", ".out");
        try {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xms8m",
                            "-Xmx8m",
                            "-XX:+UseSerialGC",
                            "-XX:-UseTLAB", // no two allocations are merged
                            "-XX:TieredStopAtLevel=1", // and none is optimised away
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmallHeap.class.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!child.waitFor(Limits.SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly().waitFor();
            }
            String text = Files.readString(output);
            assertTrue(text.contains(SmallHeap.SURVIVED), text);
            assertTrue(text.matches("(?s).*" + SmallHeap.SURVIVED + "[1-9]\\d+\\s*"), "too few errors: " + text);
        } finally {
            Files.delete(output);
        }
    }
}
