package dev.tvar.stm.testing.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.history.Launched;
import dev.tvar.stm.testing.readme.Documents;
import dev.tvar.stm.testing.readme.Snippets;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes of the guide work in an empty folder; its failing property fails with the report that the guide shows. */
final class GuideToPropertiesTest {
    private static final String GUIDE = "docs/harness-properties.md";

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void theFailingPropertyReportsWhatTheGuideShows() throws Exception {
        try (URLClassLoader classes = Snippets.compiled(GUIDE, folder)) {
            Throwable failure =
                    Launched.runAndShrink(classes.loadClass("WalletTest")).failure();
            assertEquals(Snippets.blocks(GUIDE, "text").get(0).strip(), failure.getMessage());
        }
    }

    @Test
    void theOtherPropertiesOfTheGuideHold() throws Exception {
        try (URLClassLoader classes = Snippets.compiled(GUIDE, folder)) {
            Launched launched = Launched.run(classes.loadClass("OtherCasesTest"));
            assertEquals(List.of(), launched.failures());
            assertEquals(3, launched.passed());
        }
    }

    /** Other versions of Surefire find no test, and report success. */
    @Test
    void thePomHasTheVersionsOfThisBuild() throws IOException {
        String pom = Documents.text("pom.xml");
        String shown = String.join("", Snippets.blocks(GUIDE, "xml"));
        assertEquals(List.of(group(pom, "<surefire.version>([^<]*)<")), versions(shown, "maven-surefire-plugin"));
        assertEquals(List.of(group(pom, "</modelVersion>.*?<version>([^<]*)<")), versions(shown, "stm-tests"));
        assertTrue(shown.contains("<failIfNoTests>true</failIfNoTests>"), shown);
    }

    private static String group(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static List<String> versions(String shown, String artifact) {
        return Pattern.compile("<artifactId>" + artifact + "</artifactId>\\s*<version>([^<]*)</version>")
                .matcher(shown)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
