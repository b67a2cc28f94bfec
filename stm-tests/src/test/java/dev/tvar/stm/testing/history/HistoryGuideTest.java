package dev.tvar.stm.testing.history;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.readme.Snippets;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guide shows an example that compiles, and its real output on failure. */
@Tag("seam")
class HistoryGuideTest {
    private static final String GUIDE = "docs/histories.md";

    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({
        "DepositExample, HistoryViolationError",
        "TransferExample, BrokenRuleError",
        "WithdrawalTest, AssertionFailedError"
    })
    void theExamplesFailWithWhatTheGuideSays(String test, String error) throws Exception {
        try (URLClassLoader classes = Snippets.compiled(GUIDE, folder)) {
            String output = Launched.run(classes.loadClass(test)).failure().toString();
            String expected = output.substring(output.indexOf(error));
            assertTrue(
                    Snippets.blocks(GUIDE, "text").contains(expected + "\n"), GUIDE + " does not show:\n" + expected);
        }
    }
}
