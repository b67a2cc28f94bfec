package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.history.Launched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide of the explorer shows the example and its output unchanged. */
@Tag("seam")
class ExplorerGuideTest {
    private static final String GUIDE = "docs/explorer.md";
    private static final String SOURCES = "stm-tests/src/test/java/";

    @Test
    void theGuideShowsTheOutputOfTheExample() throws IOException {
        Failure failure =
                Explorer.of(42).explore(CheckThenAct::program).failure().orElseThrow();
        String guide = text(GUIDE);
        assertEquals(shown(guide, 0), lines(failure.toString()));
        assertEquals(shown(guide, 1), lines(failure.trace()));
    }

    @Test
    void theGuideShowsTheBrokenRule() throws IOException {
        Failure failure =
                Explorer.of(42).explore(TransferInTwo::program).failure().orElseThrow();
        String guide = text(GUIDE);
        assertTrue(
                guide.contains("```text\n" + lines(failure.toString()) + "\n```"),
                () -> GUIDE + " does not show:\n" + lines(failure.toString()));
    }

    /** A block of text of the guide. */
    private static String shown(String guide, int number) {
        String block = guide.split("```text\n")[number + 1];
        return block.substring(0, block.indexOf("```")).stripTrailing();
    }

    private static String lines(String text) {
        return String.join("\n", text.lines().toList()).stripTrailing();
    }

    @ParameterizedTest
    @ValueSource(classes = {CheckThenAct.class, TransferInTwo.class})
    void theGuideShowsTheExample(Class<?> example) throws IOException {
        String source = text(SOURCES + example.getName().replace('.', '/') + ".java");
        String members = source.substring(source.indexOf("    static Scenario"), source.lastIndexOf('}'));
        assertTrue(
                text(GUIDE).contains(members.stripTrailing().stripIndent().strip()),
                "the example has changed: copy it to the guide");
    }

    @Test
    void thePropertyIsTheOneThatIsCompiled() throws IOException {
        String source = text(SOURCES + OverdrawnExample.class.getName().replace('.', '/') + ".java");
        String property = source.substring(source.indexOf("    @Property"), source.indexOf("    private static void"));
        assertTrue(
                text(GUIDE).contains(property.stripTrailing().stripIndent()),
                "the property has changed: copy it to the guide");
    }

    @Test
    void thePropertyFailsAsTheGuideSays() throws IOException {
        String found = String.valueOf(
                Launched.runAndShrink(OverdrawnExample.class).failure().getMessage());
        String shown = String.join("\n", found.lines().toList()).strip();
        assertTrue(text(GUIDE).contains("```text\n" + shown + "\n```"), () -> GUIDE + " does not show:\n" + shown);
    }

    private static String text(String file) throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(GUIDE))) {
            folder = Objects.requireNonNull(folder.getParent(), GUIDE + " not found above the working directory");
        }
        return Files.readString(folder.resolve(file));
    }
}
