package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guide shows an example that compiles, and its real output on failure. */
@Tag("seam")
class HistoryGuideTest {
    @Test
    void theExampleIsTheOneThatIsCompiled() throws IOException {
        String source = Files.readString(
                root().resolve("stm-tests/src/test/java/dev/tvar/stm/testing/history/DepositExample.java"));
        String code = source.substring(source.indexOf("class DepositExample"));
        assertTrue(guide().contains("```java\n" + code + "```"), "docs/histories.md does not show:\n" + code);
    }

    @Test
    void itsOutputIsWhatTheGuideSays() throws IOException {
        String output = Launched.run(DepositExample.class).failure().toString();
        String expected = output.substring(output.indexOf("HistoryViolationError"));
        assertTrue(guide().contains("```text\n" + expected + "\n```"), "docs/histories.md does not show:\n" + expected);
    }

    private static String guide() throws IOException {
        return Files.readString(root().resolve("docs/histories.md"));
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "README.md not found above the working directory");
        }
        return folder;
    }
}
