package dev.tvar.stm.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path checkout;

    @Test
    void onlyTheCoreIsReplaced() throws IOException {
        Path core = Files.createDirectories(checkout.resolve("stm-core/target/classes"));
        List<String> own = List.of(Builds.own().split(File.pathSeparator));
        List<String> other = List.of(Builds.withCoreOf(checkout).orElseThrow().split(File.pathSeparator));
        assertEquals(own.size(), other.size());
        List<String> added =
                other.stream().filter(entry -> !own.contains(entry)).toList();
        assertEquals(List.of(core.toString()), added);
    }

    @Test
    void aCheckoutWithoutABuildIsRefused() {
        assertEquals(Optional.empty(), Builds.withCoreOf(checkout));
    }
}
